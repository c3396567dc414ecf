"""Bare ``sqlite3``: the rows that the ledger wrote, inserted again into the same tables, with nothing worked out.

The rows are read from the ledger's file after the ledger has written them, so both files hold the same bytes, and the
same settings are put on the connection. What is left is what SQLite itself takes: the floor.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from leadledger.store import opening

_EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_TYPE = "INSERT INTO event_type VALUES (?, ?)"
_TAG = "INSERT INTO tag VALUES (?, ?)"
_EVENT_TAG = "INSERT INTO event_tag VALUES (?, ?, ?)"
_HEAD = "UPDATE head SET size = ?, recorded_at = ?, entered_at = ?, frontier = ?"
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Rows:
    """What one append put into each table."""

    events: list[tuple[Any, ...]]
    types: list[tuple[Any, ...]]
    tags: list[tuple[Any, ...]]
    event_tags: list[tuple[int, int, int]]
    head: tuple[Any, ...]


class Written:
    """The rows of a ledger's file, append by append."""

    def __init__(self, path: Path) -> None:
        self._conn = sqlite3.connect(path, isolation_level=None)
        self._position = self._type = self._tag = 0

    def news(self) -> Rows:
        """What was written since the last call."""
        events = self._after("event", "position", self._position)
        types = self._after("event_type", "id", self._type)
        tags = self._after("tag", "id", self._tag)
        self._position = events[-1][0] if events else self._position
        self._type = types[-1][0] if types else self._type
        self._tag = tags[-1][0] if tags else self._tag
        head = self._conn.execute("SELECT size, recorded_at, entered_at, frontier FROM head").fetchone()
        tagged = ((tag, row[1], row[0]) for row in events for tag in set(array("I", row[2])))
        return Rows(events, types, tags, sorted(tagged), head)

    def _after(self, table: str, key: str, last: int) -> list[tuple[Any, ...]]:
        return self._conn.execute(f"SELECT * FROM {table} WHERE {key} > ? ORDER BY {key}", (last,)).fetchall()

    def close(self) -> None:
        """Closes the file."""
        self._conn.close()


class Raw:
    """A file with a ledger's tables and settings."""

    def __init__(self, path: Path, *, cache_mebibytes: int = 64) -> None:
        self._conn = opening.connect(
            path, patience_seconds=_PATIENCE_SECONDS, cache_mebibytes=cache_mebibytes, create=not path.exists()
        )
        opening.prepare(self._conn, str(path), patience_seconds=_PATIENCE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._conn.close()

    def append(self, rows: Rows) -> None:
        """Inserts the rows of one append and commits once."""
        conn = self._conn
        conn.execute("BEGIN IMMEDIATE")
        if rows.types:
            conn.executemany(_TYPE, rows.types)
        if rows.tags:
            conn.executemany(_TAG, rows.tags)
        conn.executemany(_EVENT, rows.events)
        conn.executemany(_EVENT_TAG, rows.event_tags)
        conn.execute(_HEAD, rows.head)
        conn.execute("COMMIT")

    def about(self, tag: str) -> Sequence[tuple[Any, ...]]:
        """The rows of the events with a tag, as stored."""
        return self._conn.execute(
            "SELECT data, personal FROM event WHERE position IN "
            "(SELECT position FROM event_tag WHERE tag = (SELECT id FROM tag WHERE name = ?)) ORDER BY position",
            (tag,),
        ).fetchall()

    def read_everything(self) -> Iterator[tuple[Any, ...]]:
        """All rows in the order of entry, as stored."""
        return self._conn.execute("SELECT position, type, data, personal FROM event ORDER BY position")
