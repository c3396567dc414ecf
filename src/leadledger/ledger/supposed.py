"""Entries supposed otherwise: some more, some fewer, in a history or over a ledger that stays as it is."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from leadledger.dossier import Fact, History
from leadledger.errors import EntryRefused
from leadledger.events import Event, RulebookAdopted, derive_id
from leadledger.events.declared import NONE_DECLARED, EventTypes, all_declared, together
from leadledger.ledger.reading import Entries
from leadledger.store.entries import Entry
from leadledger.store.instants import micros
from leadledger.store.journal import Place
from leadledger.store.kept import Kept
from leadledger.store.records import Item, OneOf, Query
from leadledger.store.tags import tags_of

PLACE = "supposed entry {number}"
_REGISTER_ORDER = attrgetter("recorded_at_micros", "position")
_POSITION = attrgetter("position")


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Entries that are *added*, each with its id and register time, and the ids of those that history is *without*.

    One that is added under the id of one that is taken out stands in its place, if they were registered at one time.
    """

    added: tuple[Event, ...] = ()
    without: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, adding: Iterable[Event], without: Collection[UUID], there: Callable[[UUID], Event | None]) -> Otherwise:
        """What changes something: an entry that is *there* already, and is not taken out, adds nothing.

        Those that say no register time are as in an old register's file: taken when they happened.

        Raises:
            EntryRefused: an entry to be taken out is not there, or another one stands under the id of one to be added.
        """
        for one in without:
            if there(one) is None:
                raise EntryRefused(f"no entry has the id {one}: expected one to be taken out")
        added: dict[UUID, Event] = {}
        for event in map(_stamped, adding):
            assert event.id is not None, "stamped"
            old = added.get(event.id) or (None if event.id in without else there(event.id))
            if old is None:
                added[event.id] = event
            elif _stamped(old) != event:
                raise EntryRefused(
                    f"id {event.id} stands on another entry: take that one out as well, or leave the id out"
                )
        return cls(tuple(added.values()), frozenset(without))

    def __bool__(self) -> bool:
        return bool(self.added or self.without)


def with_other_facts(history: History, otherwise: Otherwise) -> History:
    """The history as it would be; what is added comes after what was registered at the same time."""
    if not otherwise:
        return history
    out = {fact.id: fact.order for fact in history.facts if fact.id in otherwise.without}
    rows = [(fact.recorded_at, fact.order, fact) for fact in history.facts if fact.id not in out]
    for number, event in enumerate(otherwise.added, 1):
        assert event.id is not None, "stamped"
        order, at = out.get(event.id, len(history.facts) + number), event.registered_at
        rows.append((at, order, Fact(order, event, event.id, at, PLACE.format(number=number))))
    known = [row for row in rows if history.known_at is None or row[0] <= history.known_at]
    known.sort(key=lambda row: row[:2])
    return History.of_facts(
        [replace(fact, order=place) for place, (*_, fact) in enumerate(known)], known_at=history.known_at
    )


class Supposed:
    """A ledger's first *upto* entries as they would be, what is added after them: nothing is written, nobody waits."""

    def __init__(self, there: Entries, otherwise: Otherwise, upto: int) -> None:
        self._there, self._upto = there, upto
        out = {entry.id: entry.position for one in otherwise.without if (entry := there.entry(one)) is not None}
        self._out = frozenset(out.values())
        added: list[Entry] = []
        for number, event in enumerate(otherwise.added, 1):
            assert event.id is not None, "stamped"
            at = micros(event.registered_at)
            added.append(Entry(out.get(event.id, upto + number), event, at, at))
        self._added = [(entry, frozenset(tags_of(entry.event))) for entry in sorted(added, key=_REGISTER_ORDER)]
        self._names = {entry.position: PLACE.format(number=number) for number, entry in enumerate(added, 1)}
        self._declared = all_declared(one.document for one in otherwise.added if isinstance(one, RulebookAdopted))

    def file(self) -> Place | None:
        """None: only this process supposes so."""
        return None

    def place(self, position: int) -> str:
        """What the entry at a position is called."""
        return self._names.get(position) or self._there.place(position)

    def size(self) -> int:
        """The position of the last entry."""
        return self._upto + len(self._added)

    def find(
        self,
        items: Query,
        *,
        upto: int | None = None,
        known_at: datetime | None = None,
        but: Container[int] = (),
        types: EventTypes = NONE_DECLARED,
    ) -> list[Entry]:
        """The entries that match one of the items, by position."""
        found = self._there.find(items, upto=self._least(upto), known_at=known_at, but=but, types=self._types(types))
        more = [
            entry
            for entry, tags in self._added
            if entry.position not in but
            and (known_at is None or entry.recorded_at <= known_at)
            and (not items or any(_matches(entry, tags, item) for item in items))
        ]
        there = [entry for entry in found if entry.position not in self._out]
        return sorted([*there, *more], key=_POSITION) if more else there

    def kept(self, kind: str, *, upto: int) -> Kept:
        """All entries of a type."""
        upto = self._least(upto)
        found = [one for one in self._there.kept(kind, upto=upto).entries(upto=upto) if one.position not in self._out]
        kept = Kept()
        kept.extend([*found, *(entry for entry, _ in self._added if entry.event.type == kind)], upto=upto)
        return kept

    def event_types(self, given: EventTypes = NONE_DECLARED) -> EventTypes:
        """Every event type there is, also those that a supposed rulebook declares."""
        return self._there.event_types(self._types(given))

    def entry(self, entry: UUID) -> Entry | None:
        """The entry of an id, if there is one."""
        found = next((one for one, _ in self._added if one.id == entry), None) or self._there.entry(entry)
        return None if found is None or (found.position in self._out and found.position not in self._names) else found

    def event(self, entry: UUID, *, upto: int) -> Event | None:
        """The event that was entered under an id, if it is there."""
        found = self.entry(entry)
        if found is None or (found.position not in self._names and found.position > self._least(upto)):
            return None
        return found.event

    def in_register_order(self, *, upto: int | None = None, types: EventTypes = NONE_DECLARED) -> Iterator[Entry]:
        """The entries by register time, page by page."""
        there = self._there.in_register_order(upto=self._least(upto), types=self._types(types))
        standing = (entry for entry in there if entry.position not in self._out)
        return heapq.merge(standing, (entry for entry, _ in self._added), key=_REGISTER_ORDER)

    def tagged(self, kind: str) -> list[str]:
        """The names of one kind that entries are tagged with; also those of entries taken out."""
        start = f"{kind}:"
        more = (tag.removeprefix(start) for _, tags in self._added for tag in sorted(tags) if tag.startswith(start))
        return list(dict.fromkeys([*self._there.tagged(kind), *more]))

    def _least(self, upto: int | None) -> int:
        return self._upto if upto is None else min(upto, self._upto)

    def _types(self, given: EventTypes) -> EventTypes:
        return together("the rulebook given", given, self._declared) if self._declared else given


def _matches(entry: Entry, tags: frozenset[str], item: Item | OneOf) -> bool:
    if item.types and entry.event.type not in item.types:
        return False
    if isinstance(item, OneOf):
        return not tags.isdisjoint(item.tags)
    return tags.issuperset(item.tags)


def _stamped(event: Event) -> Event:
    """The event with its id and its register time."""
    return event.model_copy(update={"id": event.id or derive_id(event), "recorded_at": event.registered_at})
