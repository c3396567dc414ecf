"""One stored entry held against itself: everything beside its bytes is worked out from them again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from leadledger.errors import EventInvalid, EventUndeclared, LeadledgerError
from leadledger.events import EVENT_TYPES, Event
from leadledger.events.declared import EventTypes
from leadledger.store.envelope import content_of, entered_at_of, flaw, kind_of, position_of, unseal
from leadledger.store.instants import micros
from leadledger.store.merkle import leaf_hash
from leadledger.store.tags import tags_of


class Stored(NamedTuple):
    """A row of the table of entries, its type and its tags by name (None: no such name); nothing in it is trusted."""

    position: int
    type: str | None
    tags: list[str | None]
    data: Any
    leaf: Any
    personal: Any
    id: Any
    content: Any
    recorded_at: Any
    entered_at: Any


def fault(
    stored: Stored, *, not_before: int | None = None, types: Callable[[], EventTypes] = lambda: EVENT_TYPES
) -> str | None:
    """Return what is wrong with an entry, in one sentence; None if all of it fits together.

    *not_before* is the newest time of entry before it, in microseconds since 1970, and *types* gives the event types
    there are; it is asked where an entry is of an app's type. What was appended through the bare recorder has no
    header: of it only the hash, and that type and tags have names, can be looked at. Of an entry whose type nothing
    declares, what every entry has is looked at beside.
    """
    if not isinstance(stored.data, bytes):
        return "its data is not stored as bytes"
    if stored.leaf != leaf_hash(stored.data):
        return "its data does not have the hash that is kept beside it"
    if stored.type is None:
        return "its type is a number that no type has"
    if None in stored.tags:
        return "one of its tags is a number that no tag has"
    besides = (stored.personal, stored.id, stored.content, stored.recorded_at, stored.entered_at)
    try:
        entered_at = micros(entered_at_of(stored.data))
    except EventInvalid as error:
        return None if besides == (None,) * len(besides) else str(error)
    entered_as = position_of(stored.data)
    if entered_as != stored.position:
        return f"it was entered as entry {entered_as}" if entered_as else "its header does not say its position"
    if stored.personal is not None and not isinstance(stored.personal, bytes):
        return "its personal part is not stored as bytes"
    wrong = flaw(stored.data, stored.personal)
    if wrong is not None:
        return wrong
    if not _same(stored.entered_at, entered_at):
        return "the time of entry kept beside it is not the one in its header"
    if not_before is not None and entered_at < not_before:
        return "it was entered earlier than the entry before it"
    if stored.content != content_of(stored.data):
        return "the id of its content is not the one in its header"
    return _not_from_data(stored, stored.type, types)


def _not_from_data(stored: Stored, kind: str, types: Callable[[], EventTypes]) -> str | None:
    """What is kept beside the data, and does not follow from it."""
    if kind != kind_of(stored.data):
        return f"it is kept as {kind}, and its data says {kind_of(stored.data)}"
    try:
        event = unseal(kind, stored.data, stored.personal, None if kind in EVENT_TYPES else types())
    except EventUndeclared:
        return _not_from_text(stored)
    except LeadledgerError as error:
        return f"it cannot be read: {error}"
    return _not_from_event(stored, event)


def _not_from_event(stored: Stored, event: Event) -> str | None:
    """What is kept for finding the event, and does not follow from it."""
    if event.id is None or stored.id != event.id.bytes:
        return "the id kept beside it is not the one in its data"
    if not _same(stored.recorded_at, micros(event.registered_at)):
        return "the register time kept beside it is not the one in its data"
    if stored.tags != tags_of(event):
        return "the tags kept beside it are not those of its data"
    return None


def _not_from_text(stored: Stored) -> str | None:
    """What is kept for finding an entry of a type that nothing declares, and does not follow from what it says."""
    try:
        said = json.loads(stored.data[stored.data.find(b"\n") + 1 :])
        entry = UUID(said["id"]).bytes
        registered = datetime.fromisoformat(said.get("recorded_at", said["occurred_at"]))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        return f"it cannot be read: {type(error).__name__} in what every entry has"
    if stored.id != entry:
        return "the id kept beside it is not the one in its data"
    if registered.tzinfo is None or not _same(stored.recorded_at, micros(registered)):
        return "the register time kept beside it is not the one in its data"
    return None


def _same(kept: object, said: int) -> bool:
    """Whether a column holds that whole number, and not a fraction equal to it."""
    return isinstance(kept, int) and kept == said
