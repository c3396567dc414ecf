"""Law: a history written in an older shape decides as the same history in today's shape."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from leadledger.events.versions import upcast
from tests.lives import Entry
from tests.strategies import answers, examples, histories

Raw = dict[str, Any]


def _receiver(old: Raw) -> Raw:
    return {("agent" if name == "salesman" else name): value for name, value in old.items()}


def _said(old: Raw) -> Raw:
    said = old.pop("said", {})
    return {**old, **said}


# Version 1 called the receiver "salesman"; version 2 kept what the customer said in a table of its own.
STEPS = {("VisitReceived", 1): _receiver, ("VisitReceived", 2): _said, ("CallReceived", 1): _receiver}
SAID = ("asked_for", "named", "declined", "forgot")


def as_written_long_ago(entry: Entry) -> Entry:
    if entry["type"] not in ("VisitReceived", "CallReceived"):
        return entry
    old = {("salesman" if name == "agent" else name): value for name, value in entry.items() if name not in SAID}
    said = {name: entry[name] for name in SAID if name in entry}
    return {**old, "said": said} if said else old


def as_read_today(entry: Entry) -> Entry:
    new = upcast(entry, STEPS)
    return {name: value for name, value in new.items() if name != "version"}


@examples(40)
@given(history=histories())
def test_old_and_current_histories_agree(history: list[Entry]) -> None:
    old = [as_written_long_ago(entry) for entry in history]
    assert answers([as_read_today(entry) for entry in old]) == answers(history)
