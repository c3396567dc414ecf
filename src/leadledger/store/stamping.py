"""What is new, as it is stored: with the time of entry, and the register time of now where it brings none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from os import urandom
from struct import iter_unpack
from typing import Final, NamedTuple, Self
from uuid import UUID

from leadledger.errors import EntryRefused
from leadledger.events import Event, derive_id
from leadledger.store.instants import instant, micros
from leadledger.store.records import Draft, Head, made
from leadledger.store.sealing import SALT_BYTES, Sealer, sealer
from leadledger.store.tags import tags_of

FARTHEST_AHEAD: Final = timedelta(days=5 * 366)
"""How far after the ledger's clock a register time may be.

No live entry is ever given an earlier register time than the newest: one slip, 2062 for 2026, would bind all that come
after it. Five years are generous because the clock may be what is wrong: a machine that lost its battery, or came from
the box, is months or years behind, and a good register must not be refused for that.
"""

_FARTHEST_AHEAD_MICROS: Final = FARTHEST_AHEAD // timedelta(microseconds=1)


class Asked(NamedTuple):
    """An event to be entered, with what can be worked out before the lock is taken.

    *content* is the id derived from what it says: its own where it brings none, unless that is taken.
    """

    event: Event
    place: str
    id: UUID
    content: UUID | None = None

    @classmethod
    def of(cls, event: Event, place: str, *, register: bool) -> Self:
        """What is asked of the ledger with an event; only of old registers is it asked what else says the same."""
        content = derive_id(event) if event.id is None or register else None
        entry = event.id or content
        assert entry is not None, "an id is given or derived"
        return cls(event, place, entry, content)


def stamped(
    new: Sequence[Asked], head: Head, now: datetime, *, register: bool, closed_at: datetime | None = None
) -> Iterator[Draft]:
    """Yield what is new as it is stored, after *head* and entered *now*, one by one while they are written.

    Nothing new is registered before *closed_at*, when a month was closed.

    Raises:
        EntryRefused: a live entry's *recorded_at* is earlier than the newest entry's, a register time is more than
            five years after the clock, or it is before the closing of a month.
    """
    closed = None if closed_at is None else micros(closed_at)
    clock, newest = micros(now), head.recorded_at
    entered = clock if head.entered_at is None else max(clock, head.entered_at)
    entered_at = now if entered == clock else instant(entered)
    salts = iter_unpack(f"{SALT_BYTES}s", urandom(SALT_BYTES * len(new)))
    seal: Sealer | None = None
    seal_now: Sealer | None = None
    for position, ((event, place, entry, content), (salt,)) in enumerate(zip(new, salts, strict=True), head.size + 1):
        named = entry if event.id is None else None
        other = content if content is not None and content != entry else None
        if event.recorded_at is None and not register:
            if seal_now is None:  # now, but never before the newest
                newest = entered if newest is None or entered > newest else newest
                seal_now = sealer(entered_at, entered_at if newest == entered else instant(newest))
            recorded = newest
            data, personal = seal_now(event, position, salt, named, other)
        else:
            recorded = micros(event.registered_at)
            if recorded - clock > _FARTHEST_AHEAD_MICROS:
                raise _too_late(event, place, instant(clock))
            if closed is not None and recorded < closed:
                raise _behind_closing(event, place, closed_at)
            if newest is None or recorded > newest:
                newest, seal_now = recorded, None
            elif recorded < newest and not register:
                raise _too_early(event, place, newest)
            seal = seal or sealer(entered_at)
            data, personal = seal(event, position, salt, named, other)
        said = None if other is None else other.bytes
        yield made(Draft, (event.type, data, tags_of(event), personal, entry.bytes, said, recorded, entered))


def _too_late(event: Event, place: str, now: datetime) -> EntryRefused:
    return EntryRefused(
        f"{place}: register time {event.registered_at.isoformat()} is more than five years after the ledger's "
        f"clock, {now.isoformat(timespec='seconds')}: expected one that has come, and a clock that is right"
    )


def _too_early(event: Event, place: str, newest: int) -> EntryRefused:
    return EntryRefused(
        f"{place}: recorded_at {event.registered_at.isoformat()} is earlier than the newest entry's, "
        f"{instant(newest).isoformat()}: expected none, or import it as an old register"
    )


def _behind_closing(event: Event, place: str, closed_at: datetime | None) -> EntryRefused:
    assert closed_at is not None
    return EntryRefused(
        f"{place}: register time {event.registered_at.isoformat()} is before a month was closed here, "
        f"{closed_at.isoformat()}, and its statements stand: expected a later one, or record it live"
    )
