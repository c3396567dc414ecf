"""Which facts bear on a question, read from a ledger in a few rounds: docs/decisions/031-which-facts-are-read.md."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from leadledger.dossier import MAY_CONTRADICT, ClosesWith, Contradiction, Fact, History, closed_deals, closing_pattern
from leadledger.dossier.concerns import agents_of, buyers_of, references_of
from leadledger.events import (
    AgentJoined,
    CommissionPlanAdopted,
    ComplaintDecided,
    ComplaintFiled,
    CustomerRegistered,
    CustomersLinked,
    EntryStruck,
    Event,
    ReferralMade,
    RulebookAdopted,
    RulingMade,
    VisitReceived,
)
from leadledger.events.declared import APP, NONE_DECLARED, EventTypes
from leadledger.events.roles import roles_of
from leadledger.ledger.found import Found, in_order
from leadledger.ledger.people import people_of
from leadledger.ledger.reading import Entries
from leadledger.ledger.source import NO_TYPES, Types
from leadledger.rulebook.dated import Adoption, adopted
from leadledger.store.entries import Entry
from leadledger.store.journal import Place
from leadledger.store.records import Item, OneOf
from leadledger.store.tags import presence, reference, tag

_CLOSINGS = frozenset({"SubscriptionSigned", "ContractSigned"})
_OF_A_DEAL = _CLOSINGS | {"DealWithdrawn", "RulingMade"}
_OF_A_PARTY = frozenset({"CustomersLinked", "CustomersUnlinked", "CustomerRegistered", "ComplaintFiled", "RulingMade"})
_ENDING_DISPUTES = ("DisputeWithdrawn", "RulingMade", "SettlementAgreed")
_PRESENCE = ("AgentArrived", "AgentLeft")
_MANY = 1_000
_DAY = timedelta(days=1)


class LedgerFacts:
    """A ledger as a source: of each question only the facts that bear on it are read.

    It sees the first *upto* entries (all there are when it is made, if none is given), whatever is appended meanwhile,
    and of them those registered by *known_at*. *types* are event types declared besides those adopted in the ledger.
    """

    def __init__(
        self,
        journal: Entries,
        *,
        known_at: datetime | None = None,
        upto: int | None = None,
        types: EventTypes = NONE_DECLARED,
    ) -> None:
        self._journal = journal
        self._known_at = known_at
        self._types = types
        size = journal.size()
        self.upto = size if upto is None else min(upto, size)

    @property
    def known_at(self) -> datetime | None:
        """Up to which register time the facts are known; None is all."""
        return self._known_at

    @property
    def place(self) -> Place | None:
        """The file in which another process would find the same facts; None where only this one can."""
        return self._journal.file()

    def refuse_if_closed(self) -> None:
        """Raises LedgerClosed where nothing can be read any more."""
        self._journal.size()

    def about_deals(self, deals: Sequence[str], types: Types, of_agents: Types = NO_TYPES) -> History:
        """A history that holds all that bears on the deals."""
        found = self._found()
        found.ask_or_any("deal", deals, types | _OF_A_DEAL)
        buyers = [buyer for entry in found.entries for buyer in buyers_of(entry.event)]
        asked = self._ask_about_parties(found, buyers, types)
        self._ask_about_agents(found, of_agents)
        return self._with_what_is_said_of(found, asked)

    def about_customer(self, customer: str, types: Types, of_agents: Types = NO_TYPES) -> History:
        """A history that holds all that bears on who owns the customer."""
        found = self._found()
        found.ask_or_any("customer", [customer], _of_a_party(types))
        asked = self._ask_about_parties(found, [customer], types)
        self._ask_about_agents(found, of_agents)
        return self._with_what_is_said_of(found, asked)

    def whole(self) -> History:
        """All that was entered, as known."""
        return self._of_types()

    def adopted(self) -> list[Adoption]:
        """The adoptions of rulebooks that stand, in register order."""
        found = self._found()
        found.ask_kept(RulebookAdopted)
        found.ask([_strikings(found.entries)])
        return adopted(found.history()) if found else []

    def closed_deals(self, closes_with: ClosesWith) -> list[str]:
        """The deals that are closed as known, in closing order."""
        closing = self._of_types(*closing_pattern(closes_with).types, EntryStruck.__name__)
        return closed_deals(closing, closes_with)

    def contradictions(self) -> Sequence[Contradiction]:
        """None where all is known, since a ledger takes none; else what an entry not yet known would explain."""
        return [] if self._known_at is None else self._of_types(*MAY_CONTRADICT).contradictions

    def customers(self) -> Collection[str]:
        """Every customer that is spoken of, in the order of first mention."""
        return self._journal.tagged("customer")

    def deals(self) -> Collection[str]:
        """Every deal that is spoken of, in the order of first mention."""
        return self._journal.tagged("deal")

    def names(self) -> Mapping[str, str]:
        """The names of agents and customers, by id."""
        return self._of_types(AgentJoined, CustomerRegistered).names

    def adopts_plans(self) -> bool:
        """Whether a commission plan was adopted, as known."""
        found = self._found()
        found.ask_kept(CommissionPlanAdopted)
        return bool(found)

    def matching(self, items: Sequence[Item]) -> list[Fact]:
        """The facts that match one of the items and those that strike them, in register order."""
        found = self._found()
        found.ask([_strikings(found.ask(items))])
        return found.facts()

    def entry(self, entry: UUID) -> Event | None:
        """The event that was entered under an id, if any."""
        return self._journal.event(entry, upto=self.upto)

    def naming_deal_and_customer(self) -> list[str]:
        """The apps' event types that name a deal and a customer, and so may close one."""
        types = {name: roles_of(cls) for name, cls in self._journal.event_types(self._types).items() if APP in name}
        return [name for name, roles in types.items() if roles.deal and (roles.customer or roles.customers)]

    def _found(self) -> Found:
        return Found(self._journal, self.upto, self._known_at, self._types)

    def _of_types(self, *types: type[Event] | str) -> History:
        found = self._found()
        found.ask([_every(*types)])
        return found.history()

    def _ask_about_parties(self, found: Found, customers: Iterable[str], types: Types) -> set[str]:
        """Ask about the customers, those they were ever linked with, those who referred them, and theirs in turn.

        Returns whom it asked about.
        """
        wanted = in_order(_of_a_party(types))
        asked: set[str] = set()
        next_ones = set(customers)
        while next_ones:
            asked |= next_ones
            found.ask([OneOf(wanted, frozenset(tag("customer", one) for one in next_ones))])
            linked = {one for link in found.of(CustomersLinked) for one in link.customers}
            next_ones = (linked | {referral.referrer for referral in found.of(ReferralMade)}) - asked
        found.ask(_belonging(found, tuple(one for one in wanted if one.startswith(APP))))
        return asked

    def _ask_about_agents(self, found: Found, types: Types) -> None:
        """Ask what is filed under the agents of what was found alone: comings and goings, whatever the day."""
        if types:
            agents = dict.fromkeys(agent for entry in found.entries for agent in agents_of(entry.event))
            found.ask([OneOf(in_order(types), frozenset(tag("agent", one) for one in agents))])

    def _with_what_is_said_of(self, found: Found, asked: Collection[str]) -> History:
        """The history of what was found, with outcomes, presence, strikings and names."""
        found.ask([*_outcomes(found), _presence(found)])
        if len(found) <= _MANY:
            found.ask([_strikings(found.entries)])
        elif struck := self._struck:
            found.ask([_strikings(entry for entry in found.entries if entry.id in struck)])
        people = people_of(entry.event for entry in found.entries)
        found.ask_kept(AgentJoined, (tag("agent", one) for one in people))
        others = frozenset(tag("customer", one) for one in people.difference(asked))
        found.ask([OneOf(("CustomerRegistered",), others)])
        return found.history()

    @cached_property
    def _struck(self) -> frozenset[UUID]:
        """The ids of all entries that are struck: where many are asked about, quicker than to ask for each."""
        found = Found(self._journal, self.upto)
        found.ask([_every(EntryStruck)])
        return frozenset(striking.entry for striking in found.of(EntryStruck))


def _every(*types: type[Event] | str) -> Item:
    return Item(tuple(one if isinstance(one, str) else one.__name__ for one in types), ())


def _belonging(found: Found, types: tuple[str, ...]) -> Iterator[Item]:
    """The entries of apps' types that share a reference with one found."""
    for entry in found.entries if types else ():
        for field, value in references_of(entry.event):
            yield Item(types, (reference(field, value),))


def _of_a_party(types: Types) -> Types:
    return (types | _OF_A_PARTY) - _CLOSINGS


def _outcomes(found: Found) -> Iterator[Item]:
    """What became of the complaints and rulings, others of the same name, and what else ended a ruling's dispute."""
    for ruling in found.of(RulingMade):
        yield Item(("RulingDefied", "RulingMade"), (tag("ruling", ruling.ruling),))
        if ruling.dispute is not None:
            yield Item(_ENDING_DISPUTES, (tag("dispute", ruling.dispute),))
    complaints: list[ComplaintFiled | ComplaintDecided] = [*found.of(ComplaintFiled), *found.of(ComplaintDecided)]
    for one in complaints:
        yield Item(("ComplaintDecided", "ComplaintFiled"), (tag("complaint", one.complaint),))


def _presence(found: Found) -> OneOf:
    """Who of those named came and went on the days of the visits that do not say who was there, up to the visit."""
    wanted = set[tuple[str, date]]()
    for visit in found.of(VisitReceived):
        if visit.named and visit.present is None:
            days = _days_before(visit.occurred_at)
            wanted.update([(agent, day) for agent in visit.named for day in days])
    return OneOf(_PRESENCE, frozenset(presence(agent, day) for agent, day in wanted))


def _days_before(at: datetime) -> Sequence[date]:
    """The days in UTC of the instant and of the 25 hours before it: no day of an office is longer."""
    at = at.astimezone(UTC)
    day = at.date()
    return (day, day - _DAY) if at.hour else (day, day - _DAY, day - 2 * _DAY)


def _strikings(entries: Iterable[Entry]) -> OneOf:
    return OneOf(("EntryStruck",), frozenset(tag("entry", str(entry.id)) for entry in entries))
