"""Law: a ledger gives the answers of the history that was entered into it, to the byte, in whatever order it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.dossier import History
from leadledger.errors import HistoryContradiction, LeadledgerError
from leadledger.events import ComplaintDecided, Event
from leadledger.importing import read_history
from leadledger.importing.lines import Line, Place
from leadledger.importing.same import without_repeats
from leadledger.ledger import Ledger, Office, Refused
from leadledger.ledger import open as open_ledger
from leadledger.rulebook.attribution import Attribution
from tests.lives import Entry
from tests.offices import offices, reordered
from tests.scenarios.reading import STORIES
from tests.strategies import examples, histories, read

DEEP = settings.get_current_profile_name() == "deep"
HISTORY = Path(__file__).parents[2] / "examples" / "office" / "history.jsonl"


@dataclass(frozen=True)
class Kept:
    """Events, the ledger they were entered into, and what that calls each of them."""

    events: list[Event]
    places: list[str]
    ledger: Ledger

    def history(self, known_at: datetime | None = None) -> History:
        return History(self.events, places=self.places, known_at=known_at)

    def times(self) -> list[datetime]:
        return sorted({event.registered_at for event in self.events})


def kept(events: Sequence[Event], order: Sequence[Event] | None = None, *, together: int = 1_000_000) -> Kept:
    """The events, entered into a ledger in that order (as given, if none is), so many at a time."""
    ledger, places = open_ledger(":memory:"), dict[int, str]()
    entered = order or events
    for start in range(0, len(entered), together):
        some = entered[start : start + together]
        for event, receipt in zip(some, ledger.import_events(some), strict=True):
            places[id(event)] = f"entry {receipt.position}"
    facts = once(events)
    return Kept(facts, [places[id(event)] for event in facts], ledger)


def once(events: Sequence[Event]) -> list[Event]:
    """The events without those that say again what an earlier one says, be it under an id: what an import takes."""
    lines, _ = without_repeats([Line(event, Place("", number)) for number, event in enumerate(events)])
    return [line.event for line in lines]


Ask = Callable[[Office], Attribution]


def in_full(office: Office, ask: Ask, *langs: str) -> list[str]:
    """All that an answer says and rests on, or the refusal; explained in the languages, which takes longest."""
    try:
        answer = ask(office)
    except LeadledgerError as refusal:
        return [type(refusal).__name__, str(refusal)]
    dossier = answer.dossier
    facts = [*dossier.facts, *(one.entry for one in (*dossier.struck, *dossier.set_aside))]
    parties = [sorted(timeline.party) for timeline in (dossier.own, *dossier.referrers)]
    said = [answer.to_json(lang, considered=True) for lang in ("en", "zh")]
    return [*said, *map(str, facts), *map(str, parties), *(answer.explain(lang) for lang in langs)]


def all_deals(office: Office, *langs: str) -> Iterator[list[str]]:
    """Every deal in closing order; those that cannot be decided with why."""
    try:
        for one in office.decide_all():
            if isinstance(one, Refused):
                yield [one.deal, type(one.error).__name__, str(one.error)]
            else:
                yield [one.deal or "", *in_full(office, lambda _, answer=one: answer, *langs)]
    except LeadledgerError as refusal:
        yield [type(refusal).__name__, str(refusal)]


def hold(office: Kept, chance: Random, *, rulebook: str | None = None) -> None:
    """The ledger answers as the history does: all deals, each deal, every customer, as known at several instants."""
    times = office.times()
    langs = chance.choice(((), (), (), (), (), (), ("en",), ("zh",)))
    for known_at in (None, *chance.sample(times, min(2, len(times)))):
        pure = Office(office.history(known_at), rulebook)
        there = office.ledger.office(known_at=known_at, rulebook=rulebook)
        assert list(all_deals(there, *langs)) == list(all_deals(pure, *langs))
        for deal in chance.sample((*office.history().deals(), "nobody's"), 2):
            same(there, pure, lambda it, deal=deal: it.decide(deal))
    for at in (*chance.sample(times, min(2, len(times))), times[-1] + timedelta(days=9)):
        pure, there = Office(office.history(at), rulebook), office.ledger.office(known_at=at, rulebook=rulebook)
        for customer in (*office.history().customers(), "nobody"):
            same(there, pure, lambda it, customer=customer, at=at: it.owner(customer, at))


def same(one: Office, other: Office, ask: Ask, *langs: str) -> None:
    assert in_full(one, ask, *langs) == in_full(other, ask, *langs)


def test_every_story_and_its_question() -> None:
    for number, story in enumerate(STORIES):
        events = read(story.history)
        with kept(events).ledger as ledger:
            at = None if story.known_at is None else datetime.fromisoformat(story.known_at)
            there, pure = ledger.office(known_at=at), Office(History(events, known_at=at))
            same(there, pure, lambda it, deal=story.deal: it.decide(deal), *("en", "zh")[: number % 25 == 0])


def test_every_story_as_known_at_any_time_about_anyone() -> None:
    for number, story in enumerate(STORIES):
        if DEEP or number % 10 == 0:
            office = kept(read(story.history))
            with office.ledger:
                hold(office, Random(story.name))


@examples(10)
@given(history=histories(), chance=st.randoms(use_true_random=False))
def test_lives(history: list[Entry], chance: Random) -> None:
    office = kept(read(history))
    with office.ledger:
        hold(office, chance)


@pytest.mark.parametrize("batch", range(40 if DEEP else 1))
def test_whole_offices_in_any_order_of_entry(batch: int) -> None:
    chance = Random(f"order {batch}")
    for entries in offices(batch, 100 if DEEP else 9):
        events = read(entries)
        office = kept(events, chance.choice((None, reordered(chance, events))))
        with office.ledger:
            hold(office, chance, rulebook=chance.choice((None, None, "sales-office")))


def test_the_example_office_a_few_deals_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadledger.ledger.office._TOGETHER", 7)
    lines = read_history(HISTORY)
    office = kept([line.event for line in lines])
    with office.ledger as ledger:
        there, pure = ledger.office(), Office(office.history())
        for ours, theirs in zip(all_deals(there), all_deals(pure), strict=True):
            assert ours == theirs
        for deal in there.closed_deals()[::15]:
            same(there, pure, lambda it, deal=deal: it.decide(deal), "en", "zh")
        times = office.times()
        for at in (times[len(times) // 2], times[-1]):
            there, pure = ledger.office(known_at=at), Office(office.history(at))
            assert list(there.closed_deals()) == list(pure.closed_deals())
            for customer in office.history().customers()[:: 1 if DEEP else 4]:
                same(there, pure, lambda it, customer=customer, at=at: it.owner(customer, at))


def test_as_entered_is_what_was_entered_by_then() -> None:
    """Of register times and times of entry each has its own order; what is asked by both is known by both."""
    for number, entries in enumerate(offices("as entered", 200 if DEEP else 12)):
        chance = Random(f"as entered {number}")
        events = read(entries)
        now = [datetime(2027, 1, 1, tzinfo=UTC)]
        prefixes = {now[0] - timedelta(days=1): list[Event]()}
        with open_ledger(":memory:", clock=lambda now=now: now[0]) as ledger:
            decisions = [event for event in events if isinstance(event, ComplaintDecided)]  # refused before the filing
            ordered = [*reordered(chance, [event for event in events if event not in decisions]), *decisions]
            for start in range(0, len(ordered), 5):
                now[0] += timedelta(hours=chance.choice((1, 0)))
                entered = ordered[: start + 5]
                try:
                    ledger.import_events(entered)
                except HistoryContradiction:
                    break
                prefixes[now[0]] = entered
            for at, entered in prefixes.items():
                facts = once(entered)
                places = [f"entry {place}" for place in range(1, len(facts) + 1)]
                for known_at in (None, chance.choice(events).registered_at):
                    pure = Office(History(facts, places=places, known_at=known_at))
                    there = ledger.office(as_entered=at + timedelta(minutes=30), known_at=known_at)
                    assert list(all_deals(there)) == list(all_deals(pure))
