"""Bookkeeping: a ledger's entries in register order, and what the deals each of them moves come to then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from leadledger.dossier import Fact
from leadledger.dossier.concerns import deal_of
from leadledger.dossier.gather import WHENEVER
from leadledger.events import EVENT_TYPES, RulebookAdopted
from leadledger.events.declared import EventTypes
from leadledger.ledger.office import Office, Refused
from leadledger.ledger.reach import deals_reached
from leadledger.ledger.reading import Entries
from leadledger.ledger.rounds import LedgerFacts
from leadledger.plan import Plan
from leadledger.projections.bookkeeper import Bookkeeper
from leadledger.projections.books import Books
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.entries import Entry

Progress = Callable[[int, int], None]
"""Told how many entries were taken, and of how many."""
_AHEAD = 256
"""How many deals are decided at a time."""
_EVERY = 1_000
_WORDS = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(slots=True)
class _Outlook:
    """What the entries will do: which deals are closed by which, and which decided deals each later one moves."""

    closing: dict[UUID, str] = field(default_factory=dict[UUID, str])
    moving: dict[UUID, list[str]] = field(default_factory=dict[UUID, list[str]])
    moved: set[str] = field(default_factory=set[str])


def keep_books(
    journal: Entries,
    *,
    rulebook: Rulebook | None = None,
    plan: Plan | None = None,
    known_at: datetime | None = None,
    upto: int | None = None,
    types: EventTypes,
    read: Mapping[UUID, Rulebook] | None = None,
    progress: Progress | None = None,
) -> Books:
    """The books of a ledger, as known; what is entered meanwhile is not in them.

    *read* are rulebooks to take as read from adoptions, by the ids of these.
    """
    return _Keeping(journal, rulebook, known_at, upto, types, read or {}).books(plan, progress)


class _Keeping:
    def __init__(
        self,
        journal: Entries,
        rulebook: Rulebook | None,
        known_at: datetime | None,
        upto: int | None,
        types: EventTypes,
        read: Mapping[UUID, Rulebook],
    ) -> None:
        self._journal, self._rulebook, self._known_at, self._types = journal, rulebook, known_at, types
        size = journal.size()
        self._upto = size if upto is None else min(upto, size)
        self._books = dict(read)
        self._office = self._as_known(known_at)

    def books(self, plan: Plan | None, progress: Progress | None) -> Books:
        """Take one entry after another."""
        types = {**EVENT_TYPES, **self._journal.event_types(self._types)}
        keeper = Bookkeeper(self._office.zone, plan, types)
        outlook = self._looked_ahead()
        settled = self._settled(outlook)
        for order, entry in enumerate(self._entries()):
            fact = Fact(order, entry.event, entry.id, entry.recorded_at, self._journal.place(entry.position))
            keeper.take(fact, self._answers(fact, outlook, settled))
            if progress is not None and order % _EVERY == 0:
                progress(order, self._upto)
        return keeper.books()

    def _entries(self) -> Iterator[Entry]:
        for entry in self._journal.in_register_order(upto=self._upto, types=self._types):
            if self._known_at is not None and entry.recorded_at > self._known_at:
                return
            yield entry

    def _looked_ahead(self) -> _Outlook:
        """Which entries close deals, and which move the decisions on deals closed before."""
        found, closed = _Outlook(), dict[str, None]()
        closes, late = self._office.closing_types(), WHENEVER | self._office.late_types()
        facts = LedgerFacts(self._journal, known_at=self._known_at, upto=self._upto, types=self._types)
        for entry in self._entries():
            event = entry.event
            if event.type in closes and (deal := deal_of(event)) is not None:
                found.closing[entry.id] = deal
                if deal in closed:
                    found.moved.add(deal)
                closed[deal] = None
            elif closed and (event.type in late or isinstance(event, RulebookAdopted)):
                reached = deals_reached(facts, [event], self._office.of_agents())
                deals = [deal for deal in (closed if reached is None else reached) if deal in closed]
                if deals:
                    found.moving[entry.id] = deals
                    found.moved.update(deals)
        return found

    def _settled(self, outlook: _Outlook) -> Iterator[Attribution | Refused]:
        """What the deals come to that nothing moves after their closing, in the order in which they close."""
        deals = (deal for deal in outlook.closing.values() if deal not in outlook.moved)
        while some := list(islice(deals, _AHEAD)):
            yield from self._office.decide_each(some)

    def _answers(
        self, fact: Fact, outlook: _Outlook, settled: Iterator[Attribution | Refused]
    ) -> Mapping[str, Attribution | str]:
        deal = outlook.closing.get(fact.id)
        if deal is not None and deal not in outlook.moved:
            return {deal: _said(next(settled))}
        moved = [deal] if deal is not None else outlook.moving.get(fact.id)
        if not moved:
            return {}
        office = self._as_known(fact.recorded_at)
        return dict(zip(moved, map(_said, office.decide_each(moved)), strict=True))

    def _as_known(self, known_at: datetime | None) -> Office:
        facts = LedgerFacts(self._journal, known_at=known_at, upto=self._upto, types=self._types)
        return Office(facts, self._rulebook, books=self._books)


def _said(answer: Attribution | Refused) -> Attribution | str:
    """What a deal comes to; where it is refused, why as a key: ``deal-not-closed``."""
    if isinstance(answer, Refused):
        return _WORDS.sub("-", type(answer.error).__name__).lower()
    return answer
