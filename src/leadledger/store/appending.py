"""One append under the write lock: what is there already is found, what is new is stamped and written."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from leadledger.errors import EntryRefused, HistoryContradiction
from leadledger.events import Event, derive_id
from leadledger.store.entries import Incoming, Receipt, entry_of
from leadledger.store.envelope import seal
from leadledger.store.instants import instant, micros
from leadledger.store.log import Log
from leadledger.store.records import Draft, Head
from leadledger.store.tags import tags_of

_Met = tuple[Event, Receipt, str]
"""An entry that is there: what it says, the receipt for it, and what it is called."""


class Asked:
    """An event to be entered, with what can be worked out before the lock is taken.

    *content* is the id derived from what it says: its own where it brings none, unless that is taken.
    """

    __slots__ = ("content", "event", "place", "tags")

    def __init__(self, incoming: Incoming, *, register: bool) -> None:
        event = incoming.event
        self.event, self.place = event, incoming.place
        self.content = None if event.id is not None and not register else derive_id(event)
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
        self._entered_at = instant(self._entered)
        self._met: dict[UUID, _Met] = {}
        self._met_as: dict[UUID, list[_Met]] = {}
        self._ordinals: dict[UUID, int] = {}
        self._drafts: list[Draft] = []

    def append(self, asked: Sequence[Asked]) -> list[Receipt]:
        """Enter the events, and give a receipt for each.

        Raises:
            HistoryContradiction: an id stands on two entries of different content.
            EntryRefused: a live entry's *recorded_at* is earlier than the newest entry's.
        """
        receipts = [self._take(one) for one in asked]
        if self._drafts:
            self._log.append(self._conn, self._head, self._drafts)
        return receipts

    def _take(self, one: Asked) -> Receipt:
        if one.event.id is not None:
            there = self._there(one.event.id)
            if there is None:
                return self._enter(one, one.event.id)
            event, receipt, place = there
            if not says_the_same(event, one.event):
                raise HistoryContradiction(
                    f"id {one.event.id} stands on two entries of different content: {place} and {one.place}",
                    places=(place, one.place),
                )
            return receipt
        assert one.content is not None, "an id is given or derived"
        first = self._there(one.content)
        alike = self._alike(one.content) if self._register else ()
        for event, receipt, _ in alike if first is None else (first, *alike):
            if says_the_same(event, one.event):
                return receipt
        if first is None:
            return self._enter(one, one.content)
        ordinal = self._ordinals.get(one.content, 1)  # alike but for personal fields: told apart by number
        while (there := self._there(candidate := derive_id(one.event, ordinal))) is not None:
            event, receipt, _ = there
            if says_the_same(event, one.event):
                return receipt
            ordinal += 1
        if self._register:
            self._ordinals[one.content] = ordinal  # all before it were looked at
        return self._enter(one, candidate)

    def _there(self, entry: UUID) -> _Met | None:
        """The entry of that id: met in this append, or entered before."""
        met = self._met.get(entry)
        if met is not None or not self._head.size:
            return met
        position = self._log.position_of(self._conn, entry.bytes)
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
        return [(one.event, Receipt(one.position, one.id, new=False), f"{called} {one.position}") for one in entries]

    def _enter(self, one: Asked, entry: UUID) -> Receipt:
        event, changed = one.event, dict[str, Any]()
        if event.id is None:
            changed["id"] = entry
        if event.recorded_at is None and not self._register:
            self._newest = self._entered if self._newest is None else max(self._newest, self._entered)
            changed["recorded_at"] = instant(self._newest)
            recorded = self._newest
        else:
            recorded = micros(event.registered_at)
            if self._newest is not None and recorded < self._newest and not self._register:
                raise EntryRefused(
                    f"{one.place}: recorded_at {event.registered_at.isoformat()} is earlier than the newest entry's, "
                    f"{instant(self._newest).isoformat()}: expected none, or import it as an old register"
                )
            self._newest = recorded if self._newest is None else max(recorded, self._newest)
        if changed:
            event = event.model_copy(update=changed)
        content = one.content if one.content != entry else None
        sealed = seal(event, self._entered_at)
        self._drafts.append(
            Draft(
                type=event.type,
                data=sealed.data,
                tags=one.tags,
                personal=sealed.personal,
                id=entry.bytes,
                content=None if content is None else content.bytes,
                recorded_at=recorded,
                entered_at=self._entered,
            )
        )
        receipt = Receipt(self._head.size + len(self._drafts), entry, new=True)
        met = (event, Receipt(receipt.position, entry, new=False), one.place)
        self._met[entry] = met
        if content is not None:
            self._alike(content)  # what is there already
            self._met_as.setdefault(content, []).append(met)
        return receipt


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
