"""What-if of events alone: no store that stays, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from leadledger.dossier import Fact, History
from leadledger.errors import HistoryContradiction
from leadledger.events import Event
from leadledger.ledger.ledger import open as open_ledger
from leadledger.ledger.office import Office
from leadledger.ledger.supposed import with_other_facts
from leadledger.ledger.supposing import Side, WhatIf
from leadledger.ledger.supposition import Supposition, rules_of
from leadledger.projections.books import Books
from leadledger.rulebook.dated import adopted
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.opening import MEMORY


def what_if(
    events: Iterable[Event] | History, supposed: Supposition | Rulebook | str, *, at: datetime | None = None
) -> WhatIf:
    """Every deal of a history as it is, and under another rulebook or with what else is *supposed*.

    Iterate over it for the deals that come to something else. *at* is the present of the question, where a rulebook
    that is not in force yet is shadowed; without it that is the last register time. Where entries contradict each
    other nothing can be booked: gains are shares then, and the deals concerned are refused on the side concerned.

    Raises:
        RulebookUnknown, RulebookInvalid, CallInvalid, EntryRefused: what is supposed cannot be.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> events = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li")).events
    >>> for one in what_if(events, Supposition(settings={"declined.share": "1/2"})):
    ...     print(one.deal, one.before.owner, one.after.owner, {payee: str(gain) for payee, gain in one.gains.items()})
    d li li {'li': '-3/10', 'zhang': '3/10'}
    """
    history = events if isinstance(events, History) else History(events)
    supposed = Supposition.of(supposed)
    there = {fact.id: fact.event for fact in history.facts}
    last = max((fact.recorded_at for fact in history.facts), default=datetime.max.replace(tzinfo=UTC))
    rules = rules_of(supposed, adopted(history), at or history.known_at or last, there.get)
    before = Office(history)
    after = Office(with_other_facts(history, rules.otherwise), rules.rulebook, books=dict(rules.read))
    were = are = None
    if supposed.plan is not None or before.source.adopts_plans() or after.source.adopts_plans():
        were, are = _books(history.facts, supposed, at)
    return WhatIf(Side(before, were), Side(after, are), since=supposed.since)


def _books(facts: Iterable[Fact], supposed: Supposition, at: datetime | None) -> tuple[Books | None, Books | None]:
    """What both sides bring, by way of a ledger in memory; nothing where that takes no such entries."""
    try:
        with open_ledger(MEMORY) as ledger:
            ledger.import_events([_with_id(fact) for fact in facts], rulebook=supposed.rulebook)
            both = ledger.whatif(supposed, at=at)
            return both.before.books, both.after.books
    except HistoryContradiction:
        return None, None


def _with_id(fact: Fact) -> Event:
    return fact.event if fact.event.id is not None else fact.event.model_copy(update={"id": fact.id})
