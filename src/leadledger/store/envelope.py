r"""An entry as it is stored: a part that is hashed, and beside it a personal part that the hashed part commits to.

The hashed part is two lines: a header, and the event's JSON without its personal fields.
The personal part is 32 bytes of salt and a JSON object of the personal fields.
The header holds the hash of the personal part, so that taking it away later leaves every proof as it was,
and the salt keeps anyone from guessing what was taken away.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, lru_cache
from hashlib import sha256
from typing import Final, NamedTuple
from uuid import UUID

from pydantic import ValidationError

from leadledger.errors import EventInvalid, TimeNaive
from leadledger.events import EVENT_TYPES, Event, parse_event, personal_fields
from leadledger.events.declared import EventTypes
from leadledger.events.wire import current_version, name_of

SALT_BYTES: Final = 32
"""The length of the salt at the start of a personal part."""

_HEADER: Final = re.compile(
    rb'\{"entered_at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)"(?:,"position":([1-9]\d{0,18}))?'
    rb'(?:,"personal":"([0-9a-f]{64})")?'
    rb'(?:,"content":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")?\}\n'
)
_OCCURRED: Final = b'"occurred_at":"'
_ID_WIDTH: Final = len(b'"id":"00000000-0000-0000-0000-000000000000",')
_OFFSET: Final = -len("+00:00")
_TYPE: Final = re.compile(rb'\{"type":"((?:app\.)?[A-Za-z][A-Za-z0-9]*)"')
_HEADERLESS: Final = "the stored entry does not begin with a header that says when it was entered"


class Sealed(NamedTuple):
    """An entry ready to be stored: *data* is hashed, *personal* stands beside it, ``None`` where there is nothing."""

    data: bytes
    personal: bytes | None


class _Shape(NamedTuple):
    opening: bytes
    personal: set[str]
    write: Callable[..., bytes]
    read: Callable[[bytes], Event]


@cache
def _shape(cls: type[Event]) -> _Shape:
    """How events of a type are written today, and the compiled code that does it."""
    version = current_version(cls)
    name = name_of(cls)
    opening = f'{{"type":"{name}",' + (f'"version":{version},' if version != 1 else "")
    serializer, validator = cls.__pydantic_serializer__, cls.__pydantic_validator__
    return _Shape(opening.encode(), set(personal_fields(cls)), serializer.to_json, validator.validate_json)


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
    opening, names, write, _ = _shape(type(event))
    header = _header_start(entered_at if entered_at.tzinfo is UTC else _in_utc(entered_at))
    if position is not None:
        header = b'%b,"position":%d' % (header, position)
    if names.isdisjoint(event.__pydantic_fields_set__):
        body, said = write(event, exclude_defaults=True)[1:], b"{}"
    else:
        body = write(event, exclude_defaults=True, exclude=names)[1:]
        said = write(event, exclude_defaults=True, include=names)
    if recorded_at is not None:
        start = 0 if event.id is None else _ID_WIDTH
        behind = body.index(b'"', start + len(_OCCURRED)) + 1
        said_at = _register_time(recorded_at if recorded_at.tzinfo is UTC else _in_utc(recorded_at))
        body = b"".join((body[:behind], said_at, body[behind:]))
    if id is not None:
        opening = b'%b"id":"%b",' % (opening, str(id).encode())
    end = b"}\n" if content is None else b',"content":"%b"}\n' % str(content).encode()
    if said == b"{}":
        return Sealed(b"".join((header, end, opening, body)), None)
    if salt is None:
        salt = secrets.token_bytes(SALT_BYTES)
    elif len(salt) != SALT_BYTES:
        raise ValueError(f"a salt is {SALT_BYTES} bytes long, not {len(salt)}")
    personal = salt + said
    return Sealed(b"".join((header, b',"personal":"', _commitment(personal), b'"', end, opening, body)), personal)


def unseal(kind: str, data: bytes, personal: bytes | None, types: EventTypes | None = None) -> Event:
    """Return the event that was stored as *data* and *personal*; an older version is brought up to the newest.

    *types* are the event types there are, declared ones beside the contract's own; only these where it is left out.

    Whether the two fit together is not looked at here: see :func:`flaw`.

    Raises:
        EventInvalid: they say no event of this release.

    >>> from leadledger.events import HoldReleased
    >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    >>> unseal("HoldReleased", *seal(HoldReleased(occurred_at=at, deal="d1", note="by phone"), at)).note
    'by phone'
    """
    start = data.find(b"\n") + 1
    body = data[start:] if personal is None else b"".join((data[start:-1], b",", personal[SALT_BYTES + 1 :]))
    cls = (EVENT_TYPES if types is None else types).get(kind)
    if cls is not None:
        opening, _, _, read = _shape(cls)
        if body.startswith(opening):
            try:
                return read(body)
            except ValidationError:
                pass  # said below in one sentence
    return parse_event(body, types)


def entered_at_of(data: bytes) -> datetime:
    """Return when the entry was entered, in UTC, from its hashed part.

    Raises:
        EventInvalid: it has no such header.

    >>> entered_at_of(b'{"entered_at":"2026-03-01T10:00:00.000000Z"}\\n{}').isoformat()
    '2026-03-01T10:00:00+00:00'
    """
    header = _header(data)
    if header is None:
        expected = "a header with the time of entry"
        raise EventInvalid(_HEADERLESS, field="entered_at", expected=expected)
    return header.entered_at


def kind_of(data: bytes) -> str | None:
    """Return the event type that the hashed part says, as it was called when written; ``None`` if it says none.

    >>> kind_of(b'{"entered_at":"2026-03-01T10:00:00.000000Z"}\\n{"type":"HoldReleased","deal":"d1"}')
    'HoldReleased'
    """
    said = _TYPE.match(data, data.find(b"\n") + 1)
    return None if said is None else said[1].decode()


def content_of(data: bytes) -> bytes | None:
    """Return the id of its content that the header says, as bytes; ``None`` if it says none.

    >>> content_of(b'{"entered_at":"2026-03-01T10:00:00.000000Z"}\\n{}') is None
    True
    """
    header = _header(data)
    return None if header is None or header.content is None else UUID(header.content.decode()).bytes


def position_of(data: bytes) -> int | None:
    """Return the position that the header says the entry stands at; ``None`` if it says none.

    >>> position_of(b'{"entered_at":"2026-03-01T10:00:00.000000Z","position":17}\\n{}')
    17
    """
    header = _header(data)
    return None if header is None else header.position


def flaw(data: bytes, personal: bytes | None) -> str | None:
    """Return what is wrong with the header, or with the personal part beside it; ``None`` if they fit.

    >>> flaw(b'{"entered_at":"2026-03-01T10:00:00.000000Z"}\\n{}', b"more")
    'a personal part stands beside the entry, but its header speaks of none'
    """
    header = _header(data)
    if header is None:
        return _HEADERLESS
    commitment = header.commitment
    if commitment is None:
        return None if personal is None else "a personal part stands beside the entry, but its header speaks of none"
    if personal is None:
        return "the personal part that the header speaks of is missing"
    return None if _commitment(personal) == commitment else "the personal part is not the one that was entered"


class _Header(NamedTuple):
    """When the entry was entered and where it stands, the commitment to its personal part, the id of its content."""

    entered_at: datetime
    position: int | None
    commitment: bytes | None
    content: bytes | None


def _header(data: bytes) -> _Header | None:
    found = _HEADER.match(data)
    if found is None:
        return None
    entered_at, position, commitment, content = found.groups()
    try:
        at = datetime.fromisoformat(entered_at.decode())
        return _Header(at, None if position is None else int(position), commitment, content)
    except ValueError:  # 31 February
        return None


def _commitment(personal: bytes) -> bytes:
    return sha256(b"\x02" + personal).hexdigest().encode()


def _in_utc(entered_at: datetime) -> datetime:
    if entered_at.utcoffset() is None:
        raise TimeNaive("the time of entry", entered_at)
    return entered_at.astimezone(UTC)


@lru_cache(maxsize=16)
def _register_time(recorded_at: datetime) -> bytes:
    return f',"recorded_at":"{recorded_at.isoformat()[:_OFFSET]}Z"'.encode()


@lru_cache(maxsize=16)  # a batch is entered at one time
def _header_start(entered_at: datetime) -> bytes:
    return f'{{"entered_at":"{entered_at.isoformat(timespec="microseconds")[:_OFFSET]}Z"'.encode()
