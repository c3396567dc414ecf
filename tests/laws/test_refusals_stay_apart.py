"""Law: entries that contradict each other refuse the deals they concern, and no other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.lives import Entry
from tests.strategies import answers, examples, histories

AT = "2026-03-01T10:00:00+08:00"
BOUGHT = {"type": "SubscriptionSigned", "deal": "x", "customer": "x", "unit": "x", "agent": "li", "occurred_at": AT}
FILED = {"type": "ComplaintFiled", "complaint": "x", "customer": "x", "against": "li", "occurred_at": AT}
DECIDED = {"type": "ComplaintDecided", "complaint": "x", "by": "manager", "occurred_at": AT}
SHARES = {"credit": {"li": "1"}, "commission": {"li": "1"}, "reason": "x", "by": "manager"}
CONTRADICTIONS: dict[str, list[Entry]] = {
    "closed twice": [BOUGHT, {**BOUGHT, "agent": "zhang"}],
    "decided twice": [BOUGHT, FILED, {**DECIDED, "outcome": "upheld"}, {**DECIDED, "outcome": "dismissed"}],
    "filed twice": [BOUGHT, FILED, {**FILED, "against": "zhang"}],
    "made twice": [
        BOUGHT,
        {"type": "RulingMade", "ruling": "x", "deal": "x", **SHARES, "occurred_at": AT},
        {"type": "RulingMade", "ruling": "x", "deal": "x", **SHARES, "note": "again", "occurred_at": AT},
    ],
    "linked with nobody but themselves": [
        BOUGHT,
        {"type": "CustomersLinked", "customers": ["x", "x"], "relation": "household", "occurred_at": AT},
    ],
}


@examples(50)
@given(history=histories(longest=8), kind=st.sampled_from(sorted(CONTRADICTIONS)), data=st.data())
def test_a_contradiction_refuses_only_what_it_concerns(history: list[Entry], kind: str, data: st.DataObject) -> None:
    alone = answers(history)
    place = data.draw(st.integers(0, len(history)))
    together = answers([*history[:place], *CONTRADICTIONS[kind], *history[place:]])
    refusal = together.pop("x")
    assert kind in refusal
    assert together == alone
