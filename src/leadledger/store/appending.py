"""One append under the write lock: what is there already is found, what is new is stamped and written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from secrets import token_bytes
from struct import iter_unpack
from uuid import UUID

from leadledger.errors import EntryRefused, HistoryContradiction
from leadledger.events import Event, derive_id
from leadledger.store.entries import Incoming, Receipt, entry_of
from leadledger.store.envelope import SALT_BYTES, seal
from leadledger.store.instants import instant, micros
from leadledger.store.log import Log
from leadledger.store.records import Draft, Head
from leadledger.store.tags import tags_of

_Met = tuple[Event, UUID, int, str]
"""An entry that is there: what it says, its id and position, and what it is called."""


class Asked:
    """An event to be entered, with what can be worked out before the lock is taken.

    *content* is the id derived from what it says: its own where it brings none, unless that is taken.
    """

    __slots__ = ("content", "event", "id", "place", "tags")

    def __init__(self, incoming: Incoming, *, register: bool) -> None:
        event = incoming.event
        self.event, self.place = event, incoming.place
        self.content = None if event.id is not None and not register else derive_id(event)
        self.id = event.id or self.content
        self.tags = tags_of(event)


class Appending:
    """An append to a log whose head is known and held; *register* is the way old registers are entered."""

    def __init__(
        self, log: Log, conn: sqlite3.Connection, head: Head, now: datetime, *, register: bool, name: str
    ) -> None:
        self._log, self._conn, self._head, self._register, self._name = log, conn, head, register, name
        clock = micros(now)
        self._entered = clock if head.entered_at is None else max(clock, head.entered_at)
        self._newest = head.recorded_at
        self._stamp: datetime | None = None  # the newest register time, where a live entry was given it
        self._entered_at = instant(self._entered)
        self._met: dict[int, _Met] = {}  # by the number an id is: quicker to find
        self._met_as: dict[UUID, list[_Met]] = {}
        self._ordinals: dict[UUID, int] = {}
        self._drafts: list[Draft] = []
        self._positions: dict[bytes, int] = {}
        self._salts: Iterator[tuple[bytes]] = iter(())

    def append(self, asked: Sequence[Asked]) -> list[Receipt]:
        """Enter the events, and give a receipt for each.

        Raises:
            HistoryContradiction: an id stands on two entries of different content.
            EntryRefused: a live entry's *recorded_at* is earlier than the newest entry's.
        """
        if self._head.size:
            ids = [one.id.bytes for one in asked if one.id is not None]
            self._positions = self._log.positions_of(self._conn, ids)
        self._salts = iter_unpack(f"{SALT_BYTES}s", token_bytes(SALT_BYTES * len(asked)))
        receipts = [self._take(one) for one in asked]
        if self._drafts:
            self._log.append(self._conn, self._head, self._drafts)
        return receipts

    def _take(self, one: Asked) -> Receipt:
        assert one.id is not None, "an id is given or derived"
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
        met = self._met.get(entry.int)
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
        entries = map(entry_of, self._log.rows(self._conn, positions))
        called = f"{self._name}, entry" if self._name else "entry"
        return [(one.event, one.id, one.position, f"{called} {one.position}") for one in entries]

    def _enter(self, one: Asked, entry: UUID) -> Receipt:
        event, stamp = one.event, None
        if event.recorded_at is None and not self._register:
            recorded = self._entered if self._newest is None else max(self._newest, self._entered)
            if recorded != self._newest or self._stamp is None:
                self._newest, self._stamp = recorded, instant(recorded)
            stamp = self._stamp
        else:
            recorded = micros(event.registered_at)
            if self._newest is not None and recorded < self._newest and not self._register:
                raise EntryRefused(
                    f"{one.place}: recorded_at {event.registered_at.isoformat()} is earlier than the newest entry's, "
                    f"{instant(self._newest).isoformat()}: expected none, or import it as an old register"
                )
            self._newest = recorded if self._newest is None else max(recorded, self._newest)
        content = None if one.content is None or one.content == entry else one.content
        (salt,) = next(self._salts)
        new_id = entry if event.id is None else None
        sealed = seal(event, self._entered_at, id=new_id, recorded_at=stamp, salt=salt)
        self._drafts.append(
            Draft(
                event.type,
                sealed.data,
                one.tags,
                sealed.personal,
                entry.bytes,
                None if content is None else content.bytes,
                recorded,
                self._entered,
            )
        )
        position = self._head.size + len(self._drafts)
        self._met[entry.int] = met = (event, entry, position, one.place)
        if content is not None:
            self._alike(content)  # what is there already
            self._met_as.setdefault(content, []).append(met)
        return Receipt(position, entry, new=True)


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
