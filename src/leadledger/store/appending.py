"""One append under the write lock where some may be there already: those are found, what is new is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from leadledger.errors import HistoryContradiction
from leadledger.events import Event, derive_id
from leadledger.store.entries import Entry, Receipt
from leadledger.store.log import Log
from leadledger.store.records import Head, Row
from leadledger.store.stamping import Asked, stamped

_Met = tuple[Event, UUID, int, str]
"""An entry that is there: what it says, its id and position, and what it is called."""


class Appending:
    """An append to a log whose head is known and held; *register* is the way old registers are entered.

    *read* makes entries of what is there already; nothing new is registered before *closed_at*.
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
        closed_at: datetime | None = None,
    ) -> None:
        self._as_entries = read
        self._log, self._conn, self._head, self._register, self._name = log, conn, head, register, name
        self._now, self._closed_at = now, closed_at
        self._new: list[Asked] = []
        self._met: dict[UUID, _Met] = {}
        self._met_as: dict[UUID, list[_Met]] = {}
        self._ordinals: dict[UUID, int] = {}
        self._positions: dict[bytes, int] = {}

    def append(self, asked: Sequence[Asked]) -> list[Receipt]:
        """Enter what is new among the events, and give a receipt for each.

        Raises:
            HistoryContradiction: an id stands on two entries of different content.
            EntryRefused: a live entry's *recorded_at* is earlier than the newest entry's, a register time is more than
                five years after the clock, or it is before *closed_at*.
        """
        if self._head.size:
            self._positions = self._log.positions_of(self._conn, [one.id.bytes for one in asked])
        receipts = [self._take(one) for one in asked]
        if self._new:
            new = stamped(self._new, self._head, self._now, register=self._register, closed_at=self._closed_at)
            self._log.append(self._conn, self._head, list(new))
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
        self._new.append(one if one.id == entry else one._replace(id=entry))
        position = self._head.size + len(self._new)
        self._met[entry] = met = (one.event, entry, position, one.place)
        if one.content is not None and one.content != entry:
            self._alike(one.content)  # what is there already
            self._met_as.setdefault(one.content, []).append(met)
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
