"""Whether what is kept beside an entry follows from its data, told of most entries without reading them as events.

An event is read field by field and checked, which takes several times as long as all its hashes. To hold the columns of
a row against its data that is not needed: what the data must begin with is put together from the columns, and of the
rest only the fields that an entry is found by are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, NamedTuple

from pydantic_core import from_json

from leadledger.events import EVENT_TYPES, personal_fields
from leadledger.events.wire import current_version
from leadledger.store.instants import instant, micros
from leadledger.store.tags import PRESENCE, plain_steps, presence

_TIMES_KEPT: Final = 1_000
_KINDS_KEPT: Final = 1_000
_RECORDED: Final = b'","recorded_at":"'


class _Kind(NamedTuple):
    """How entries of a type are written, and which of their fields name something."""

    opening: bytes
    fields: frozenset[str]
    required: frozenset[str]
    steps: tuple[tuple[str, str], ...]
    presence: bool


class Agreement:
    """Tells whether a row agrees with its data, as :func:`leadledger.store.checking.fault` would.

    A yes is sure but for the values of fields that no column says anything of; a no only says that it has to be looked
    at more closely. *type_name* and *tag_name* give the names that stand for numbers.
    """

    def __init__(self, type_name: Callable[[object], str | None], tag_name: Callable[[object], str | None]) -> None:
        def kind(number: object) -> _Kind | None:
            return _kind(type_name(number))

        self._kind: Final = lru_cache(maxsize=_KINDS_KEPT)(kind)
        self._tag_name: Final = tag_name

    def of(self, row: tuple[Any, ...], numbers: Sequence[int], not_before: int | None) -> bool:
        """Whether a row, whose tags are *numbers*, agrees with its data, and was not entered before *not_before*."""
        position, type_, _, data, leaf, personal, id_, content, recorded_at, entered_at = row
        try:
            kind = self._kind(type_)
            if kind is None or leaf != sha256(b"\x00" + data).digest():
                return False
            if type(entered_at) is not int or (not_before is not None and entered_at < not_before):
                return False
            header = _header(entered_at, position, personal, content)
            start = b'%b%b"id":"%b","occurred_at":"' % (header, kind.opening, _uuid(id_))
            if not data.startswith(start):
                return False
            occurred_at, registered_at = _times(data, len(start))
            if type(recorded_at) is not int or recorded_at != _micros(registered_at):
                return False
            return list(map(self._tag_name, numbers)) == _tags(kind, from_json(data[len(header) :]), occurred_at)
        except (TypeError, ValueError, AttributeError, OverflowError):
            return False


def _kind(name: str | None) -> _Kind | None:
    """How a type is written; None where its entries are to be looked at more closely."""
    cls = None if name is None else EVENT_TYPES.get(name)
    steps = None if cls is None else plain_steps(cls)
    if cls is None or steps is None or current_version(cls) != 1:
        return None
    beside = personal_fields(cls)
    return _Kind(
        f'{{"type":"{name}",'.encode(),
        frozenset(cls.model_fields.keys() - beside - {"version"}),
        frozenset(field for field, info in cls.model_fields.items() if info.is_required()) - beside - {"type"},
        steps,
        issubclass(cls, PRESENCE),
    )


def _tags(kind: _Kind, fields: dict[str, Any], occurred_at: bytes) -> list[str] | None:
    """The tags that follow from the fields; None where fields are missing, or are there that the type does not have."""
    if not kind.required <= fields.keys() <= kind.fields:
        return None
    found: dict[str, None] = {}
    for name, prefix in kind.steps:
        if name not in fields:
            continue
        value = fields[name]
        if type(value) is str:
            found[prefix + value] = None
        else:
            for one in value:
                found[prefix + one] = None
    if kind.presence:
        found[presence(fields["agent"], _instant(occurred_at).date())] = None
    return list(found)


def _header(entered_at: int, position: int, personal: bytes | None, content: bytes | None) -> bytes:
    """The header that data with these columns beside it begins with."""
    start = b'%b,"position":%d' % (_header_start(entered_at), position)
    if personal is not None:
        start += b',"personal":"%b"' % sha256(b"\x02" + personal).hexdigest().encode()
    return start + (b"}\n" if content is None else b',"content":"%b"}\n' % _uuid(content))


def _times(data: bytes, at: int) -> tuple[bytes, bytes]:
    """When it happened and when the register took it, as the data says them; the former begins *at*."""
    end = data.index(b'"', at)
    if not data.startswith(_RECORDED, end):
        return data[at:end], data[at:end]
    start = end + len(_RECORDED)
    return data[at:end], data[start : data.index(b'"', start)]


def _uuid(id_: bytes) -> bytes:
    if len(id_) != 16:
        raise ValueError("an id is 16 bytes long")
    text = id_.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}".encode()


@lru_cache(maxsize=_TIMES_KEPT)
def _header_start(entered_at: int) -> bytes:
    return f'{{"entered_at":"{instant(entered_at).isoformat(timespec="microseconds")[:-6]}Z"'.encode()


@lru_cache(maxsize=_TIMES_KEPT)
def _micros(text: bytes) -> int:
    return micros(_instant(text))


def _instant(text: bytes) -> datetime:
    at = datetime.fromisoformat(text.decode())
    if at.tzinfo is None:
        raise ValueError("it has no offset")
    return at.astimezone(UTC)
