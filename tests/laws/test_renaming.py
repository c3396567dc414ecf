"""Law: renaming people, customers and deals renames the answer and changes nothing else."""

from __future__ import annotations

import json
import re
from uuid import UUID

from hypothesis import given

from tests.lives import AGENTS, CUSTOMERS, DEALS, Entry
from tests.strategies import answers, examples, histories

# The second names stand in the opposite alphabetical order: nothing may hang on how a name sorts.
FIRST = {name: f"x{number:02}x" for number, name in enumerate((*AGENTS, *CUSTOMERS, *DEALS))}
SECOND = {name: f"x{50 - number:02}x" for number, name in enumerate((*AGENTS, *CUSTOMERS, *DEALS))}
BACK = {SECOND[name]: FIRST[name] for name in FIRST}
KEPT = ("type", "relation", "reason", "outcome", "id", "entry", "occurred_at", "recorded_at", "date", "unit")


def renamed(value: object, names: dict[str, str], key: str = "") -> object:
    if isinstance(value, dict):
        return {names.get(str(name), name): renamed(part, names, str(name)) for name, part in value.items()}
    if isinstance(value, list):
        return [renamed(part, names, key) for part in value]
    return names.get(value, value) if isinstance(value, str) and key not in KEPT else value


def told(history: list[Entry], names: dict[str, str]) -> dict[str, object]:
    found = {}
    for deal, answer in answers([renamed(entry, names) for entry in history]).items():  # type: ignore[misc]
        plain = json.loads(answer)
        del plain["facts"]["digest"]
        found[deal] = plain
    return found


@examples(60)
@given(history=histories())
def test_renaming_renames_the_answer_and_nothing_else(history: list[Entry]) -> None:
    numbered = [{"id": str(UUID(int=number + 1)), **entry} for number, entry in enumerate(history)]
    once = json.dumps(told(numbered, FIRST))
    again = json.dumps(told(numbered, SECOND))
    assert re.sub(r"x\d\dx", lambda name: BACK[name.group()], again) == once
