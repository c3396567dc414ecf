"""What cannot be true beside what is there is refused when it is recorded; what is struck does not count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from leadledger.errors import HistoryContradiction
from leadledger.events import Event, event_from_dict
from leadledger.ledger import Ledger
from leadledger.ledger import open as open_ledger

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
FIRST, SECOND = ("00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002")
SHARES = {"credit": {"li": "1"}, "commission": {"li": "1"}, "reason": "x", "by": "manager"}
Enter = Callable[[Ledger, Sequence[Event]], object]


def entry(kind: str, hours: float = 0, **fields: Any) -> Event:
    return event_from_dict({"type": kind, "occurred_at": (AT + timedelta(hours=hours)).isoformat(), **fields})


def bought(agent: str, **more: Any) -> Event:
    return entry("SubscriptionSigned", 1, deal="d", customer="c", unit="u", agent=agent, **more)


def filed(agent: str, **more: Any) -> Event:
    return entry("ComplaintFiled", complaint="k", customer="c", against=agent, **more)


def decided(outcome: str, **more: Any) -> Event:
    return entry("ComplaintDecided", 2, complaint="k", outcome=outcome, by="manager", **more)


def ruled(reason: str, **more: Any) -> Event:
    return entry("RulingMade", 3, ruling="r", deal="d", **{**SHARES, "reason": reason}, **more)


def struck(id: str) -> Event:
    return entry("EntryStruck", 4, entry=id, reason="a mistake", by="manager")


TWICE: dict[str, tuple[list[Event], Event, Event]] = {
    "deal 'd' is closed twice": ([], bought("li", id=FIRST), bought("zhang", id=SECOND)),
    "deal 'd' is closed twice: ": (
        [bought("li")],
        entry("ContractSigned", 5, deal="d", id=FIRST),
        entry("ContractSigned", 6, deal="d", id=SECOND),
    ),
    "complaint 'k' is filed twice": ([], filed("li", id=FIRST), filed("zhang", id=SECOND)),
    "complaint 'k' is decided twice": (
        [filed("li")],
        decided("upheld", id=FIRST),
        decided("dismissed", id=SECOND),
    ),
    "ruling 'r' is made twice": ([], ruled("one", id=FIRST), ruled("another", id=SECOND)),
}
ALONE = {
    "complaint 'k' is decided, which nobody had filed": decided("upheld", id=SECOND),
    "customer 'c' is linked with nobody but themselves": entry(
        "CustomersLinked", customers=["c", "c"], relation="household", id=SECOND
    ),
    "customer 'c' is linked with nobody but themselves: ": entry(
        "CustomersUnlinked", customers=["c", "c"], relation="household", id=SECOND
    ),
}


def live(ledger: Ledger, events: Sequence[Event]) -> object:
    return ledger.record(events)


def register(ledger: Ledger, events: Sequence[Event]) -> object:
    return ledger.import_events(events)


both_ways = pytest.mark.parametrize("enter", [live, register])


@both_ways
@pytest.mark.parametrize("said", TWICE)
def test_the_second_is_refused_and_both_places_are_named(enter: Enter, said: str) -> None:
    before, first, second = TWICE[said]
    with open_ledger(":memory:") as ledger:
        enter(ledger, [*before, first])
        head = ledger.head()
        with pytest.raises(HistoryContradiction) as refusal:
            enter(ledger, [second])
        places = [f"entry {len(before) + 1}", "the new entry"]
        assert list(refusal.value.places) == places
        sentence = f"{said.rstrip(': ')}: {places[0]} ({first.type} {FIRST}) and {places[1]} ({first.type} {SECOND})"
        assert str(refusal.value) == sentence
        assert ledger.head() == head


@both_ways
@pytest.mark.parametrize("said", TWICE)
def test_two_in_one_batch_are_refused(enter: Enter, said: str) -> None:
    before, first, second = TWICE[said]
    with open_ledger(":memory:") as ledger:
        with pytest.raises(HistoryContradiction, match=said.rstrip(": ")) as refusal:
            enter(ledger, [*before, first, second])
        assert list(refusal.value.places) == [f"new entry {len(before) + 1}", f"new entry {len(before) + 2}"]
        assert ledger.head().size == 0


@both_ways
@pytest.mark.parametrize("said", TWICE)
@pytest.mark.parametrize("mistake", [FIRST, SECOND])
def test_one_that_is_struck_does_not_count(enter: Enter, said: str, mistake: str) -> None:
    before, first, second = TWICE[said]
    orders = ([[*before, first, second, struck(mistake)]], [[*before, first], [struck(mistake)], [second]])
    for batches in orders:
        with open_ledger(":memory:") as ledger:
            for batch in batches:
                enter(ledger, batch)
            assert ledger.head().size == len(before) + 3


@both_ways
@pytest.mark.parametrize("said", ALONE)
def test_one_that_cannot_be_true_by_itself_is_refused(enter: Enter, said: str) -> None:
    with open_ledger(":memory:") as ledger:
        with pytest.raises(HistoryContradiction, match=said.rstrip(": ")) as refusal:
            enter(ledger, [ALONE[said]])
        assert list(refusal.value.places) == ["the new entry"]
        assert ledger.head().size == 0


@both_ways
@pytest.mark.parametrize("said", ALONE)
def test_one_that_is_struck_at_once_or_before_may_be_anything(enter: Enter, said: str) -> None:
    for batches in ([[ALONE[said], struck(SECOND)]], [[struck(SECOND)], [ALONE[said]]]):
        with open_ledger(":memory:") as ledger:
            for batch in batches:
                enter(ledger, batch)
            assert ledger.head().size == 2


@both_ways
def test_a_subscription_and_its_contract_are_no_two_closings(enter: Enter) -> None:
    with open_ledger(":memory:") as ledger:
        enter(ledger, [bought("li")])
        enter(ledger, [entry("ContractSigned", 5, deal="d")])
        assert ledger.decide("d").owner == "li"


@both_ways
def test_what_is_said_once_more_is_no_contradiction(enter: Enter) -> None:
    with open_ledger(":memory:") as ledger:
        for _ in range(2):
            enter(ledger, [filed("li"), decided("upheld"), bought("li"), ruled("one")])
        assert ledger.head().size == 4


def test_live_a_decision_may_say_that_it_happened_before_the_complaint_was_filed() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.record(filed("li"))
        ledger.record(entry("ComplaintDecided", -5, complaint="k", outcome="upheld", by="manager"))
        assert ledger.head().size == 2


def test_in_an_old_register_a_decision_stands_where_its_register_time_puts_it() -> None:
    early = entry("ComplaintDecided", -5, complaint="k", outcome="upheld", by="manager")
    with open_ledger(":memory:") as ledger:
        ledger.import_events([filed("li")])
        with pytest.raises(HistoryContradiction, match="is decided, which nobody had filed"):
            ledger.import_events([early])
        ledger.import_events([decided("upheld"), bought("li")])
        assert ledger.head().size == 3


def test_a_filing_of_old_that_comes_in_late_is_no_contradiction_to_its_name_elsewhere() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.record([filed("li"), decided("upheld")])
        with pytest.raises(HistoryContradiction, match="is filed twice: the new entry .* and entry 1 "):
            ledger.import_events([entry("ComplaintFiled", -9, complaint="k", customer="x", against="li")])
        assert ledger.import_events([entry("ComplaintFiled", -9, complaint="k2", customer="x", against="li")])[0].new


def test_the_id_of_an_entry_is_told_in_any_refusal() -> None:
    with open_ledger(":memory:") as ledger:
        ((_, given, _),) = ledger.record([bought("li")])
        with pytest.raises(HistoryContradiction, match=str(given)):
            ledger.record([bought("zhang")])
        assert isinstance(given, UUID)
