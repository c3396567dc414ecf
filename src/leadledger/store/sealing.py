"""Sealing: an event made into the two parts that are stored, as :mod:`leadledger.store.envelope` describes them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Final, NamedTuple
from uuid import UUID

from leadledger.errors import TimeNaive
from leadledger.events import Event, personal_fields
from leadledger.events.wire import current_version, name_of

SALT_BYTES: Final = 32
"""The length of the salt at the start of a personal part."""

_OCCURRED: Final = b'{"occurred_at":"'
_ID_WIDTH: Final = len(b'"id":"00000000-0000-0000-0000-000000000000",')
_OFFSET: Final = -len("+00:00")


class Sealed(NamedTuple):
    """An entry ready to be stored: *data* is hashed, *personal* stands beside it, ``None`` where there is nothing."""

    data: bytes
    personal: bytes | None


class Shape(NamedTuple):
    """How events of a type are written today, and the compiled code that writes and reads them."""

    opening: bytes
    personal: set[str]
    write: Callable[..., bytes]
    read: Callable[[bytes], Event]


@cache
def shape_of(cls: type[Event]) -> Shape:
    """How events of the type are written."""
    version = current_version(cls)
    name = name_of(cls)
    opening = f'{{"type":"{name}",' + (f'"version":{version},' if version != 1 else "")
    serializer, validator = cls.__pydantic_serializer__, cls.__pydantic_validator__
    return Shape(opening.encode(), set(personal_fields(cls)), serializer.to_json, validator.validate_json)


def seal(
    event: Event,
    entered_at: datetime,
    *,
    id: UUID | None = None,
    recorded_at: datetime | None = None,
    salt: bytes | None = None,
    content: UUID | None = None,
    position: int | None = None,
) -> Sealed:
    r"""Return the event as it is stored, entered at *entered_at*.

    *id* and *recorded_at*, which is written in UTC, are for an event that has none itself.
    *salt* is for tests: 32 bytes, drawn at random where it is left out. *content* is the id that follows from what it
    says, where that is not its own and the entry is to be known again by it; *position* is where it is to stand.

    Raises:
        TimeNaive: *entered_at* has no offset.
        ValueError: *salt* is not 32 bytes long.

    >>> from leadledger.events import CallReceived
    >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    >>> sealed = seal(CallReceived(occurred_at=at, customer="c1", agent="li", phone="138"), at, salt=bytes(32))
    >>> print(sealed.data.decode())  # doctest: +ELLIPSIS
    {"entered_at":"2026-03-01T10:00:00.000000Z","personal":"395dd7...c10c1f"}
    {"type":"CallReceived","occurred_at":"2026-03-01T10:00:00Z","customer":"c1","agent":"li"}
    >>> sealed.personal[32:]
    b'{"phone":"138"}'
    """
    if salt is None:
        salt = secrets.token_bytes(SALT_BYTES)
    elif len(salt) != SALT_BYTES:
        raise ValueError(f"a salt is {SALT_BYTES} bytes long, not {len(salt)}")
    return Sealed(*sealer(entered_at, recorded_at)(event, position, salt, id, content))


Sealer = Callable[[Event, int | None, bytes, UUID | None, UUID | None], tuple[bytes, bytes | None]]
"""Gives the two parts of an event, for its position, salt, id and content, as :func:`seal` takes them."""


def sealer(entered_at: datetime, recorded_at: datetime | None = None) -> Sealer:
    """What seals events that are entered, and registered, at one time: what is said of the time is worked out once.

    Raises:
        TimeNaive: *entered_at* has no offset.
    """
    now = _in_utc(entered_at, "microseconds")
    entered, said_at = b'{"entered_at":"%b"' % now, b""
    if recorded_at is not None:
        at_once = recorded_at is entered_at and entered_at.microsecond
        said_at = b',"recorded_at":"%b"' % (now if at_once else _in_utc(recorded_at, "auto"))

    def sealed(
        event: Event, position: int | None, salt: bytes, id: UUID | None, content: UUID | None
    ) -> tuple[bytes, bytes | None]:
        opening, names, write, _ = shape_of(type(event))
        personal, committed = None, b""
        if names.isdisjoint(event.__pydantic_fields_set__):
            body = write(event, exclude_defaults=True)
        else:
            body = write(event, exclude_defaults=True, exclude=names)
            said = write(event, exclude_defaults=True, include=names)
            if said != b"{}":
                personal = salt + said
                committed = b',"personal":"%b"' % commitment_of(personal)
        behind = 1
        if said_at:
            behind = body.index(b'"', len(_OCCURRED) + (0 if event.id is None else _ID_WIDTH)) + 1
        place = b"" if position is None else b',"position":%d' % position
        about = b"" if content is None else b',"content":"%b"' % str(content).encode()
        named = b"" if id is None else b'"id":"%b",' % str(id).encode()
        header = (entered, place, committed, about, b"}\n")
        return b"".join((*header, opening, named, body[1:behind], said_at, body[behind:])), personal

    return sealed


def commitment_of(personal: bytes) -> bytes:
    """The hash that a header says of a personal part, in hexadecimal."""
    return sha256(b"\x02" + personal).hexdigest().encode()


def _in_utc(at: datetime, timespec: str) -> bytes:
    if at.utcoffset() is None:
        raise TimeNaive("the time of entry", at)
    return f"{at.astimezone(UTC).isoformat(timespec=timespec)[:_OFFSET]}Z".encode()
