"""Recording: what would contradict the ledger is refused, also when two write at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from uuid import UUID

from leadledger.dossier import MAY_CONTRADICT, Fact, History
from leadledger.errors import EntryRefused, HistoryContradiction
from leadledger.events import (
    EVENT_TYPES,
    ComplaintDecided,
    ComplaintFiled,
    ContractSigned,
    EntryStruck,
    Event,
    RulebookAdopted,
    RulingMade,
    SubscriptionSigned,
    derive_id,
)
from leadledger.importing.checking import unusable_rulebooks
from leadledger.ledger.rounds import LedgerFacts
from leadledger.store.appending import says_the_same
from leadledger.store.entries import Incoming, Receipt
from leadledger.store.journal import Journal, Overtaken
from leadledger.store.records import Item
from leadledger.store.tags import tag

_EVENT = attrgetter("event")
_KNOWN = frozenset(EVENT_TYPES.values())
_DELICATE = frozenset(MAY_CONTRADICT)
_COMPLAINTS = ("ComplaintDecided", "ComplaintFiled")


def record(journal: Journal, incoming: Sequence[Incoming], *, register: bool = False) -> list[Receipt]:
    """Enter events, all or none; what contradicts them is looked up first, and nobody can slip in between.

    Raises:
        HistoryContradiction: they cannot be true beside what is there, or beside each other; both places are named.
        EntryRefused: an entry cannot be taken as it is; the message names it.
        TypeError: it is no event, or of a type that could not be read again.
    """
    kinds = set(map(type, map(_EVENT, incoming)))
    if not kinds <= _KNOWN:
        event, place = next(one for one in incoming if type(one.event) not in _KNOWN)
        raise TypeError(f"{place} is of type {type(event).__name__}: expected one of the event types of a history")
    if RulebookAdopted in kinds and (unusable := unusable_adoptions(journal, incoming)):
        raise EntryRefused("\n".join(unusable))
    if kinds.isdisjoint(_DELICATE):
        return journal.append(incoming, register=register)
    delicate = [one for one in incoming if type(one.event) in _DELICATE]
    boundary = list(dict.fromkeys(_boundary(delicate)))
    while True:
        there = LedgerFacts(journal)
        refuse_contradictions(there.matching(boundary), delicate, register=register)
        try:
            return journal.append(incoming, register=register, unless=boundary, after=there.upto)
        except Overtaken:
            continue  # each round somebody else got through


def refuse_contradictions(there: Sequence[Fact], incoming: Sequence[Incoming], *, register: bool) -> None:
    """Raises HistoryContradiction with a sentence for each contradiction among facts and events, places named.

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
    found = History.of_facts(ordered).contradictions
    if found:
        places = [fact.place or "" for one in found for fact in one.facts]
        raise HistoryContradiction("\n".join(map(str, found)), places=places)


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


def unusable_adoptions(journal: Journal, incoming: Sequence[Incoming]) -> list[str]:
    """A sentence for each rulebook adopted that cannot be used and is not struck, there or in the same breath."""
    ids = [one.event.id or derive_id(one.event) for one in incoming if isinstance(one.event, RulebookAdopted)]
    if not ids:
        return []
    strikings = journal.find([Item(("EntryStruck",), (tag("entry", str(one)),)) for one in ids])
    events = [*(one.event for one in incoming), *(entry.event for entry in strikings)]
    return unusable_rulebooks(incoming, {event.entry for event in events if isinstance(event, EntryStruck)})


def _boundary(incoming: Sequence[Incoming]) -> Iterator[Item]:
    """What could contradict the events: closings of the same deal, complaints and rulings of the same name.

    Strikings too, since an entry may be struck before it is entered.
    """
    for event, _ in incoming:
        yield Item(("EntryStruck",), (tag("entry", str(event.id or derive_id(event))),))
        if isinstance(event, SubscriptionSigned | ContractSigned):
            yield Item((type(event).__name__,), (tag("deal", event.deal),))
        elif isinstance(event, ComplaintFiled | ComplaintDecided):
            yield Item(_COMPLAINTS, (tag("complaint", event.complaint),))
        elif isinstance(event, RulingMade):
            yield Item(("RulingMade",), (tag("ruling", event.ruling),))
