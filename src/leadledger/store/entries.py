"""Entries as they go into a ledger and come out of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from leadledger.events import Event
from leadledger.events.declared import EventTypes
from leadledger.store.envelope import unseal, unsealer
from leadledger.store.instants import instant
from leadledger.store.records import Row, made


class Incoming(NamedTuple):
    """An event to be entered, and what to call it in a refusal."""

    event: Event
    place: str


class Receipt(NamedTuple):
    """What became of an event that was entered: where it stands, under which id, and whether it was new."""

    position: int
    id: UUID
    new: bool


class Entry(NamedTuple):
    """An entry of the ledger: the event, its position in the order of entry, and when it was entered."""

    position: int
    event: Event
    recorded_at_micros: int
    entered_at_micros: int

    @property
    def entered_at(self) -> datetime:
        """When it was entered, by the ledger's own clock."""
        return instant(self.entered_at_micros)

    @property
    def id(self) -> UUID:
        """The entry's id."""
        assert self.event.id is not None, "every entry has an id"
        return self.event.id

    @property
    def recorded_at(self) -> datetime:
        """When the register took it."""
        return self.event.registered_at


def entries_of(rows: Sequence[Row]) -> list[Entry]:
    """The entries that rows of the contract's types hold, without what was appended past the ledger."""
    unseal = {kind: unsealer(kind) for kind in {row.type for row in rows}}
    return [
        made(Entry, (position, unseal[kind](data, personal), recorded_at, entered_at))
        for position, kind, data, personal, recorded_at, entered_at in rows
        if entered_at is not None
    ]


def entry_of(row: Row, types: EventTypes | None = None) -> Entry:
    """The entry that a row of the log holds; *types* are as for :func:`unseal`."""
    position, kind, data, personal, recorded_at, entered_at = row
    assert recorded_at is not None, "every entry was taken by a register at some time"
    assert entered_at is not None, "every entry was entered at some time"
    return Entry(position, unseal(kind, data, personal, types), recorded_at, entered_at)
