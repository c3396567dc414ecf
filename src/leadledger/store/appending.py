"""One append under the write lock: what is there already is found, what is new is stamped and written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from secrets import token_bytes
from struct import iter_unpack
from typing import Final, NamedTuple, Self
from uuid import UUID

from leadledger.errors import EntryRefused, HistoryContradiction
from leadledger.events import Event, derive_id
from leadledger.store.entries import Entry, Receipt
from leadledger.store.envelope import SALT_BYTES, seal
from leadledger.store.instants import instant, micros
from leadledger.store.log import Log
from leadledger.store.records import Draft, Head, Row
from leadledger.store.tags import tags_of

FARTHEST_AHEAD: Final = timedelta(days=5 * 366)
"""How far after the ledger's clock a register time may be.

No live entry is ever given an earlier register time than the newest: one slip, 2062 for 2026, would bind all that come
after it. Five years are generous because the clock may be what is wrong: a machine that lost its battery, or came from
the box, is months or years behind, and a good register must not be refused for that.
"""

_Met = tuple[Event, UUID, int, str]
"""An entry that is there: what it says, its id and position, and what it is called."""


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


class Appending:
    """An append to a log whose head is known and held; *register* is the way old registers are entered.

    *read* makes entries of what is there already.
    """

    def __init__(
        self,
        log: Log,
        conn: sqlite3.Connection,
        head: Head,
        now: datetime,
        *,
        register: bool,
        name: str,
        read: Callable[[Sequence[Row]], Iterable[Entry]],
    ) -> None:
        self._as_entries = read
        self._log, self._conn, self._head, self._register, self._name = log, conn, head, register, name
        clock = micros(now)
        self._latest = clock + FARTHEST_AHEAD // timedelta(microseconds=1)
        self._entered = clock if head.entered_at is None else max(clock, head.entered_at)
        self._new: list[tuple[Asked, UUID]] = []
        self._met: dict[UUID, _Met] = {}
        self._met_as: dict[UUID, list[_Met]] = {}
        self._ordinals: dict[UUID, int] = {}
        self._positions: dict[bytes, int] = {}

    def append(self, asked: Sequence[Asked]) -> list[Receipt]:
        """Enter the events, and give a receipt for each.

        Raises:
            HistoryContradiction: an id stands on two entries of different content.
            EntryRefused: a live entry's *recorded_at* is earlier than the newest entry's, or a register time is more
                than five years after the clock.
        """
        ids = [one.id for one in asked]
        if self._head.size:
            self._positions = self._log.positions_of(self._conn, [entry.bytes for entry in ids])
        if self._register or self._positions or len(set(ids)) < len(ids):
            receipts = [self._take(one) for one in asked]
        else:  # all are new, as mostly
            self._new = list(zip(asked, ids, strict=True))
            receipts = [Receipt(position, entry, new=True) for position, entry in enumerate(ids, self._head.size + 1)]
        if self._new:
            self._log.append(self._conn, self._head, self._sealed())
        return receipts

    def _take(self, one: Asked) -> Receipt:
        there = self._there(one.id)
        if one.event.id is not None:
            if there is None:
                return self._enter(one, one.id)
            if not says_the_same(there[0], one.event):
                raise HistoryContradiction(
                    f"id {one.id} stands on two entries of different content: {there[3]} and {one.place}",
                    places=(there[3], one.place),
                )
            return Receipt(there[2], there[1], new=False)
        alike = self._alike(one.id) if self._register else ()
        for event, entry, position, _ in alike if there is None else (there, *alike):
            if says_the_same(event, one.event):
                return Receipt(position, entry, new=False)
        if there is None:
            return self._enter(one, one.id)
        ordinal = self._ordinals.get(one.id, 1)  # alike but for personal fields: told apart by number
        while (there := self._there(candidate := derive_id(one.event, ordinal), looked_up=False)) is not None:
            if says_the_same(there[0], one.event):
                return Receipt(there[2], there[1], new=False)
            ordinal += 1
        if self._register:
            self._ordinals[one.id] = ordinal  # all before it were looked at
        return self._enter(one, candidate)

    def _there(self, entry: UUID, *, looked_up: bool = True) -> _Met | None:
        """The entry of that id: met in this append, or entered before; those asked for were *looked_up* together."""
        met = self._met.get(entry)
        if met is not None or not self._head.size:
            return met
        found = self._positions if looked_up else self._log.positions_of(self._conn, [entry.bytes])
        position = found.get(entry.bytes)
        return None if position is None else self._read([position])[0]

    def _alike(self, content: UUID) -> Sequence[_Met]:
        """The entries whose ids were not derived from what they say first of all, though they say *content*."""
        met = self._met_as.get(content)
        if met is not None or not self._head.size:
            return met or ()
        positions = self._log.positions_of_content(self._conn, content.bytes)
        if not positions:
            return ()
        return self._met_as.setdefault(content, self._read(positions))

    def _read(self, positions: Sequence[int]) -> list[_Met]:
        entries = self._as_entries(self._log.rows(self._conn, positions))
        called = f"{self._name}, entry" if self._name else "entry"
        return [(one.event, one.id, one.position, f"{called} {one.position}") for one in entries]

    def _enter(self, one: Asked, entry: UUID) -> Receipt:
        """Note what is new, so that the same is met if it comes again in this append."""
        self._new.append((one, entry))
        position = self._head.size + len(self._new)
        self._met[entry] = met = (one.event, entry, position, one.place)
        if one.content is not None and one.content != entry:
            self._alike(one.content)  # what is there already
            self._met_as.setdefault(one.content, []).append(met)
        return Receipt(position, entry, new=True)

    def _sealed(self) -> list[Draft]:
        """What is new, stamped and as it is stored."""
        drafts: list[Draft] = []
        entered, entered_at, newest = self._entered, instant(self._entered), self._head.recorded_at
        stamp: datetime | None = None
        salts = iter_unpack(f"{SALT_BYTES}s", token_bytes(SALT_BYTES * len(self._new)))
        for ((event, place, _, content), entry), (salt,) in zip(self._new, salts, strict=True):
            new_id = entry if event.id is None else None
            if event.recorded_at is None and not self._register:
                if stamp is None:  # now, but never before the newest
                    newest = entered if newest is None or entered > newest else newest
                    stamp = instant(newest)
                recorded = newest
                data, personal = seal(event, entered_at, id=new_id, recorded_at=stamp, salt=salt)
            else:
                recorded = micros(event.registered_at)
                if recorded > self._latest:
                    raise self._too_late(event, place)
                if newest is None or recorded > newest:
                    newest, stamp = recorded, None
                elif recorded < newest and not self._register:
                    raise _too_early(event, place, newest)
                data, personal = seal(event, entered_at, id=new_id, salt=salt)
            other = None if content is None or content == entry else content.bytes
            drafts.append(Draft(event.type, data, tags_of(event), personal, entry.bytes, other, recorded, entered))
        return drafts

    def _too_late(self, event: Event, place: str) -> EntryRefused:
        now = instant(self._latest) - FARTHEST_AHEAD
        return EntryRefused(
            f"{place}: register time {event.registered_at.isoformat()} is more than five years after the ledger's "
            f"clock, {now.isoformat(timespec='seconds')}: expected one that has come, and a clock that is right"
        )


def _too_early(event: Event, place: str, newest: int) -> EntryRefused:
    return EntryRefused(
        f"{place}: recorded_at {event.registered_at.isoformat()} is earlier than the newest entry's, "
        f"{instant(newest).isoformat()}: expected none, or import it as an old register"
    )


def says_the_same(there: Event, given: Event) -> bool:
    """Whether an event given says what the entry does; a register time it does not give is any.

    >>> from datetime import UTC, datetime
    >>> from leadledger.events import HoldReleased
    >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    >>> entry = HoldReleased(occurred_at=at, deal="d1", recorded_at=at)
    >>> says_the_same(entry, HoldReleased(occurred_at=at, deal="d1"))
    True
    """
    if type(there) is not type(given):
        return False
    left_out = {"id": None, "recorded_at": None}
    if given.recorded_at is not None and given.recorded_at != there.registered_at:
        return False
    return {**there.__dict__, **left_out} == {**given.__dict__, **left_out}
