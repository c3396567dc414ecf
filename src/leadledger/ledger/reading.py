"""What deciding and bookkeeping read of a ledger: a journal offers it, and so does one with other entries in it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import datetime
from typing import Protocol
from uuid import UUID

from leadledger.events import Event
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.store.entries import Entry
from leadledger.store.journal import Place
from leadledger.store.kept import Kept
from leadledger.store.records import Query


class Entries(Protocol):
    """The entries of a ledger, to be read; what each question means is said by `leadledger.store.journal.Journal`."""

    def file(self) -> Place | None:
        """The file that another process would find the same entries in, if there is one."""
        ...

    def place(self, position: int) -> str:
        """What the entry at a position is called."""
        ...

    def size(self) -> int:
        """How many entries there are."""
        ...

    def find(
        self,
        items: Query,
        *,
        upto: int | None = None,
        known_at: datetime | None = None,
        but: Container[int] = (),
        types: EventTypes = NONE_DECLARED,
    ) -> list[Entry]:
        """The entries that match one of the items."""
        ...

    def kept(self, kind: str, *, upto: int) -> Kept:
        """All entries of a type."""
        ...

    def event_types(self, given: EventTypes = NONE_DECLARED) -> EventTypes:
        """Every event type there is, by name."""
        ...

    def entry(self, entry: UUID) -> Entry | None:
        """The entry of an id."""
        ...

    def event(self, entry: UUID, *, upto: int) -> Event | None:
        """The event that was entered under an id."""
        ...

    def in_register_order(self, *, upto: int | None = None, types: EventTypes = NONE_DECLARED) -> Iterator[Entry]:
        """The entries by register time."""
        ...

    def tagged(self, kind: str) -> list[str]:
        """The names of one kind that entries are tagged with."""
        ...
