"""How far an entry reaches: the deals whose decision it may move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import cast

from leadledger.dossier.concerns import customers_of, deal_of, references_of
from leadledger.events import (
    AgentArrived,
    AgentLeft,
    ComplaintDecided,
    ComplaintFiled,
    CustomersLinked,
    EntryStruck,
    Event,
    ReferralMade,
    RulebookAdopted,
    RulingDefied,
    RulingMade,
    VisitReceived,
)
from leadledger.ledger.rounds import LedgerFacts
from leadledger.ledger.source import NO_TYPES, Types
from leadledger.store.records import Item
from leadledger.store.tags import reference, tag, tags_of

_CLOSING = ("ContractSigned", "HoldPlaced", "SubscriptionSigned")
_NEAR = timedelta(days=3)


def deals_reached(facts: LedgerFacts, events: Iterable[Event], of_agents: Types = NO_TYPES) -> list[str] | None:
    """The deals that the events may move, among all that is in *facts*; None where that is every deal.

    An entry reaches the deals it names, those of the customers it is about, of whoever is linked with them, and of
    whoever they referred. A decision on a complaint or a ruling, a striking and presence reach what their subject does;
    a rulebook reaches every deal, and so may what the rulebooks read *of_agents*, whatever customer they were with.
    """
    deals, customers = set[str](), set[str]()
    for event in _with_subjects(facts, events):
        if isinstance(event, RulebookAdopted) or event.type in of_agents:
            return None
        for one in tags_of(event):
            kind, _, name = one.partition(":")
            if kind == "deal":
                deals.add(name)
            elif kind == "customer":
                customers.add(name)
    deals.update(_closed_by(facts, _beside(facts, customers)))
    return sorted(deals)


def _with_subjects(facts: LedgerFacts, events: Iterable[Event]) -> Iterator[Event]:
    """The events, and what they are about where they only name it."""
    for event in events:
        yield event
        match event:
            case EntryStruck():
                struck = facts.entry(event.entry)
                if struck is not None and not isinstance(struck, EntryStruck):  # a striking itself is never taken back
                    yield from _with_subjects(facts, [struck])
            case ComplaintDecided():
                yield from _matching(facts, ComplaintFiled, tag("complaint", event.complaint))
            case RulingDefied():
                yield from _matching(facts, RulingMade, tag("ruling", event.ruling))
            case AgentArrived() | AgentLeft():
                for visit in _matching(facts, VisitReceived, tag("agent", event.agent)):
                    if (
                        event.agent in cast("VisitReceived", visit).named
                        and abs(visit.occurred_at - event.occurred_at) < _NEAR
                    ):
                        yield visit
            case _:
                yield from _belonging(facts, event)


def _belonging(facts: LedgerFacts, event: Event) -> Iterator[Event]:
    """What an entry of an app's type that names no customer belongs to, by its references."""
    if not customers_of(event):
        for field, name in references_of(event):
            yield from (fact.event for fact in facts.matching([Item((), (reference(field, name),))]))


def _beside(facts: LedgerFacts, customers: Iterable[str]) -> set[str]:
    """The customers, those ever linked with them, those they referred, and theirs in turn."""
    found = set(customers)
    frontier = found
    while frontier:
        items = [
            *(Item(("CustomersLinked",), (tag("customer", one),)) for one in frontier),
            *(Item(("ReferralMade",), (tag("referrer", one),)) for one in frontier),
        ]
        news = set[str]()
        for fact in facts.matching(items):
            event = fact.event
            if isinstance(event, CustomersLinked):
                news.update(event.customers)
            elif isinstance(event, ReferralMade):
                news.add(event.customer)
        frontier = news - found
        found = found | news
    return found


def _closed_by(facts: LedgerFacts, customers: Iterable[str]) -> Iterator[str]:
    """The deals that entries of the types that may close one name together with the customers."""
    types = (*_CLOSING, *facts.naming_deal_and_customer())
    for fact in facts.matching([Item(types, (tag("customer", one),)) for one in customers]):
        if (deal := deal_of(fact.event)) is not None:
            yield deal


def _matching(facts: LedgerFacts, model: type[Event], tagged: str) -> Sequence[Event]:
    found = facts.matching([Item((model.__name__,), (tagged,))])
    return [fact.event for fact in found if isinstance(fact.event, model)]
