"""Law: what happens to customers who are not linked, not in the referrer chain, changes nothing in an answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.lives import CUSTOMERS, DEALS, Entry
from tests.strategies import answers, examples, histories

NAMES = {name: f"stranger-{name}" for name in (*CUSTOMERS, *DEALS)}
PRESENCE = ("AgentArrived", "AgentLeft", "EntryStruck")


def estranged(value: object, key: str = "") -> object:
    """The same story about other customers, deals, complaints and rulings, with the same agents."""
    if isinstance(value, dict):
        return {name: estranged(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [estranged(part, key) for part in value]
    if key in ("complaint", "ruling"):
        return f"stranger-{value}"
    return NAMES.get(value, value) if isinstance(value, str) else value


@examples(60)
@given(history=histories(longest=10), other=histories(longest=10), data=st.data())
def test_strangers_change_nothing(history: list[Entry], other: list[Entry], data: st.DataObject) -> None:
    alone = answers(history)
    strangers = [estranged({**entry, "id": None}) for entry in other if entry["type"] not in PRESENCE]
    merged = list(history)
    for stranger in strangers:
        assert isinstance(stranger, dict)
        del stranger["id"]
        merged.insert(data.draw(st.integers(0, len(merged))), stranger)
    together = answers(merged)
    assert {deal: answer for deal, answer in together.items() if deal in alone} == alone
