"""A file's tables, indexes, views and triggers held against those of a ledger made new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from sqlite3 import Connection
from typing import Any, Final

from leadledger.store import schema
from leadledger.store.opening import MEMORY

_OBJECTS: Final = "SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY type, name"
_MOST_NAMED: Final = 5
_TRACKING: Final = ("table", "tracking")
_TRACKING_TABLES: Final = tuple(
    ("tracking", f"CREATE TABLE tracking (application_name TEXT, notification_id INTEGER, {key}) WITHOUT ROWID")
    for key in ("PRIMARY KEY (application_name)", "PRIMARY KEY (application_name, notification_id)")
)
"""How far projections have come: eventsourcing's recorder keeps it in the same file, one line for each or several."""

_Objects = dict[tuple[Any, Any], tuple[Any, Any]]


def other_tables(connection: Connection) -> str | None:
    """Return what is missing in the file's schema or does not belong there, in one sentence; None if it is a ledger's.

    >>> connection = sqlite3.connect(":memory:", isolation_level=None)
    >>> schema.upgrade(connection)
    >>> other_tables(connection) is None
    True
    >>> _ = connection.execute("CREATE TRIGGER mine AFTER INSERT ON event BEGIN DELETE FROM tag; END")
    >>> _ = connection.execute("DROP INDEX event_by_type")
    >>> other_tables(connection)
    'its tables are not those of a ledger: index event_by_type is missing, trigger mine on event does not belong there'
    >>> connection.close()
    """
    with closing(sqlite3.connect(MEMORY, isolation_level=None)) as fresh:
        schema.upgrade(fresh)
        expected = _objects(fresh)
    found = _objects(connection)
    if found.get(_TRACKING) in _TRACKING_TABLES:
        del found[_TRACKING]
    wrong = list(_differences(found, expected))
    if not wrong:
        return None
    more = [f"and {len(wrong) - _MOST_NAMED} more"] if len(wrong) > _MOST_NAMED else []
    return f"its tables are not those of a ledger: {', '.join(wrong[:_MOST_NAMED] + more)}"


def _objects(connection: Connection) -> _Objects:
    """What each thing in the schema belongs to and how it is defined, by its kind and its name."""
    return {(kind, name): (table, sql) for kind, name, table, sql in connection.execute(_OBJECTS)}


def _differences(found: _Objects, expected: _Objects) -> Iterator[str]:
    for thing, definition in expected.items():
        if thing not in found:
            yield f"{_shown(*thing)} is missing"
        elif found[thing] != definition:
            yield f"{_shown(*thing)} is defined otherwise"
    for thing, (table, _) in found.items():
        if thing not in expected:
            of = f" on {_shown(table)}" if thing[0] in ("trigger", "index") else ""
            yield f"{_shown(*thing)}{of} does not belong there"


def _shown(*words: object) -> str:
    """Names on one line, whatever somebody called them."""
    return " ".join(" ".join(map(str, words)).split())
