"""Reading a ledger's tables when nothing in them is trusted: neither types, nor texts, nor that they can be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from sqlite3 import Connection
from typing import Any, Final

_PAGE: Final = 500
_FIRST: Final = -(2**63)
_NAMES_KEPT: Final = 50_000
_NEIGHBOURS: Final = 200
_DAMAGE: Final = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_ERROR}
)
_ROWS: Final = (
    "SELECT position, type, tags, data, leaf, personal, id, content, recorded_at, entered_at FROM event"
    " WHERE position >= ? AND position <= ? ORDER BY position LIMIT ?"
)


UNREADABLE: Final = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises; the second where a damaged word stands in SQLite's own message."""


def pages(connection: Connection, upto: int) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of entries in order, some hundreds at a time.

    Where a page cannot be read they come one at a time, up to the one that cannot.
    """
    start, page = _FIRST, _PAGE
    while True:
        try:
            found = connection.execute(_ROWS, (start, upto, page)).fetchall()
        except UNREADABLE:
            if page == 1:
                raise
            page = 1
            continue
        yield found
        if len(found) < page or found[-1][0] >= upto:
            return
        start = found[-1][0] + 1


def namer(connection: Connection, table: str) -> Callable[[object], str | None]:
    """Return a function from the numbers in a table of names to the names, None where there is none.

    Neighbours are read together, since names get their numbers in the order in which entries first have them.
    """
    one = f"SELECT id, name FROM {table} WHERE id = ?"  # noqa: S608 - a table of ours
    several = f"SELECT id, name FROM {table} WHERE id >= ? AND id < ?"  # noqa: S608
    names: dict[object, str | None] = {}

    def name(number: object) -> str | None:
        if number not in names:
            if len(names) >= _NAMES_KEPT:
                names.clear()
            names.update(read(number))
        return names[number]

    def read(number: object) -> dict[object, str | None]:
        if type(number) is not int:
            return {number: None}
        try:
            rows = connection.execute(several, (number, min(number + _NEIGHBOURS, -_FIRST - 1))).fetchall()
        except UNREADABLE:
            rows = connection.execute(one, (number,)).fetchall()
        return {number: None, **{id_: name for id_, name in rows if isinstance(name, str)}}

    return name


def damage(error: sqlite3.DatabaseError | UnicodeDecodeError) -> str:
    """The sentence for what cannot be read; what is no damage (a lock, a closed ledger) is raised again."""
    if isinstance(error, UnicodeDecodeError):
        return f"the file is damaged: {error.object.decode(errors='backslashreplace')}"
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF
    if code not in _DAMAGE:
        raise error
    return f"the file is damaged: {error}"


@contextmanager
def texts_as_they_are(connection: Connection) -> Generator[None]:
    """Read texts that are no UTF-8 as well: a changed one is a finding, not a failure."""
    before = connection.text_factory
    connection.text_factory = _decoded
    try:
        yield
    finally:
        connection.text_factory = before


@contextmanager
def unmapped(connection: Connection) -> Generator[None]:
    """Read the file page by page and not mapped into memory, of which a walk over all of it would take as much."""
    before: tuple[int] | None = connection.execute("PRAGMA mmap_size").fetchone()
    connection.execute("PRAGMA mmap_size = 0")
    try:
        yield
    finally:
        if before is not None:
            connection.execute(f"PRAGMA mmap_size = {before[0]}")


@contextmanager
def at_one_state(connection: Connection) -> Generator[None]:
    """Let all that is read be of one and the same state, whatever others append meanwhile."""
    begins = not connection.in_transaction
    if begins:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        if begins and connection.in_transaction:  # some damage ends it
            connection.execute("ROLLBACK")


def _decoded(raw: bytes) -> str:
    return raw.decode(errors="surrogateescape")
