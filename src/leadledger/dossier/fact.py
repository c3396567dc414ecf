"""A fact: an event as the register holds it, with its place in the register's order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from leadledger.events import Event
from leadledger.events.identity import public_content


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One entry of the register.

    *order* is its place in register order (by ``recorded_at``, ties by position in the history): *before* and *after*
    always mean *order*, never when something happened.
    """

    order: int
    event: Event
    id: UUID
    recorded_at: datetime
    place: str | None = None
    digest: bytes = field(default=b"", repr=False)

    @property
    def type(self) -> str:
        """The event's type name on the wire."""
        return self.event.type

    @property
    def occurred_at(self) -> datetime:
        """When it happened, as the entry says."""
        return self.event.occurred_at

    def reread(self, event: Event) -> Fact:
        """The same entry, read with other content (a visit without the words about a barred agent)."""
        return Fact(self.order, event, self.id, self.recorded_at, self.place, self.digest)

    def __str__(self) -> str:
        return f"{self.place or 'entry'} ({self.type} {self.id})"


def leaf(event_id: UUID, event: Event) -> bytes:
    """The digest of one entry: its id and everything in it but the personal fields."""
    return hashlib.sha256(event_id.bytes + public_content(event)).digest()
