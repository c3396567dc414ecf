"""Recording: all or none, each entry once, stamped under a clock that never runs backwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from leadledger.errors import EntryRefused, HistoryContradiction, LedgerClosed, LedgerRefused, TimeNaive
from leadledger.events import CallReceived, Event, HoldReleased, event_from_dict
from leadledger.ledger import Ledger
from leadledger.ledger import open as open_ledger
from tests.offices import adopted

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
ONE, TWO = (UUID(f"00000000-0000-4000-8000-00000000000{number}") for number in (1, 2))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(clock: Clock) -> Iterator[Ledger]:
    with open_ledger(":memory:", clock=clock) as ledger:
        yield ledger


def hold(deal: str, **more: Any) -> HoldReleased:
    return HoldReleased(occurred_at=AT, deal=deal, **more)


def call(**more: Any) -> CallReceived:
    return CallReceived(occurred_at=AT, customer="c", agent="li", **more)


def entry(kind: str, **fields: Any) -> Event:
    return event_from_dict({"type": kind, "occurred_at": AT.isoformat(), **fields})


def deals(ledger: Ledger) -> list[str]:
    return [one.event.deal for one in ledger.events() if isinstance(one.event, HoldReleased)]


def test_one_entry(ledger: Ledger) -> None:
    ((position, _, new),) = ledger.record(hold("a"))
    assert (position, new, deals(ledger), ledger.head().size) == (1, True, ["a"], 1)


def test_a_batch_gets_a_receipt_for_each_in_its_order(ledger: Ledger) -> None:
    receipts = ledger.record([hold("a"), hold("b"), hold("a"), hold("c")])
    assert [(one.position, one.new) for one in receipts] == [(1, True), (2, True), (1, False), (3, True)]
    assert receipts[2].id == receipts[0].id
    assert deals(ledger) == ["a", "b", "c"]


@pytest.mark.parametrize("way", ["record", "import_events"])
def test_an_empty_batch_is_nothing(ledger: Ledger, way: str) -> None:
    assert getattr(ledger, way)([]) == ()
    assert ledger.head().size == 0


@pytest.mark.parametrize("way", ["record", "import_events"])
def test_a_generator_is_a_batch(ledger: Ledger, way: str) -> None:
    assert len(getattr(ledger, way)(hold(deal) for deal in "abc")) == 3
    assert deals(ledger) == ["a", "b", "c"]


BAD: dict[str, list[Event]] = {
    "contradicts": [
        entry("SubscriptionSigned", deal="d", customer="c", unit="u", agent=agent) for agent in ("li", "zhang")
    ],
    "other content under one id": [hold("x", id=ONE), hold("y", id=ONE)],
    "earlier than the newest": [hold("x", recorded_at=NOW - timedelta(seconds=1))],
    "years ahead": [hold("x", recorded_at=NOW + timedelta(days=3_000))],
    "unusable": [
        entry("RulebookAdopted", document={"nonsense": True}, effective_from="2026-01-01", published_at=AT.isoformat())
    ],
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_one_in_the_middle_leaves_nothing(ledger: Ledger, bad: str) -> None:
    ledger.record(hold("before"))
    head = ledger.head()
    with pytest.raises((EntryRefused, HistoryContradiction)):
        ledger.record([hold("a"), *BAD[bad], hold("b")])
    assert (ledger.head(), deals(ledger)) == (head, ["before"])
    ledger.record(hold("after"))
    assert deals(ledger) == ["before", "after"]
    assert ledger.verify().ok


def test_a_generator_that_breaks_off_leaves_nothing(ledger: Ledger) -> None:
    def breaking() -> Iterator[Event]:
        yield hold("a")
        raise KeyError("elsewhere")

    with pytest.raises(KeyError, match="elsewhere"):
        ledger.record(breaking())
    assert ledger.head().size == 0


@pytest.mark.parametrize("way", ["record", "import_events"])
@pytest.mark.parametrize("id", [None, ONE])
def test_what_is_there_is_not_entered_again(ledger: Ledger, clock: Clock, way: str, id: UUID | None) -> None:
    ((_, given, _),) = getattr(ledger, way)([hold("a", id=id)])
    clock.forward(days=1)
    ((position, again, new),) = getattr(ledger, way)([hold("a", id=id)])
    assert (position, again, new, ledger.head().size) == (1, given, False, 1)
    assert id in (None, given)


def test_what_was_recorded_is_there_for_an_import_and_the_other_way_round(ledger: Ledger, clock: Clock) -> None:
    ledger.record(hold("a"))
    ledger.import_events([hold("b")])
    clock.forward(days=1)
    assert [one.new for one in ledger.import_events([hold("a"), hold("b")])] == [False, False]
    assert [one.new for one in ledger.record([hold("b"), hold("a")])] == [False, False]


def test_what_comes_out_of_a_ledger_adds_nothing_to_it_and_makes_another_like_it(ledger: Ledger, clock: Clock) -> None:
    ledger.record([hold("a"), call(phone="1"), call(phone="2")])
    clock.forward(days=1)
    ledger.record(hold("b", id=ONE))
    events = [one.event for one in ledger.events()]
    assert not any(one.new for one in ledger.record(events))
    assert not any(one.new for one in ledger.import_events(events))
    with open_ledger(":memory:") as other:
        other.import_events(events)
        assert [one.event for one in other.events()] == events


def test_another_content_under_an_id_is_refused_and_both_places_are_named(ledger: Ledger) -> None:
    ledger.record([hold("a"), hold("b", id=ONE)])
    for way in (ledger.record, ledger.import_events):
        with pytest.raises(HistoryContradiction) as refusal:
            way([hold("c"), hold("other", id=ONE)])
        assert refusal.value.places == ("entry 2", "new entry 2")
        assert str(refusal.value) == f"id {ONE} stands on two entries of different content: entry 2 and new entry 2"


def test_entries_that_differ_in_personal_fields_are_two(ledger: Ledger) -> None:
    receipts = ledger.record([call(phone="1"), call(phone="2"), call(), call(phone="2")])
    assert [one.position for one in receipts] == [1, 2, 3, 2]
    assert len({one.id for one in receipts}) == 3
    assert [one.new for one in ledger.record([call(), call(phone="1"), call(phone="3")])] == [False, False, True]
    assert [getattr(one.event, "phone", None) for one in ledger.events()] == ["1", "2", None, "3"]


def test_the_register_time_is_now_and_the_time_of_entry_too(ledger: Ledger, clock: Clock) -> None:
    clock.forward(microseconds=123_456)
    ledger.record(hold("a"))
    (one,) = ledger.events()
    assert one.recorded_at == one.entered_at == one.event.recorded_at == clock.now
    assert one.event.occurred_at == AT
    assert one.id == one.event.id


def test_register_times_never_run_backwards_though_the_clock_does(ledger: Ledger, clock: Clock) -> None:
    for by in (0, -50, 3, -7, 100):
        clock.forward(minutes=by)
        ledger.record([hold(f"{by}"), hold(f"{by} too")])
    entries = list(ledger.events())
    times = [one.recorded_at for one in entries]
    assert times == sorted(times) == [one.entered_at for one in entries]
    assert [one.position for one in entries] == list(range(1, 11))
    assert times[-1] == clock.now
    assert times[0] == times[7] == NOW


def test_a_register_time_given_may_be_later_than_the_newest(ledger: Ledger, clock: Clock) -> None:
    later = NOW + timedelta(days=3)
    ledger.record(hold("a", recorded_at=later))
    ledger.record(hold("b", recorded_at=later))
    clock.forward(days=1)
    ledger.record(hold("c"))
    assert [(one.recorded_at, one.entered_at) for one in ledger.events()] == [
        (later, NOW),
        (later, NOW),
        (later, clock.now),
    ]


def test_a_register_time_given_that_is_earlier_is_refused_in_one_sentence(ledger: Ledger) -> None:
    ledger.record(hold("a"))
    with pytest.raises(EntryRefused) as refusal:
        ledger.record(hold("b", recorded_at=NOW - timedelta(microseconds=1)))
    assert str(refusal.value) == (
        "the new entry: recorded_at 2026-04-01T08:59:59.999999+00:00 is earlier than the newest entry's, "
        "2026-04-01T09:00:00+00:00: expected none, or import it as an old register"
    )
    ledger.import_events([hold("b", recorded_at=NOW - timedelta(days=1))])
    assert deals(ledger) == ["b", "a"]
    ledger.record(hold("c"))
    assert deals(ledger) == ["b", "a", "c"]


FIVE_YEARS = timedelta(days=5 * 366)


@pytest.mark.parametrize("way", ["record", "import_events"])
def test_a_register_time_more_than_five_years_after_the_clock_is_refused_in_one_sentence(
    ledger: Ledger, clock: Clock, way: str
) -> None:
    ledger.record(hold("a"))
    clock.forward(hours=1)
    late = clock.now + FIVE_YEARS + timedelta(microseconds=1)
    with pytest.raises(EntryRefused) as refusal:
        getattr(ledger, way)([hold("b"), hold("c", recorded_at=late)])
    assert str(refusal.value) == (
        "new entry 2: register time 2031-04-05T10:00:00.000001+00:00 is more than five years after the ledger's "
        "clock, 2026-04-01T10:00:00+00:00: expected one that has come, and a clock that is right"
    )
    assert deals(ledger) == ["a"]
    ledger.record(hold("d"))
    assert [one.recorded_at for one in ledger.events()] == [NOW, clock.now]


@pytest.mark.parametrize("way", ["record", "import_events"])
def test_a_register_time_of_five_years_after_the_clock_is_taken(ledger: Ledger, way: str) -> None:
    (receipt,) = getattr(ledger, way)([hold("a", recorded_at=NOW + FIVE_YEARS)])
    assert receipt.new


def test_an_old_register_s_entry_that_happens_years_ahead_is_refused_where_it_has_no_register_time(
    ledger: Ledger,
) -> None:
    with pytest.raises(EntryRefused, match="register time 2062-03-01"):
        ledger.import_events([HoldReleased(occurred_at=AT.replace(year=2062), deal="a")])


def test_an_entry_that_is_there_is_known_again_however_far_the_clock_went_back(ledger: Ledger, clock: Clock) -> None:
    far = hold("a", recorded_at=NOW + FIVE_YEARS)
    ledger.import_events([far])
    clock.forward(days=-400)
    assert [one.new for one in ledger.import_events([far])] == [False]


def test_a_register_time_within_a_batch_counts_as_the_newest(ledger: Ledger) -> None:
    with pytest.raises(EntryRefused, match="^new entry 2: recorded_at .* is earlier"):
        ledger.record([hold("a", recorded_at=NOW + timedelta(hours=1)), hold("b", recorded_at=NOW)])
    ledger.record([hold("a", recorded_at=NOW + timedelta(hours=1)), hold("b")])
    assert {one.recorded_at for one in ledger.events()} == {NOW + timedelta(hours=1)}


def test_an_old_register_keeps_its_times_and_comes_out_in_their_order(ledger: Ledger) -> None:
    ledger.import_events(
        [hold("third", recorded_at=AT + timedelta(days=2)), hold("first"), hold("second"), hold("fourth")]
    )
    ledger.record(hold("last"))
    entries = list(ledger.events())
    assert deals(ledger) == ["first", "second", "fourth", "third", "last"]
    assert [one.position for one in entries] == [2, 3, 4, 1, 5]
    assert [one.recorded_at for one in entries] == [AT, AT, AT, AT + timedelta(days=2), NOW]
    assert {one.entered_at for one in entries} == {NOW}


def test_a_rulebook_that_cannot_be_used_is_refused_and_the_next_one_is_not(ledger: Ledger) -> None:
    dates = {"effective_from": "2026-01-01", "published_at": AT.isoformat()}
    with pytest.raises(EntryRefused, match="^the new entry: the rulebook adopted: name: field required"):
        ledger.record(entry("RulebookAdopted", document={"nonsense": True}, **dates))
    ledger.record(entry("RulebookAdopted", document=adopted({}), **dates))
    assert ledger.head().size == 1


class WithMore(HoldReleased):
    more: str


NO_EVENTS = ["a text", {"type": "HoldReleased"}, None, 7, HoldReleased, WithMore(occurred_at=AT, deal="d", more="x")]


@pytest.mark.parametrize("way", ["record", "import_events"])
@pytest.mark.parametrize("thing", NO_EVENTS, ids=lambda thing: type(thing).__name__)
def test_what_could_not_be_read_again_as_an_event_is_refused(ledger: Ledger, way: str, thing: object) -> None:
    sentence = rf"^new entry 2 is of type {type(thing).__name__}: expected one of the event types of a history$"
    with pytest.raises(TypeError, match=sentence):
        getattr(ledger, way)([hold("a"), thing, hold("b")])
    with pytest.raises(TypeError, match=r"is of type|cannot be recorded: expected an event or several"):
        getattr(ledger, way)(thing)
    assert ledger.head().size == 0


def test_what_is_closed_and_opened_again_is_as_it_was(tmp_path: Path, clock: Clock) -> None:
    with open_ledger(tmp_path / "office.db", clock=clock) as ledger:
        ledger.record([hold("a"), call(phone="1")])
        entries, head = list(ledger.events()), ledger.head()
    with open_ledger(str(tmp_path / "office.db")) as ledger:
        assert (list(ledger.events()), ledger.head()) == (entries, head)
        assert not any(one.new for one in ledger.record([hold("a"), call(phone="1")]))
        ((position, *_),) = ledger.record(hold("b"))
        assert position == 3


def test_a_closed_ledger_is_refused_and_may_be_closed_again(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "office.db")
    with ledger as same:
        assert same is ledger
        ledger.record(hold("a"))
        going = ledger.events()
    ledger.close()
    for use in (
        lambda: ledger.record(hold("a")),
        lambda: ledger.import_events([hold("b")]),
        lambda: ledger.decide("d"),
        lambda: list(ledger.decide_all()),
        lambda: ledger.owner("c"),
        lambda: list(ledger.events()),
        lambda: list(going),
        ledger.head,
        ledger.verify,
        lambda: ledger.backup(tmp_path / "copy.db"),
        lambda: ledger.import_files([]),
    ):
        with pytest.raises(LedgerClosed, match=r"^the ledger \S*office.db is closed: open it again$"):
            use()


def test_an_error_inside_with_closes_the_ledger_and_goes_on(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "office.db")
    with pytest.raises(KeyError), ledger:
        raise KeyError
    with pytest.raises(LedgerClosed):
        ledger.head()


@pytest.mark.parametrize("name", ["known_at", "as_entered"])
def test_a_naive_time_is_refused(ledger: Ledger, name: str) -> None:
    ledger.record(hold("a"))
    for ask in (ledger.decide, lambda _, **at: list(ledger.decide_all(**at)), lambda _, **at: ledger.office(**at)):
        with pytest.raises(TimeNaive, match=name):
            ask("a", **{name: datetime(2026, 3, 1)})


def test_a_naive_time_to_buy_at_is_refused(ledger: Ledger) -> None:
    ledger.record(call())
    with pytest.raises(TimeNaive, match="at"):
        ledger.owner("c", datetime(2026, 3, 1))


def test_an_address_of_a_server_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerRefused, match="servers are not served"):
        open_ledger("postgresql://somewhere/office")
    with pytest.raises(LedgerRefused):
        open_ledger(tmp_path / "office.db", create=False)
