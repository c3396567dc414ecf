"""Recording: what would contradict the ledger is refused, also when two write at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from uuid import UUID

from leadledger.dossier import MAY_CONTRADICT, Fact, History
from leadledger.dossier.concerns import deal_of
from leadledger.dossier.contradictions import closed_twice
from leadledger.errors import EntryRefused, HistoryContradiction
from leadledger.events import (
    EVENT_TYPES,
    CommissionPaid,
    ComplaintDecided,
    ComplaintFiled,
    ContractSigned,
    DisputeOpened,
    DisputeWithdrawn,
    EntryStruck,
    Event,
    PeriodClosed,
    RulebookAdopted,
    RulingMade,
    SettlementAgreed,
    SubscriptionSigned,
    derive_id,
)
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.events.pattern import Pattern
from leadledger.importing.checking import unusable_rulebooks
from leadledger.ledger.declaring import as_declared, conflicts
from leadledger.ledger.rounds import LedgerFacts
from leadledger.store.appending import says_the_same
from leadledger.store.declarations import ADOPTIONS
from leadledger.store.entries import Incoming, Receipt
from leadledger.store.journal import Journal, Overtaken
from leadledger.store.records import Item
from leadledger.store.tags import tag

_EVENT = attrgetter("event")
_KNOWN = frozenset(EVENT_TYPES.values())
_DELICATE = frozenset(MAY_CONTRADICT)
_PLAIN = _KNOWN - _DELICATE - {RulebookAdopted}
_MONTHS = Item(("PeriodClosed",))
_COMPLAINTS = ("ComplaintDecided", "ComplaintFiled")
_OF_DISPUTES = (DisputeOpened, DisputeWithdrawn, RulingMade, SettlementAgreed)


def record(
    journal: Journal, incoming: Sequence[Incoming], *, register: bool = False, types: EventTypes = NONE_DECLARED
) -> list[Receipt]:
    """Enter events, all or none; what contradicts them is looked up first, and nobody can slip in between.

    *types* are event types declared besides those of the rulebooks adopted in the ledger or among the events.

    Raises:
        HistoryContradiction: they cannot be true beside what is there, or beside each other; both places are named.
        EntryRefused: an entry cannot be taken as it is; the message names it.
        TypeError: it is no event, or of a type that could not be read again.
    """
    kinds = set(map(type, map(_EVENT, incoming)))
    if kinds <= _PLAIN and not register:
        return journal.append(incoming, types=types)
    while True:
        upto, closings = journal.size(), tuple[Pattern, ...]()
        closed = journal.find([_MONTHS], upto=upto) if register else ()
        if not kinds <= _KNOWN or RulebookAdopted in kinds:
            if unusable := unusable_adoptions(journal, incoming, types):
                raise EntryRefused("\n".join(unusable))
            incoming, types, closings = as_declared(journal, incoming, types)
        delicate = [
            one for one in incoming if type(one.event) in _DELICATE or (closings and _closes(one.event, closings))
        ]
        boundary = list(dict.fromkeys(_boundary(delicate)))
        if RulebookAdopted in kinds:
            boundary.append(ADOPTIONS)
        if register:
            boundary.append(_MONTHS)
        if delicate:
            there = LedgerFacts(journal, upto=upto, types=types).matching(boundary)
            refuse_contradictions(there, delicate, register=register, closings=closings)
        try:
            return journal.append(
                incoming,
                register=register,
                unless=boundary,
                after=upto,
                types=types,
                closed_at=max((one.recorded_at for one in closed), default=None),
            )
        except Overtaken:
            continue  # each round somebody else got through


def _closes(event: Event, closings: Sequence[Pattern]) -> bool:
    return any(pattern.matches(event) for pattern in closings)


def refuse_contradictions(
    there: Sequence[Fact], incoming: Sequence[Incoming], *, register: bool, closings: Sequence[Pattern] = ()
) -> None:
    """Raises HistoryContradiction with a sentence for each contradiction among facts and events, places named.

    What matches one of *closings* closes a deal.

    Live events come after all that is there, those of an old register where their register times put them.
    """
    met = {name: fact.event for fact in there for name in (fact.id, derive_id(fact.event))}
    rows = list(there)
    for event, place in incoming:
        entry = _free_id(event, met)
        if entry is not None:
            met[entry] = event
            rows.append(Fact(0, event, entry, event.registered_at, place))
    if register:
        rows.sort(key=lambda fact: fact.recorded_at)
    ordered = [Fact(order, row.event, row.id, row.recorded_at, row.place) for order, row in enumerate(rows)]
    history = History.of_facts(ordered)
    found = [*history.contradictions, *(one for pattern in closings for one in closed_twice(history.matching(pattern)))]
    if found:
        places = [fact.place or "" for one in found for fact in one.facts]
        raise HistoryContradiction("\n".join(dict.fromkeys(map(str, found))), places=places)


def _free_id(event: Event, met: Mapping[UUID, Event]) -> UUID | None:
    """The id the event will get; None where it was met and is not entered again."""
    if event.id is not None:
        return None if event.id in met else event.id
    ordinal = 0
    while (there := met.get(entry := derive_id(event, ordinal))) is not None:
        if says_the_same(there, event):
            return None
        ordinal += 1
    return entry


def unusable_adoptions(journal: Journal, incoming: Sequence[Incoming], types: EventTypes = NONE_DECLARED) -> list[str]:
    """A sentence for each rulebook adopted that cannot be used and is not struck, there or in the same breath.

    So is one that declares an event type otherwise than it is declared in the ledger, struck or not.
    """
    ids = [one.event.id or derive_id(one.event) for one in incoming if isinstance(one.event, RulebookAdopted)]
    if not ids:
        return []
    strikings = journal.find([Item(("EntryStruck",), (tag("entry", str(one)),)) for one in ids])
    events = [*(one.event for one in incoming), *(entry.event for entry in strikings)]
    unusable = unusable_rulebooks(incoming, {event.entry for event in events if isinstance(event, EntryStruck)})
    return [*unusable, *conflicts(journal, incoming, types)]


def _boundary(incoming: Sequence[Incoming]) -> Iterator[Item]:
    """What could contradict the events: closings of one deal or month, payments of one agent, what has one name.

    Strikings too, since an entry may be struck before it is entered.
    """
    for event, _ in incoming:
        yield Item(("EntryStruck",), (tag("entry", str(event.id or derive_id(event))),))
        if isinstance(event, SubscriptionSigned | ContractSigned):
            yield Item((type(event).__name__,), (tag("deal", event.deal),))
        elif isinstance(event, ComplaintFiled | ComplaintDecided):
            yield Item(_COMPLAINTS, (tag("complaint", event.complaint),))
        elif isinstance(event, _OF_DISPUTES):
            yield from _of_disputes(event)
        elif isinstance(event, CommissionPaid):
            yield Item(("CommissionPaid",), (tag("agent", event.agent),))
            yield Item(("CommissionPaid",), (tag("payment", event.payment),))
        elif isinstance(event, PeriodClosed):
            yield _MONTHS
        elif type(event) not in _KNOWN and (deal := deal_of(event)) is not None:
            yield Item((event.type,), (tag("deal", deal),))


def _of_disputes(event: DisputeOpened | DisputeWithdrawn | RulingMade | SettlementAgreed) -> Iterator[Item]:
    """What could contradict a ruling, and what belongs to the same dispute."""
    if isinstance(event, RulingMade):
        yield Item(("RulingMade",), (tag("ruling", event.ruling),))
    if event.dispute is not None:
        yield Item(tuple(model.__name__ for model in _OF_DISPUTES), (tag("dispute", event.dispute),))
