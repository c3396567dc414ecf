"""Which entries a bundle holds: those that the decision rests on or is told by, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from leadledger.disputes.bundles.entries import Read
from leadledger.disputes.bundles.telling import Asked, Figured, as_read, essence
from leadledger.dossier import Fact
from leadledger.dossier.concerns import deal_of
from leadledger.errors import LeadledgerError
from leadledger.events import (
    AgentJoined,
    AgentResigned,
    CustomerAllocated,
    CustomerRegistered,
    DecisionRecorded,
    DisputeAnswered,
    DisputeOpened,
    DisputeWithdrawn,
    EntryStruck,
    Event,
    RulebookAdopted,
    UnitReleased,
    VisitReceived,
)
from leadledger.ledger.people import people_of
from leadledger.rulebook.attribution import Attribution

OF_A_DISPUTE: tuple[type[Event], ...] = (DecisionRecorded, DisputeAnswered, DisputeOpened, DisputeWithdrawn)
"""Entries that may name the deal, and that nothing is decided or figured from."""


def read_by(answer: Attribution) -> dict[UUID, Fact]:
    """The facts an answer rests on, with those shown as struck, as too late, and as what chose the rulebook."""
    dossier = answer.dossier
    struck, late = (one.entry for one in dossier.struck), (one.entry for one in dossier.set_aside)
    chosen_by = () if answer.in_force is None else answer.in_force.entries
    return {fact.id: fact for fact in (*dossier.facts, *struck, *late, *chosen_by)}


def people_told(answer: Attribution) -> set[str]:
    """Those whom the answer or one of its facts names."""
    named = people_of(fact.event for fact in read_by(answer).values())
    return named | {*answer.credit, *answer.commission, *answer.on_top} | {*answer.dossier.own.party}


def may_choose_book(event: Event, party: Iterable[str]) -> bool:
    """Whether an entry can say to which occasion a deal belongs, by which rulebooks may be chosen."""
    if not isinstance(event, VisitReceived | CustomerAllocated) or event.occasion is None:
        return False
    return event.customer in party


def figured_from(event: Event, deal: str, units: Iterable[str], payees: Iterable[str]) -> bool:
    """Whether amounts are figured from an entry: one about the deal, its units' list prices, or who its payees are."""
    match event:
        case AgentJoined() | AgentResigned():
            return event.agent in payees
        case UnitReleased():
            return event.unit in units
        case _:
            return not isinstance(event, OF_A_DISPUTE) and deal_of(event) == deal


def units_of(events: Iterable[Event]) -> set[str]:
    """The units that entries name."""
    found = {getattr(event, name, None) for event in events for name in ("unit", "to_unit")}
    return {one for one in found if isinstance(one, str)}


def needed(entries: Sequence[Read], asked: Asked, answer: Attribution, money: Figured | None) -> set[int]:
    """The positions of the entries that belong into the bundle, of those that are there."""
    facts, people, party = read_by(answer), people_told(answer), answer.dossier.own.party
    own = [one for one in entries if deal_of(one.event) == asked.deal]
    units = units_of(one.event for one in own)
    payees = {*answer.commission, *answer.on_top, *(money.amounts if money else ())}
    found = {one.position for one in entries if one.event.id in facts or may_choose_book(one.event, party)}
    for one in entries:
        names = one.event.agent if isinstance(one.event, AgentJoined) else None
        names = one.event.customer if isinstance(one.event, CustomerRegistered) else names
        if one.told and names in people:
            found.add(one.position)
        if money is not None and (
            one.event.id == money.adopted.id or figured_from(one.event, asked.deal, units, payees)
        ):
            found.add(one.position)
    found.update(needed_adoptions(entries, asked, answer))
    kept = {one.event.id for one in entries if one.position in found}
    found.update(one.position for one in entries if isinstance(one.event, EntryStruck) and one.event.entry in kept)
    return found


def needed_adoptions(entries: Sequence[Read], asked: Asked, answer: Attribution) -> Iterator[int]:
    """The positions of the adoptions of rulebooks without which the decision would be another."""
    wanted = _essence(answer)
    for one in entries:
        if isinstance(one.event, RulebookAdopted):
            others = [other for other in entries if other is not one]
            if not decides(others, asked, wanted):
                yield one.position


def decides(entries: Sequence[Read], asked: Asked, wanted: object) -> bool:
    """Whether the entries give the decision that is wanted, words and amounts apart."""
    try:
        return _essence(asked.answer(entries)) == wanted
    except LeadledgerError:
        return False


def _essence(answer: Attribution) -> object:
    return essence(as_read(answer.to_dict()))
