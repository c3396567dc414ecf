"""What-if over a ledger: both sides of one and the same state of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from leadledger.events import Event
from leadledger.events.declared import NONE_DECLARED
from leadledger.ledger.bookkeeping import Progress, keep_books
from leadledger.ledger.office import Office
from leadledger.ledger.reach import deals_reached
from leadledger.ledger.reading import Entries
from leadledger.ledger.rounds import LedgerFacts
from leadledger.ledger.supposed import Supposed
from leadledger.ledger.supposing import Side, WhatIf, moved_by_money
from leadledger.ledger.supposition import Supposition, rules_of
from leadledger.plan import Plan
from leadledger.rulebook.rulebook import Rulebook


def what_if(
    journal: Entries,
    supposed: Supposition,
    *,
    at: datetime,
    upto: int | None = None,
    known_at: datetime | None = None,
    read: dict[UUID, Rulebook] | None = None,
    progress: Progress | None = None,
) -> WhatIf:
    """A ledger's first *upto* entries as they are known, and as they would be.

    *at* is the present of the question, *read* keeps rulebooks that were read before, by the ids of their adoptions.
    Where no plan was adopted, the one supposed says on both sides what deals bring.

    Raises:
        RulebookInvalid, CallInvalid, EntryRefused: see :func:`rules_of`.
    """
    types = NONE_DECLARED if supposed.rulebook is None else supposed.rulebook.events
    upto = journal.size() if upto is None else min(upto, journal.size())
    facts = LedgerFacts(journal, known_at=known_at, upto=upto, types=types)
    rules = rules_of(supposed, facts.adopted(), at, partial(journal.event, upto=upto))
    otherwise = rules.otherwise
    other = Supposed(journal, otherwise, upto) if otherwise else journal
    others = LedgerFacts(other, known_at=known_at, upto=upto + len(otherwise.added), types=types)
    before, after = Office(facts, books=read), Office(others, rules.rulebook, books=dict(rules.read or read or {}))

    def side(office: Office, entries: Entries, last: int, plan: Plan | None, read: Mapping[UUID, Rulebook]) -> Side:
        if plan is None and not office.source.adopts_plans():
            return Side(office)
        books = keep_books(
            entries,
            rulebook=office.asked_for,
            plan=plan,
            known_at=known_at,
            upto=last,
            types=types,
            read=read,
            progress=progress,
        )
        return Side(office, books)

    were = side(before, journal, upto, None if facts.adopts_plans() else supposed.plan, {})
    are = side(after, other, others.upto, supposed.plan, rules.read)
    if not otherwise or rules.rulebook is not None or rules.read:
        return WhatIf(were, are, since=supposed.since)
    out = [event for one in otherwise.without if (event := journal.event(one, upto=upto)) is not None]
    reached = _reached(facts, others, [*out, *otherwise.added], before, after)
    deals = None if reached is None else frozenset(reached | moved_by_money(were.books, are.books))
    return WhatIf(were, are, deals, supposed.since)


def _reached(
    facts: LedgerFacts, others: LedgerFacts, events: list[Event], before: Office, after: Office
) -> set[str] | None:
    """The deals that entries may move that are there on one side alone; None where that may be all."""
    found = set[str]()
    for there, office in ((facts, before), (others, after)):
        reached = deals_reached(there, events, office.of_agents())
        if reached is None:
            return None
        found.update(reached)
    return found
