"""The id of an entry that was given none: derived from its content alone, and ordered by its register time."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from leadledger.events.base import Event
from leadledger.events.personal import personal_fields

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def public_content(event: Event) -> bytes:
    """Return what an entry says, without its id and its personal fields: canonical JSON, keys sorted.

    The register time is filled in; what is left at its default is left out. When it happened and when it was entered
    stand in UTC: the same entry written with another offset is the same entry.

    >>> from datetime import UTC, datetime
    >>> from leadledger.events import CallReceived
    >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    >>> public_content(CallReceived(occurred_at=at, customer="c1", agent="li", phone="138")).decode()[:40]
    '{"agent":"li","customer":"c1","occurred_'
    """
    cls = type(event)
    content = cls.__pydantic_serializer__.to_python(
        event, mode="json", exclude_defaults=True, exclude=_left_out_or_said_anew(cls)
    )
    content["type"] = event.type
    version: int = event.version
    if version > 1:
        content["version"] = version
    happened, registered = event.occurred_at, event.registered_at
    content["occurred_at"] = said = _in_utc(happened)
    content["recorded_at"] = said if registered is happened else _in_utc(registered)
    return _encode(content).encode()


@cache
def _left_out_or_said_anew(cls: type[Event]) -> set[str]:
    return {*personal_fields(cls), "id", "occurred_at", "recorded_at"}


def _in_utc(instant: datetime) -> str:
    try:
        return instant.astimezone(UTC).isoformat()
    except OverflowError:  # within a day of the calendar's ends
        return instant.isoformat()


def derive_id(event: Event, ordinal: int = 0) -> UUID:
    """Derive the UUIDv8 of an entry: 48 bits of its register time in milliseconds, then a digest of its content.

    Entries that differ only in personal fields are told apart by *ordinal*, 0 for the first one entered: nobody can
    guess a name or a number from an id. Times before 1970 count as 1970.

    >>> from datetime import UTC, datetime
    >>> from leadledger.events import CallReceived
    >>> call = CallReceived(occurred_at=datetime(2026, 3, 1, 10, tzinfo=UTC), customer="c1", agent="li")
    >>> derive_id(call) == derive_id(call), derive_id(call) == derive_id(call, 1), derive_id(call).version
    (True, False, 8)
    """
    digest = hashlib.sha256(b"%d\n" % ordinal + public_content(event)).digest()
    rest = int.from_bytes(digest[:10], "big")
    milliseconds = max(0, (event.registered_at - _EPOCH) // _MILLISECOND)
    number = milliseconds << 80 | 0x8 << 76 | (rest >> 62 & 0xFFF) << 64 | 0b10 << 62 | rest & (1 << 62) - 1
    return UUID(int=number)
