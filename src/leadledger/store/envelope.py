r"""An entry as it is stored: a part that is hashed, and beside it a personal part that the hashed part commits to.

The hashed part is two lines: a header, and the event's JSON without its personal fields.
The personal part is 32 bytes of salt and a JSON object of the personal fields.
The header holds the hash of the personal part, so that taking it away later leaves every proof as it was,
and the salt keeps anyone from guessing what was taken away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from pydantic import ValidationError

from leadledger.errors import EventInvalid
from leadledger.events import EVENT_TYPES, Event, parse_event
from leadledger.events.declared import EventTypes
from leadledger.store.sealing import SALT_BYTES, commitment_of, shape_of

_HEADER: Final = re.compile(
    rb'\{"entered_at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)"(?:,"position":([1-9]\d{0,18}))?'
    rb'(?:,"personal":"([0-9a-f]{64})")?'
    rb'(?:,"content":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")?\}\n'
)
_TYPE: Final = re.compile(rb'\{"type":"((?:app\.)?[A-Za-z][A-Za-z0-9]*)"')
_HEADERLESS: Final = "the stored entry does not begin with a header that says when it was entered"


def unseal(kind: str, data: bytes, personal: bytes | None, types: EventTypes | None = None) -> Event:
    """Return the event that was stored as *data* and *personal*; an older version is brought up to the newest.

    *types* are the event types there are, declared ones beside the contract's own; only these where it is left out.

    Whether the two fit together is not looked at here: see :func:`flaw`.

    Raises:
        EventInvalid: they say no event of this release.

    >>> from datetime import UTC
    >>> from leadledger.events import HoldReleased
    >>> from leadledger.store.sealing import seal
    >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    >>> unseal("HoldReleased", *seal(HoldReleased(occurred_at=at, deal="d1", note="by phone"), at)).note
    'by phone'
    """
    return unsealer(kind, types)(data, personal)


def unsealer(kind: str, types: EventTypes | None = None) -> Callable[[bytes, bytes | None], Event]:
    """What unseals entries of one type, as :func:`unseal` does: of many, the type is looked up once."""
    cls = (EVENT_TYPES if types is None else types).get(kind)
    shape = None if cls is None else shape_of(cls)
    opening, read = (b"", None) if shape is None else (shape.opening, shape.read)

    def unsealed(data: bytes, personal: bytes | None) -> Event:
        start = data.find(b"\n") + 1
        body = data[start:] if personal is None else b"%b,%b" % (data[start:-1], personal[SALT_BYTES + 1 :])
        if read is not None and body.startswith(opening):
            try:
                return read(body)
            except ValidationError:
                pass  # said below in one sentence
        return parse_event(body, types)

    return unsealed


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
    return None if commitment_of(personal) == commitment else "the personal part is not the one that was entered"


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
