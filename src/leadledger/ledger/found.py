"""What was found so far while a question's facts are read, and how more is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import cast
from uuid import UUID

from leadledger.dossier import E, Fact, History
from leadledger.events import Event
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.ledger.reading import Entries
from leadledger.ledger.source import Types
from leadledger.store.entries import Entry
from leadledger.store.records import Item, OneOf
from leadledger.store.tags import tag

_REGISTER_ORDER = attrgetter("recorded_at_micros", "position")


@lru_cache(maxsize=64)
def in_order(types: Types) -> tuple[str, ...]:
    """The types as a query has them."""
    return tuple(sorted(types))


class Found:
    """Entries of a ledger's first *upto* that were found, each once; of them those registered by *known_at*."""

    def __init__(
        self, journal: Entries, upto: int, known_at: datetime | None = None, types: EventTypes = NONE_DECLARED
    ) -> None:
        self._journal, self._upto, self._known_at, self._types = journal, upto, known_at, types
        self._entries: dict[int, Entry] = {}
        self._of: dict[type[Event], list[Entry]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> Collection[Entry]:
        """The entries, in the order in which they were found."""
        return self._entries.values()

    def of(self, model: type[E]) -> list[E]:
        """The events found that are of the type."""
        return [cast("E", entry.event) for entry in self._of.get(model, ())]

    def ask(self, items: Iterable[Item | OneOf]) -> list[Entry]:
        """What matches one of the items and was not found before."""
        asked = [one for one in dict.fromkeys(items) if isinstance(one, Item) or one.tags]
        if not asked:
            return []
        news = self._journal.find(asked, upto=self._upto, known_at=self._known_at, but=self._entries, types=self._types)
        self._take(news)
        return news

    def ask_kept(self, model: type[Event], tags: Iterable[str] | None = None) -> None:
        """The entries of a type that every question needs, all or those with one of the tags."""
        kept, upto = self._journal.kept(model.__name__, upto=self._upto), self._upto
        if tags is None:
            entries = kept.entries(upto=upto)
        else:
            entries = [entry for one in tags for entry in kept.tagged(one, upto=upto)]
        if self._known_at is not None:
            entries = [entry for entry in entries if entry.recorded_at <= self._known_at]
        self._take(entries)

    def _take(self, news: Iterable[Entry]) -> None:
        for entry in news:
            self._entries[entry.position] = entry
            self._of.setdefault(type(entry.event), []).append(entry)

    def ask_or_any(self, kind: str, names: Sequence[str], types: Types) -> None:
        """What entries of the types say of the names; where that is nothing of the only one, whatever is said of it."""
        self.ask([OneOf(in_order(types), frozenset(tag(kind, name) for name in names))])
        if len(names) == 1 and not self:
            self.ask([Item((), (tag(kind, names[0]),))])

    def facts(self) -> list[Fact]:
        """The entries as facts, in register order."""
        ordered = sorted(self._entries.values(), key=_REGISTER_ORDER)
        place = self._journal.place
        return [
            Fact(order, event, cast("UUID", event.id), event.recorded_at or event.occurred_at, place(position))
            for order, (position, event, *_) in enumerate(ordered)
        ]

    def history(self) -> History:
        """The history of the entries."""
        return History.of_facts(self.facts(), known_at=self._known_at)
