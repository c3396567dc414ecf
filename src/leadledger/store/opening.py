"""Opening a ledger's file: what is looked at before SQLite may touch it, and how a connection is set up."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Final

from leadledger.errors import LedgerRefused
from leadledger.store import files, schema

MEMORY: Final = ":memory:"

_MAGIC: Final = b"SQLite format 3\x00"
_APPLICATION_ID: Final = slice(68, 72)
_HEADER_BYTES: Final = 100
_PRAGMAS: Final = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 4096",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA mmap_size = 2147418112",
)


def begins_as_database(path: Path) -> bool:
    """Whether the file is there and begins as SQLite's do: whatever it is called, it is to be opened as a ledger."""
    try:
        header = files.first_bytes(path, len(_MAGIC))
    except (OSError, ValueError):
        return False
    return header is None or header == _MAGIC


def examine(path: Path, *, name: str, create: bool) -> None:
    """Refuse what is not a ledger, by reading its first bytes; nothing is written, and SQLite is not asked.

    Refusals call it by *name*, as its user does.
    """
    try:
        header = files.first_bytes(path, _HEADER_BYTES)
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise LedgerRefused(f"{name} cannot be opened: there is no folder {Path(name).parent}") from None
        if not create:
            raise LedgerRefused(f"there is no ledger {name}") from None
        return
    except IsADirectoryError:
        raise LedgerRefused(f"{name} is a folder: expected a ledger's file") from None
    except files.NotPlain:
        raise LedgerRefused(f"{name} is a pipe or a device: expected a ledger's file") from None
    except ValueError:
        raise LedgerRefused(f"{name!r} is no name of a file: expected one without zero bytes") from None
    except OSError as error:
        raise LedgerRefused(f"{name} cannot be opened: {error.strerror}") from None
    if header is None or (not header and create):
        return
    if not header.startswith(_MAGIC):
        raise LedgerRefused(f"{name} is not a ledger: expected a SQLite database written by leadledger")
    if int.from_bytes(header[_APPLICATION_ID], "big") != schema.APPLICATION_ID:
        raise LedgerRefused(f"{name} is a SQLite database, but not a ledger: it was not written by leadledger")


def connect(
    path: Path | None, *, patience_seconds: float, cache_mebibytes: int, create: bool = False
) -> sqlite3.Connection:
    """A connection to the file (None: to memory), its pragmas set, in autocommit mode."""
    where = MEMORY if path is None else f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection = sqlite3.connect(
        where,
        timeout=patience_seconds,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        uri=path is not None,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()
        connection.execute(f"PRAGMA cache_size = {-1024 * cache_mebibytes}").close()
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(connection: sqlite3.Connection, name: str, *, patience_seconds: float) -> None:
    """Bring the file to this library's schema version in one transaction, or refuse a newer one.

    The tables are written before the file is switched to a write-ahead log, so that its header says from the first
    moment on whose it is.
    """
    found = schema.version_of(connection)
    if found > schema.newest():
        raise LedgerRefused(
            f"{name} has schema version {found}, and this leadledger knows versions up to {schema.newest()}: "
            "open it with a newer leadledger"
        )
    if found < schema.newest():
        connection.execute("BEGIN IMMEDIATE")
        try:
            if schema.version_of(connection) < schema.newest():
                schema.upgrade(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    _keep_a_log(connection, patience_seconds)


def _keep_a_log(connection: sqlite3.Connection, patience_seconds: float) -> None:
    """Switch to the write-ahead log; SQLite does not wait for others when switching, so wait here."""
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                return
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
