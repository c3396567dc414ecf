"""Law: the decisions that a change is said to have moved are exactly those that are not what they were."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from leadledger.dossier import History
from leadledger.events import Event
from leadledger.ledger import Ledger, Office
from leadledger.ledger import open as open_ledger
from leadledger.ledger.moves import outcome
from leadledger.rulebook.attribution import Attribution
from tests.lives import Entry
from tests.offices import TERMS, adopted, offices, reordered
from tests.strategies import examples, histories, read

DEEP = settings.get_current_profile_name() == "deep"
Outcomes = dict[str, dict[str, Any] | None]


def outcomes(events: Sequence[Event]) -> Outcomes:
    """What every closed deal of the history comes to."""
    answers = Office(History(events)).decide_all()
    return {one.deal or "": outcome(one) for one in answers if isinstance(one, Attribution)}


def moved(before: Outcomes, after: Outcomes) -> Outcomes:
    """The deals that come to something else, and what they come to."""
    return {deal: after.get(deal) for deal in {*before, *after} if before.get(deal) != after.get(deal)}


def hold(ledger: Ledger, entered: Sequence[Event]) -> None:
    """Each change says of its entry what deciding everything before it and with it says."""
    before: Outcomes = {}
    changes = list(ledger.subscribe(follow=False))
    assert [change.position for change in changes] == list(range(1, len(changes) + 1))
    for number, change in enumerate(changes, 1):
        after = outcomes(entered[:number])
        assert {move.deal: outcome(move.after) for move in change.moved} == moved(before, after), change.event
        assert {move.deal: outcome(move.before) for move in change.moved} == moved(after, before)
        before = after


def entered_at_once(events: Sequence[Event]) -> tuple[Ledger, list[Event]]:
    """A ledger and what went into it, in the order of entry."""
    ledger = open_ledger(":memory:")
    receipts = ledger.import_events(events)
    return ledger, [event for event, receipt in zip(events, receipts, strict=True) if receipt.new]


@examples(15)
@given(history=histories())
def test_entry_by_entry_in_register_order(history: list[Entry]) -> None:
    ledger, entered = entered_at_once(sorted(read(history), key=lambda event: event.registered_at))
    with ledger:
        hold(ledger, entered)


def test_entry_by_entry_however_late_they_are_imported() -> None:
    for number, entries in enumerate(offices("moves", 2_000 if DEEP else 20, adoptions=TERMS)):
        ledger, entered = entered_at_once(reordered(Random(f"late {number}"), read(entries)))
        with ledger:
            hold(ledger, entered)


def test_strikings_that_strike_each_other_or_themselves_move_nothing() -> None:
    at = "2026-03-01T10:00:00+08:00"
    ids = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(3)]
    struck = {"type": "EntryStruck", "occurred_at": at, "reason": "x", "by": "m"}
    ledger, entered = entered_at_once(
        read(
            [
                {**struck, "id": ids[0], "entry": ids[1]},
                {**struck, "id": ids[1], "entry": ids[0]},
                {**struck, "id": ids[2], "entry": ids[2]},
            ]
        )
    )
    with ledger:
        hold(ledger, entered)


def test_a_book_that_closes_deals_with_the_contract_moves_those_that_have_none() -> None:
    at = "2026-03-01T10:00:00+08:00"
    bought = {"type": "SubscriptionSigned", "occurred_at": at, "deal": "d", "customer": "c", "unit": "u", "agent": "li"}
    document = adopted({"closes_with": "contract"})
    book = {"type": "RulebookAdopted", "occurred_at": at, "document": document, "effective_from": "2026-01-01"}
    ledger, entered = entered_at_once(read([bought, {**book, "published_at": at}]))
    with ledger:
        hold(ledger, entered)


def entries(*told: tuple[str, str, dict[str, Any]]) -> list[Event]:
    return read([{"type": kind, "occurred_at": f"2026-03-{at}:00+08:00", **fields} for kind, at, fields in told])


BOUGHT = ("SubscriptionSigned", "09T10:00", {"deal": "d", "customer": "c", "unit": "u", "agent": "li"})
LATE: dict[str, list[Event]] = {
    "who was away": entries(
        ("VisitReceived", "01T10:00", {"customer": "c", "agent": "zhang"}),
        ("VisitReceived", "03T10:00", {"customer": "c", "agent": "li", "named": ["zhang"]}),
        ("AgentArrived", "03T08:00", {"agent": "zhang"}),
        BOUGHT,
        ("AgentLeft", "03T09:00", {"agent": "zhang", "reason": "off"}),
    ),
    "who served the referrer": entries(
        ("VisitReceived", "02T10:00", {"customer": "old", "agent": "wang"}),
        ("ReferralMade", "03T10:00", {"referrer": "old", "customer": "c"}),
        ("VisitReceived", "04T10:00", {"customer": "c", "agent": "li"}),
        BOUGHT,
        ("VisitReceived", "01T10:00", {"customer": "old", "agent": "zhang"}),
    ),
    "who served the referrer's kin": entries(
        ("VisitReceived", "02T10:00", {"customer": "old", "agent": "wang"}),
        ("CustomersLinked", "02T11:00", {"customers": ["old", "kin"], "relation": "household"}),
        ("ReferralMade", "03T10:00", {"referrer": "old", "customer": "c"}),
        ("VisitReceived", "04T10:00", {"customer": "c", "agent": "li"}),
        BOUGHT,
        ("VisitReceived", "01T10:00", {"customer": "kin", "agent": "zhang"}),
    ),
}


@pytest.mark.parametrize("what", LATE)
def test_an_entry_that_reaches_a_deal_by_a_detour_moves_it(what: str) -> None:
    ledger, entered = entered_at_once(LATE[what])
    with ledger:
        hold(ledger, entered)
        (last,) = ledger.subscribe(after=len(entered) - 1, follow=False)
        assert [move.deal for move in last.moved] == ["d"]
