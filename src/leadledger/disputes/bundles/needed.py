"""Which entries a bundle holds: those that the decision rests on or is told by, and no other."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from leadledger.disputes.bundles.entries import Read
from leadledger.disputes.bundles.telling import Asked, Figured, as_read, essence, figured
from leadledger.dossier import Fact
from leadledger.dossier.concerns import deal_of
from leadledger.errors import LeadledgerError
from leadledger.events import (
    AgentJoined,
    AgentResigned,
    CommissionPlanAdopted,
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

MOST_TRIED: Final = 200
"""Of more entries than these it is not tried whether one of them could go."""

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


def may_choose_book(event: Event, party: Container[str]) -> bool:
    """Whether an entry can say to which occasion a deal belongs, by which rulebooks may be chosen."""
    if not isinstance(event, VisitReceived | CustomerAllocated) or event.occasion is None:
        return False
    return event.customer in party


def names_one_of(event: Event, people: Container[str]) -> bool:
    """Whether an entry says what one of the people is called."""
    if isinstance(event, AgentJoined):
        return event.agent in people
    return isinstance(event, CustomerRegistered) and event.customer in people


def figured_from(event: Event, deal: str, units: Container[str], payees: Container[str]) -> bool:
    """Whether amounts may be figured from an entry: about the deal, its units' prices, its payees, or a plan."""
    match event:
        case CommissionPlanAdopted():
            return True
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


@dataclass(frozen=True, slots=True)
class Resting:
    """What a decision and its amounts are known to come to, by the *entries* that they rest on."""

    entries: Sequence[Read]
    asked: Asked
    answer: Attribution
    figured: Figured | None

    def surplus(self) -> Read | None:
        """The first entry that could go: the decision, its amounts and its explanation would stay as they are."""
        told = self._told()
        candidates = {one.position for one in self._candidates(told)}
        few = len(candidates) <= MOST_TRIED
        for one in self.entries:
            if one.position in told:
                continue
            if one.position not in candidates or (few and self._stays_without(one)):
                return one
        return None

    def trimmed(self) -> list[Read]:
        """The entries without those that could go, until none can."""
        found = self
        while (one := found.surplus()) is not None:
            found = replace(found, entries=[other for other in found.entries if other is not one])
        return list(found.entries)

    def _told(self) -> set[int]:
        """The positions of what is read for the decision, or said by its explanation."""
        facts, people, party = read_by(self.answer), people_told(self.answer), self.answer.dossier.own.party
        present = {one.event.id for one in self.entries}
        found = set[int]()
        for one in self.entries:
            event = one.event
            named = one.told and names_one_of(event, people)
            strikes = isinstance(event, EntryStruck) and event.entry in present
            if event.id in facts or named or strikes or may_choose_book(event, party):
                found.add(one.position)
        return found

    def _candidates(self, told: Container[int]) -> list[Read]:
        """What may have chosen the rulebook, or what amounts may be figured from: whether it did is to be tried."""
        own = [one.event for one in self.entries if deal_of(one.event) == self.asked.deal]
        units = units_of(own)
        payees = {*self.answer.commission, *self.answer.on_top, *((self.figured and self.figured.amounts) or ())}
        return [
            one
            for one in self.entries
            if one.position not in told
            and (
                (self.asked.book is None and isinstance(one.event, RulebookAdopted))
                or (self.figured is not None and figured_from(one.event, self.asked.deal, units, payees))
            )
        ]

    def _stays_without(self, one: Read) -> bool:
        others = [other for other in self.entries if other is not one]
        if isinstance(one.event, RulebookAdopted):
            return decides(others, self.asked, _essence(self.answer))
        return self.figured is not None and figures(others, self.asked, self.answer) == self.figured.comes_to


def figures(entries: Sequence[Read], asked: Asked, answer: Attribution) -> object:
    """What the entries come to in money, and by which plan."""
    found = figured(entries, asked, answer)
    return None if found is None else found.comes_to


def decides(entries: Sequence[Read], asked: Asked, wanted: object) -> bool:
    """Whether the entries give the decision that is wanted, words and amounts apart."""
    try:
        return _essence(asked.answer(entries)) == wanted
    except LeadledgerError:
        return False


def _essence(answer: Attribution) -> object:
    return essence(as_read(answer.to_dict()))
