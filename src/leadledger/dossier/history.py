"""A history in memory: facts in register order, found by what they concern."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol, cast
from uuid import UUID

from leadledger.dossier.concerns import Closed, agents_of, buyers_of, customers_of, deal_of, references_of
from leadledger.dossier.contradictions import Contradiction, find_contradictions
from leadledger.dossier.fact import E, Fact
from leadledger.dossier.links import Links
from leadledger.errors import EventInvalid, HistoryContradiction, TimeNaive
from leadledger.events import (
    AgentArrived,
    AgentJoined,
    AgentLeft,
    ComplaintDecided,
    ContractSigned,
    CustomerRegistered,
    CustomersLinked,
    CustomersUnlinked,
    EntryStruck,
    Event,
    RulingDefied,
    SubscriptionSigned,
)
from leadledger.events.declared import EventTypes
from leadledger.events.identity import derive_id
from leadledger.events.pattern import Pattern
from leadledger.events.wire import name_of, reread

_AROUND = [timedelta(days=days) for days in (-2, -1, 0, 1, 2)]  # local dates differ by two days at most
_FILED_FURTHER: frozenset[type[Event]] = frozenset(
    {
        AgentArrived,
        AgentJoined,
        AgentLeft,
        ComplaintDecided,
        ContractSigned,
        CustomerRegistered,
        CustomersLinked,
        CustomersUnlinked,
        EntryStruck,
        RulingDefied,
        SubscriptionSigned,
    }
)
"""What is found by more than its type, its customers and its deal."""


class Placed(Protocol):
    """An event and where it stands: what reading a file gives."""

    @property
    def event(self) -> Event:
        """The event."""
        ...

    @property
    def place(self) -> object:
        """Where it stands; its text names file and line, or sheet and row."""
        ...


class History:
    """What was entered up to *known_at* (everything, if none is given), in register order.

    Entries without an id get the one derived from their content; an entry given twice is one fact.

    Raises:
        HistoryContradiction: the same id stands on two entries of different content.
    """

    def __init__(
        self, events: Iterable[Event], *, places: Sequence[str] | None = None, known_at: datetime | None = None
    ) -> None:
        if known_at is not None and known_at.tzinfo is None:
            raise TimeNaive("known_at", known_at)
        self.known_at = known_at
        self.repeats: list[tuple[Fact, str]] = []
        self._take(self._in_register_order(list(events), places, known_at))

    def _take(self, facts: list[Fact]) -> None:
        self.facts = facts
        self.links = Links()
        self.struck: dict[UUID, Fact] = {}
        self.closings: dict[str, list[Fact[Closed]]] = {}
        self.names: dict[str, str] = {}
        self._by_type: dict[type[Event], list[Fact]] = {}
        self._by_customer: dict[str, list[Fact]] = {}
        self._by_deal: dict[str, list[Fact]] = {}
        self._by_reference: dict[tuple[str, str], list[Fact]] = {}
        self._decisions: dict[str, list[Fact]] = {}
        self._defiances: dict[str, list[Fact]] = {}
        self._by_agent: dict[frozenset[str], dict[str, list[Fact]]] = {}
        self._presence: dict[str, dict[date, list[Fact]]] = {}
        for fact in self.facts:
            self._file(fact)
        self.contradictions: list[Contradiction] = find_contradictions(self)

    @classmethod
    def of_facts(cls, facts: list[Fact], *, known_at: datetime | None = None) -> History:
        """The history of facts that are in register order, each once: what a ledger gives, which sees to both."""
        history = cls.__new__(cls)
        history.known_at = known_at
        history.repeats = []
        history._take(facts)  # noqa: SLF001  # of its own class
        return history

    @classmethod
    def of(cls, lines: Iterable[Placed], *, known_at: datetime | None = None) -> History:
        """The history of lines as read from a file, each with its place."""
        rows = list(lines)
        return cls([row.event for row in rows], places=[str(row.place) for row in rows], known_at=known_at)

    def _in_register_order(
        self, events: list[Event], places: Sequence[str] | None, known_at: datetime | None
    ) -> list[Fact]:
        rows = [
            (event.recorded_at or event.occurred_at, position, event)
            for position, event in enumerate(events)
            if known_at is None or (event.recorded_at or event.occurred_at) <= known_at
        ]
        rows.sort(key=lambda row: row[:2])
        facts: list[Fact] = []
        seen: dict[UUID, Fact] = {}
        for recorded_at, position, event in rows:
            place = places[position] if places else f"entry {position + 1}"
            identity, twin = _identity(event, seen)
            if twin is not None:
                if not _same_content(twin.event, event):
                    raise HistoryContradiction(
                        f"id {identity} stands on two entries of different content: {twin.place} and {place}",
                        places=(twin.place or "", place),
                    )
                self.repeats.append((twin, place))
                continue
            fact = Fact(len(facts), event, identity, recorded_at, place)
            seen[identity] = fact
            facts.append(fact)
        return facts

    def _file(self, fact: Fact) -> None:
        event = fact.event
        self._by_type.setdefault(type(event), []).append(fact)
        customers = customers_of(event)
        for customer in customers:
            self._by_customer.setdefault(customer, []).append(fact)
        deal = deal_of(event)
        if deal is not None:
            self._by_deal.setdefault(deal, []).append(fact)
        if type(event) in _FILED_FURTHER:
            self._file_further(fact, event)
        elif not customers:
            for reference in references_of(event):
                self._by_reference.setdefault(reference, []).append(fact)

    def _file_further(self, fact: Fact, event: Event) -> None:
        match event:
            case CustomersLinked() | CustomersUnlinked():
                self.links.add(fact, event.customers)
            case AgentArrived() | AgentLeft():
                self._presence.setdefault(event.agent, {}).setdefault(event.occurred_at.date(), []).append(fact)
            case EntryStruck():
                self.struck.setdefault(event.entry, fact)
            case ComplaintDecided():
                self._decisions.setdefault(event.complaint, []).append(fact)
            case RulingDefied():
                self._defiances.setdefault(event.ruling, []).append(fact)
            case SubscriptionSigned() | ContractSigned():
                self.closings.setdefault(event.deal, []).append(cast("Fact[Closed]", fact))
            case AgentJoined():
                self.names[event.agent] = event.name
            case CustomerRegistered(name=str() as name):
                self.names[event.customer] = name
            case _:
                pass

    def refuse_contradictions(self, deal: str | None, customers: Collection[str] = ()) -> None:
        """Refuse what is about the deal or one of the customers and cannot all be true.

        Raises:
            HistoryContradiction: naming both places.
        """
        for contradiction in self.contradictions:
            if deal in contradiction.deals or not contradiction.customers.isdisjoint(customers):
                raise HistoryContradiction(str(contradiction), places=[str(fact) for fact in contradiction.facts])

    def of_type(self, event_type: type[E]) -> Sequence[Fact[E]]:
        """The entries of one type, in register order."""
        return cast("Sequence[Fact[E]]", self._by_type.get(event_type, ()))

    def of_types(self, names: Collection[str]) -> Sequence[Fact]:
        """The entries of the types of these names, in register order."""
        found = [facts for cls, facts in self._by_type.items() if name_of(cls) in names]
        if len(found) == 1:
            return found[0]
        return sorted((fact for facts in found for fact in facts), key=lambda fact: fact.order)

    def matching(self, pattern: Pattern) -> Sequence[Fact]:
        """The entries that a pattern means and that are not struck, in register order."""
        return [
            fact for fact in self.of_types(pattern.types) if fact.id not in self.struck and pattern.matches(fact.event)
        ]

    def under(self, types: EventTypes) -> History:
        """The same history, its entries of apps' types as *types* declare them.

        Raises:
            EventInvalid: an entry is not of its type as declared there; its place is named.
        """
        if all(types.get(name_of(cls), cls) is cls for cls in self._by_type):
            return self
        facts: list[Fact] = []
        for fact in self.facts:
            try:
                event = reread(fact.event, types)
            except EventInvalid as fault:
                raise EventInvalid(f"{fact.place}: {fault}", field=fault.field, expected=fault.expected) from None
            facts.append(fact if event is fact.event else fact.reread(event))
        same = History.of_facts(facts, known_at=self.known_at)
        same.repeats = self.repeats
        return same

    def about(self, customer: str) -> Sequence[Fact]:
        """The entries about a customer (links and closings apart), in register order."""
        return self._by_customer.get(customer, ())

    def belonging_to(self, facts: Iterable[Fact]) -> Iterable[Fact]:
        """The entries that name no customer, and share a reference with one of *facts*; each once."""
        if not self._by_reference:
            return ()
        shared = dict.fromkeys(reference for fact in facts for reference in references_of(fact.event))
        return dict.fromkeys(fact for reference in shared for fact in self._by_reference.get(reference, ()))

    def of_deal(self, deal: str) -> Sequence[Fact]:
        """The entries that name a deal, in register order."""
        return self._by_deal.get(deal, ())

    def decisions_on(self, complaint: str) -> Sequence[Fact]:
        """The decisions on a complaint, in register order."""
        return self._decisions.get(complaint, ())

    def defiances_of(self, ruling: str) -> Sequence[Fact]:
        """The reports that a ruling was defied, in register order."""
        return self._defiances.get(ruling, ())

    def presence(self, agent: str, around: datetime) -> Sequence[Fact]:
        """The agent's comings and goings within a day of the instant, whatever the office's zone."""
        days = self._presence.get(agent)
        if days is None:
            return ()
        day = around.date()
        return [fact for offset in _AROUND for fact in days.get(day + offset, ())]

    def of_agent(self, agent: str, types: frozenset[str]) -> Sequence[Fact]:
        """The entries of certain types that name an agent, type by type in register order."""
        if types not in self._by_agent:
            index = self._by_agent[types] = {}
            for event_type, facts in self._by_type.items():
                if name_of(event_type) in types:
                    for fact in facts:
                        for name in agents_of(fact.event):
                            index.setdefault(name, []).append(fact)
        return self._by_agent[types].get(agent, ())

    def customers(self) -> list[str]:
        """Every customer that an entry, a closing or a link names, in register order."""
        found: dict[str, None] = {}
        for fact in self.facts:
            found.update(dict.fromkeys(customers_of(fact.event)))
            if isinstance(fact.event, SubscriptionSigned | ContractSigned):
                found.update(dict.fromkeys(buyers_of(fact.event)))
            elif isinstance(fact.event, CustomersLinked):
                found.update(dict.fromkeys(fact.event.customers))
        return list(found)

    def deals(self) -> list[str]:
        """Every deal that an entry names, in register order."""
        return list(self._by_deal)

    def speaks_of(self, customer: str) -> bool:
        """Whether any entry, closing or link names the customer."""
        if customer in self._by_customer or self.links.touching(customer):
            return True
        return any(customer in buyers_of(fact.event) for facts in self.closings.values() for fact in facts)


def _identity(event: Event, seen: dict[UUID, Fact]) -> tuple[UUID, Fact | None]:
    """The entry's id and the fact that bears it already, if any.

    Entries that are alike but for their personal fields are different facts: they are told apart by their number.
    """
    if event.id is not None:
        return event.id, seen.get(event.id)
    ordinal = 0
    while True:
        identity = derive_id(event, ordinal)
        twin = seen.get(identity)
        if twin is None or _same_content(twin.event, event):
            return identity, twin
        ordinal += 1


def _same_content(one: Event, other: Event) -> bool:
    return _filled(one) == _filled(other)


def _filled(event: Event) -> Event:
    return event.model_copy(update={"id": None, "recorded_at": event.recorded_at or event.occurred_at})
