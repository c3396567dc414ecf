"""The index of tags held against the entries: the same lines on both sides, and if not, the first that is wrong."""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable, Sequence
from sqlite3 import Connection, Cursor
from typing import Any, Final

from leadledger.store.untrusted import UNREADABLE, damage, pages

MOST: Final = 2**63 - 1
_PRIME: Final = 2**127 - 1
_SELECT: Final = "SELECT tag, type, position FROM event_tag"
_BEFORE: Final = " WHERE position < ?"
_LINE: Final = "SELECT count(*) FROM event_tag WHERE tag = ? AND type = ? AND position = ?"
_TAGS: Final = "SELECT tags, type FROM event WHERE position = ?"
_TOGETHER: Final = 1_000

Bad = tuple[int | None, str]


class Lines:
    """Lines of the index, each once, as one number: the product of their differences from a number drawn at random.

    Two sets that are not the same come to the same number with a chance of less than one in 2**100, whoever made them
    (Lipton's fingerprint of a multiset): it is drawn anew each time.
    """

    newest_tag: int
    """The highest number of a tag taken so far."""

    def __init__(self) -> None:
        self._at: Final = secrets.randbelow(_PRIME)
        self._product = 1
        self.newest_tag = 0

    def add(self, tags: Sequence[int], type_: int, position: int) -> None:
        """Take the lines of one entry: one for each of its tags."""
        at, product = self._at, self._product
        rest = type_ << 63 | position
        for tag in tags:
            product = product * (at - (tag << 95 | rest)) % _PRIME
        self._product = product
        self.newest_tag = max(self.newest_tag, *tags) if tags else self.newest_tag

    def are_those_of(self, connection: Connection, *, before: int) -> bool:
        """Whether they are the lines of the index whose positions are before one."""
        at, product = self._at, 1
        cursor = _read(connection, before)
        while some := cursor.fetchmany(_TOGETHER):
            for tag, type_, position in some:
                if not type(tag) is type(type_) is type(position) is int or tag >> 32 or type_ >> 32 or position < 1:
                    return False  # such a line is no entry's, and could have the number of another
                product = product * (at - (tag << 95 | type_ << 63 | position)) % _PRIME
        return product == self._product


def first_wrong(connection: Connection, *, before: int, tag_name: Callable[[object], str | None]) -> Bad | None:
    """The first position whose entry is not found by a tag of its own, or is by another's; all entries there are sound.

    It looks every line up, and is for an index that is known to be wrong.
    """
    missing, stray = _missing(connection, before, tag_name), _stray(connection, before, tag_name)
    found = [bad for bad in (missing, stray) if bad is not None]
    return min(found, key=lambda bad: bad[0] or 0, default=None)


def unpacked(packed: Any) -> tuple[int, ...] | None:
    """The numbers of an entry's tags; None where they are not stored as such."""
    if not isinstance(packed, bytes) or len(packed) % 4:
        return None
    return struct.unpack(f"<{len(packed) // 4}I", packed)


def _read(connection: Connection, before: int) -> Cursor:
    """The lines whose positions are before one, also those whose positions are no numbers where that is the last."""
    return connection.execute(_SELECT) if before == MOST else connection.execute(_SELECT + _BEFORE, (before,))


def _missing(connection: Connection, before: int, tag_name: Callable[[object], str | None]) -> Bad | None:
    for page in pages(connection, before - 1):
        for position, type_, packed, *_ in page:
            for tag in dict.fromkeys(unpacked(packed) or ()):
                try:
                    there = connection.execute(_LINE, (tag, type_, position)).fetchone() == (1,)
                except UNREADABLE as error:
                    return position, damage(error)
                if not there:
                    return position, f"it is not found by its tag {tag_name(tag)}"
    return None


def _stray(connection: Connection, before: int, tag_name: Callable[[object], str | None]) -> Bad | None:
    first: tuple[int, Any] | None = None
    try:
        for tag, type_, position in _read(connection, before):
            if type(position) is not int:
                continue  # it is missing where it should be, or is told of no entry
            if first is None or position < first[0]:
                row = connection.execute(_TAGS, (position,)).fetchone()
                if row is None or type_ != row[1] or tag not in (unpacked(row[0]) or ()):
                    first = position, tag
    except UNREADABLE:  # where it cannot be read is not known
        return None
    if first is None:
        return None
    return first[0], f"it is found by a tag that it does not have, {tag_name(first[1])}"
