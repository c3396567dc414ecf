"""A fact: an event as the register holds it, with its place in the register's order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeGuard, cast
from uuid import UUID

from typing_extensions import TypeVar

from leadledger.events import Event
from leadledger.events.identity import public_content

E = TypeVar("E", bound=Event)
E_co = TypeVar("E_co", bound=Event, covariant=True, default=Event)


@dataclass(frozen=True, slots=True, eq=False)
class Fact(Generic[E_co]):
    """One entry of the register.

    *order* is its place in register order (by ``recorded_at``, ties by position in the history): *before* and *after*
    always mean *order*, never when something happened.
    """

    order: int
    event: E_co
    id: UUID
    recorded_at: datetime
    place: str | None = None
    _digest: bytes | None = field(default=None, repr=False)

    @property
    def type(self) -> str:
        """The event's type name on the wire."""
        kind: str = self.event.type
        return kind

    @property
    def occurred_at(self) -> datetime:
        """When it happened, as the entry says."""
        return self.event.occurred_at

    @property
    def digest(self) -> bytes:
        """The digest of the entry as it was made; worked out when first asked, since most entries never are."""
        if self._digest is None:
            object.__setattr__(self, "_digest", leaf(self.id, self.event))
        assert self._digest is not None
        return self._digest

    def reread(self, event: Event) -> Fact[Event]:
        """The same entry, read with other content (a visit without the words about a barred agent)."""
        return Fact(self.order, event, self.id, self.recorded_at, self.place, self.digest)

    def __str__(self) -> str:
        return f"{self.place or 'entry'} ({self.type} {self.id})"


def is_of(fact: Fact, *types: type[E]) -> TypeGuard[Fact[E]]:
    """Whether the fact's event is of one of these types."""
    return isinstance(fact.event, types)


def only(facts: Iterable[Fact], *types: type[E]) -> list[Fact[E]]:
    """Those of the facts whose events are of one of these types, in the order given."""
    return cast("list[Fact[E]]", [fact for fact in facts if isinstance(fact.event, types)])


def leaf(event_id: UUID, event: Event) -> bytes:
    """The digest of one entry: its id and everything in it but the personal fields."""
    return hashlib.sha256(event_id.bytes + public_content(event)).digest()
