"""What bears on a deal in a history, and would if entries were struck: few facts of many, for deciding often."""

from __future__ import annotations

from collections.abc import Iterable

from leadledger.dossier import Fact, History, only
from leadledger.dossier.concerns import agents_of, buyers_of
from leadledger.events import (
    ComplaintFiled,
    CustomersLinked,
    EntryStruck,
    ReferralMade,
    RulebookAdopted,
    RulingMade,
    VisitReceived,
)


def bearing(history: History, deal: str, of_agents: frozenset[str] = frozenset()) -> list[Fact]:
    """The facts that bear on a deal, whichever of them are struck, in register order; with the rulebooks adopted.

    Everyone ever linked with the buyers is asked about, also where the link was taken back since.
    """
    found = dict.fromkeys(history.of_deal(deal))
    _of_the_parties(history, found)
    found.update(dict.fromkeys(history.belonging_to(tuple(found))))
    for complaint in only(found, ComplaintFiled):
        found.update(dict.fromkeys(history.decisions_on(complaint.event.complaint)))
    for ruling in only(found, RulingMade):
        found.update(dict.fromkeys(history.defiances_of(ruling.event.ruling)))
    for visit in only(found, VisitReceived):
        for agent in visit.event.named:
            found.update(dict.fromkeys(history.presence(agent, visit.occurred_at)))
    if of_agents:
        for name in dict.fromkeys(name for fact in found for name in agents_of(fact.event)):
            found.update(dict.fromkeys(history.of_agent(name, of_agents)))
    found.update(dict.fromkeys(history.of_type(RulebookAdopted)))
    ids = {fact.id for fact in found}
    found.update(dict.fromkeys(fact for fact in history.of_type(EntryStruck) if fact.event.entry in ids))
    return sorted(found, key=lambda fact: fact.order)


def _of_the_parties(history: History, found: dict[Fact, None]) -> None:
    """Add what is about the buyers, those ever linked with them, those who referred them, and theirs in turn."""
    waiting = [buyer for fact in found for buyer in buyers_of(fact.event)]
    asked = set[str]()
    while waiting:
        customer = waiting.pop()
        if customer in asked:
            continue
        asked.add(customer)
        about = (*history.about(customer), *history.links.touching(customer))
        found.update(dict.fromkeys(about))
        waiting += _beside(about)


def _beside(facts: Iterable[Fact]) -> Iterable[str]:
    for fact in facts:
        match fact.event:
            case CustomersLinked(customers=customers):
                yield from customers
            case ReferralMade(referrer=referrer):
                yield referrer
            case _:
                pass
