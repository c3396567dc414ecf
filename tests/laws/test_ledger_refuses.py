"""Law: a ledger refuses an entry exactly where it cannot be true beside what is there, both places named."""

from __future__ import annotations

from random import Random

from hypothesis import settings

from leadledger.dossier import History
from leadledger.errors import HistoryContradiction
from leadledger.events import Event
from leadledger.ledger import Ledger
from leadledger.ledger import open as open_ledger
from tests.offices import office
from tests.strategies import read

DEEP = settings.get_current_profile_name() == "deep"


def test_one_by_one_in_any_order() -> None:
    refused = 0
    for number in range(2_000 if DEEP else 60):
        chance = Random(f"one by one {number}")
        events = read(office(chance, adoptions=()))
        chance.shuffle(events)
        with open_ledger(":memory:") as ledger:
            there: list[Event] = []
            for event in events:
                if contradict([*there, event]):
                    refused += 1
                    refuse(ledger, [event])
                else:
                    ledger.import_events([event])
                    there.append(event)
            assert ledger.verify().ok
    assert refused >= 3


def test_in_batches_in_any_order() -> None:
    refused = 0
    for number in range(2_000 if DEEP else 60):
        chance = Random(f"batches {number}")
        events = read(office(chance, adoptions=()))
        chance.shuffle(events)
        with open_ledger(":memory:") as ledger:
            there: list[Event] = []
            while events:
                size = chance.randint(1, 8)
                some, events = events[:size], events[size:]
                if contradict([*there, *some]):
                    refused += 1
                    refuse(ledger, some)
                else:
                    ledger.import_events(some)
                    there.extend(some)
    assert refused >= 3


def contradict(events: list[Event]) -> bool:
    return bool(History(events).contradictions)


def refuse(ledger: Ledger, events: list[Event]) -> None:
    size = ledger.head()
    try:
        ledger.import_events(events)
    except HistoryContradiction as refusal:
        assert all(place in str(refusal) for place in refusal.places)
        assert ledger.head() == size
    else:
        raise AssertionError(f"not refused: {events}")
