"""Every set of changes tried on the whole history, by appending what would be entered, finds the same smallest sets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from leadledger import decide
from leadledger.disputes.flip_sets.changes import Change, changes
from leadledger.disputes.flip_sets.finding import flips
from leadledger.disputes.flip_sets.result import Result
from leadledger.dossier import History
from leadledger.errors import LeadledgerError
from leadledger.events import ComplaintDecided, ComplaintFiled, EntryStruck, Event
from leadledger.ledger import Office
from tests.offices import office
from tests.strategies import examples, read

MOST = 7
Ids = frozenset[tuple[str, str]]


def made(history: History, some: Iterable[Change]) -> list[Event]:
    """The events as a clerk would leave the register after the changes."""
    by_id = {one.fact.id: one.how for one in some}
    end = max(fact.recorded_at for fact in history.facts) + timedelta(days=1)
    found: list[Event] = []
    more: list[Event] = []
    for fact in history.facts:
        how = by_id.get(fact.id)
        event = fact.event.model_copy(update={"id": fact.id})
        if how == "restored":
            continue
        if how == "struck":
            more.append(EntryStruck(occurred_at=end, entry=fact.id, reason="tried", by="manager"))
        elif how is not None and isinstance(event, ComplaintDecided):
            event = event.model_copy(update={"outcome": how})
        elif how is not None and isinstance(event, ComplaintFiled):
            decided = {"complaint": event.complaint, "outcome": how, "by": "manager"}
            more.append(ComplaintDecided.model_validate({"occurred_at": end, **decided}))
        found.append(event)
    return [*found, *more]


def result(events: Iterable[Event], deal: str) -> Result | None:
    try:
        return Result.of(decide(events, deal))
    except LeadledgerError:
        return None


def named(some: Iterable[Change]) -> Ids:
    return frozenset((one.how, str(one.fact.id)) for one in some)


def flipping(history: History, deal: str, possible: list[Change]) -> dict[Ids, Result]:
    """Every set of changes that alters the owner or the shares, in order of size."""
    before = result(made(history, ()), deal)
    found: dict[Ids, Result] = {}
    for size in range(1, len(possible) + 1):
        for some in combinations(possible, size):
            if len({one.fact.id for one in some}) < size:
                continue
            after = result(made(history, some), deal)
            if after is not None and after != before:
                found[named(some)] = after
    return found


@examples(40)
@given(seed=st.integers(0, 2**32))
def test_every_set_tried_finds_the_same(seed: int) -> None:
    history = History(read(office(Random(seed), lives=1)))
    asked = Office(history)
    for deal in asked.closed_deals():
        try:
            possible = changes(asked.decide(deal).dossier)
        except LeadledgerError:
            continue
        if not 0 < len(possible) <= MOST:
            continue
        found = flips(asked, deal, tries=2**MOST, readings=False)
        expected = flipping(history, deal, possible)
        least = min(map(len, expected), default=None)
        smallest = {some: after for some, after in expected.items() if len(some) == least}
        assert found.proven
        assert found.every
        assert {named(one.changes): one.after for one in found.sets} == smallest
        for one in found.sets:
            subsets = {frozenset(some) for some in combinations(named(one.changes), len(one.changes) - 1)}
            assert not subsets & expected.keys()


@examples(20)
@given(seed=st.integers(0, 2**32), tries=st.integers(0, 60))
def test_what_a_small_budget_finds_alters_it_and_what_it_proves_is_true(seed: int, tries: int) -> None:
    history = History(read(office(Random(seed), lives=1)))
    asked = Office(history)
    for deal in asked.closed_deals():
        try:
            possible = changes(asked.decide(deal).dossier)
        except LeadledgerError:
            continue
        if not 0 < len(possible) <= MOST:
            continue
        found = flips(asked, deal, tries=tries, readings=False)
        expected = flipping(history, deal, possible)
        least = min(map(len, expected), default=len(possible) + 1)
        assert found.none_below <= least
        for one in found.sets:
            assert expected[named(one.changes)] == one.after
            for left_out in one.changes:
                rest = named(set(one.changes) - {left_out})
                assert rest not in expected, "one of them could be left out"
            if found.proven:
                assert len(one.changes) == least
        if found.every:
            assert {len(one.changes) for one in found.sets} <= {least}
