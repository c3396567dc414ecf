"""Gathering: all that may belong into the bundle of a deal, found in a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from leadledger.disputes.bundles.needed import (
    figured_from,
    may_choose_book,
    names_one_of,
    people_told,
    read_by,
    units_of,
)
from leadledger.disputes.bundles.telling import plan_for
from leadledger.dossier import History
from leadledger.dossier.concerns import deal_of
from leadledger.events import AgentJoined, AgentResigned, CommissionPlanAdopted, EntryStruck, UnitReleased
from leadledger.ledger import Office
from leadledger.ledger.rounds import LedgerFacts
from leadledger.plan import Plan
from leadledger.rulebook.attribution import Attribution
from leadledger.store.records import Item
from leadledger.store.tags import tag


@dataclass(frozen=True, slots=True)
class Gathered:
    """The answer that a ledger gives, the ids of the entries that may belong into its bundle, and the plan in force."""

    answer: Attribution
    ids: frozenset[UUID]
    plan: Plan | None


def gathered(office: Office, deal: str, *, names: bool) -> Gathered:
    """What the bundle of a deal may hold; with *names* also the entries that say what people are called.

    Raises:
        LeadledgerError: the deal cannot be decided.
    """
    source = office.source
    assert isinstance(source, LedgerFacts), "the office of a ledger asks a ledger"
    answer = office.decide(deal)
    ids = set(read_by(answer))
    if office.asked_for is None:
        ids.update(adoption.id for adoption in source.adopted())
    party, people = answer.dossier.own.party, people_told(answer)
    for fact in office.history_of(deal).facts:
        event = fact.event
        if may_choose_book(event, party) or (names and names_one_of(event, people)):
            ids.add(fact.id)
    plan = _money(source, office, answer, deal, ids)
    return Gathered(answer, frozenset(ids), plan)


def _money(source: LedgerFacts, office: Office, answer: Attribution, deal: str, ids: set[UUID]) -> Plan | None:
    """The plan in force, if one is; then what amounts are figured from is added."""
    plans = source.matching([Item((CommissionPlanAdopted.__name__,))]) if source.adopts_plans() else []
    adopted = plan_for(History.of_facts(plans, known_at=source.known_at), answer, office)
    if adopted is None:
        return None
    ids.add(adopted.id)
    own = source.matching([Item((), (tag("deal", deal),))])
    units = units_of(fact.event for fact in own if deal_of(fact.event) == deal)
    payees = {*answer.commission, *answer.on_top}
    if adopted.plan.on_top:  # who is paid on top may be anybody
        payees.update(source.names())
    staff = (AgentJoined.__name__, AgentResigned.__name__)
    items = [
        *(Item((UnitReleased.__name__,), (tag("unit", unit),)) for unit in sorted(units)),
        *(Item(staff, (tag("agent", payee),)) for payee in sorted(payees)),
    ]
    found = (*own, *source.matching(items))
    struck = {fact.event.entry for fact in found if isinstance(fact.event, EntryStruck)}
    for fact in found:
        if fact.id not in struck and figured_from(fact.event, deal, units, payees):
            ids.add(fact.id)
    return adopted.plan
