"""The tables of a ledger's file, as steps from each schema version to the next."""

from __future__ import annotations

from sqlite3 import Connection
from typing import Final

APPLICATION_ID: Final = 0x6C656467
"""Stands in the header of every ledger: "ledg"."""

_FIRST: Final = (
    """CREATE TABLE event (
        position INTEGER PRIMARY KEY,
        type INTEGER NOT NULL,
        tags BLOB NOT NULL,
        data BLOB NOT NULL,
        leaf BLOB NOT NULL,
        personal BLOB,
        id BLOB,
        content BLOB,
        recorded_at INTEGER,
        entered_at INTEGER
    )""",
    "CREATE UNIQUE INDEX event_id ON event (id) WHERE id IS NOT NULL",
    "CREATE INDEX event_content ON event (content) WHERE content IS NOT NULL",
    "CREATE INDEX event_by_type ON event (type)",
    "CREATE INDEX event_recorded_at ON event (recorded_at) WHERE recorded_at IS NOT NULL",
    "CREATE TABLE event_type (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    """CREATE TABLE event_tag (
        tag INTEGER NOT NULL,
        type INTEGER NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (tag, type, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE head (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        size INTEGER NOT NULL,
        recorded_at INTEGER,
        entered_at INTEGER,
        frontier BLOB NOT NULL
    )""",
    "INSERT INTO head (one, size, frontier) VALUES (1, 0, x'0000000000000000')",
)

STEPS: tuple[tuple[str, ...], ...] = (_FIRST,)
"""The statements of step *n* lead from schema version *n* to *n + 1*; a step that stands here is never changed."""


def newest() -> int:
    """The schema version this library writes."""
    return len(STEPS)


def version_of(connection: Connection) -> int:
    """The schema version of the file, 0 where it has no tables yet."""
    row: tuple[int] = connection.execute("PRAGMA user_version").fetchone()
    return row[0]


def upgrade(connection: Connection) -> None:
    """Run the steps the file has not seen; the caller holds the transaction.

    >>> import sqlite3
    >>> connection = sqlite3.connect(":memory:", isolation_level=None)
    >>> upgrade(connection)
    >>> version_of(connection) == newest()
    True
    >>> connection.close()
    """
    found = version_of(connection)
    if found == 0:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for step in STEPS[found:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {newest()}")
