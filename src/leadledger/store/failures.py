"""What SQLite could not do, in one sentence for the person who made the call."""

from __future__ import annotations

import re
import sqlite3
from types import TracebackType
from typing import Final

from leadledger.errors import LedgerClosed, LedgerRefused

_LOCKED: Final = "{path} stayed locked by another writer for too long: nothing was recorded, try again"
_SENTENCES: Final = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_FULL: "the disk that holds {path} is full: nothing was recorded, make room and try again",
    sqlite3.SQLITE_READONLY: "{path} cannot be written: it, or the folder it is in, is read-only",
    sqlite3.SQLITE_PERM: "{path} cannot be opened: its permissions do not allow it",
    sqlite3.SQLITE_AUTH: "{path} cannot be opened: its permissions do not allow it",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened: it, or the folder it is in, is missing or not accessible",
    sqlite3.SQLITE_NOTADB: "{path} is not a ledger: expected a SQLite database written by leadledger",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged: its tables cannot be read, restore a backup",
    sqlite3.SQLITE_IOERR: "{path} cannot be read or written: the disk reports a failure",
    sqlite3.SQLITE_TOOBIG: "{path} cannot hold an entry of that size: nothing was recorded",
}

_NOT_OURS: Final = re.compile(r"(no such table: (main\.)?|table |index )(event|event_\w+|head|tag)( already exists)?$")


class Refusals:
    """Turns what SQLite raises inside into LedgerRefused or LedgerClosed; other mistakes stay as they are."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path: Final = path

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, sqlite3.Error):
            self.refuse(error)

    def refuse(self, error: sqlite3.Error) -> None:
        """Raise what *error* is for the person who made the call, if it is anything for them.

        Raises:
            LedgerRefused, LedgerClosed: it is.
        """
        path = self._path
        if isinstance(error, sqlite3.ProgrammingError):
            if "closed" in str(error):
                raise LedgerClosed(path) from None
        elif isinstance(error, sqlite3.DatabaseError):
            code: int = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in _SENTENCES:
                raise LedgerRefused(_SENTENCES[code].format(path=path)) from error
            if _NOT_OURS.match(str(error)):
                damaged = f"{path} is damaged: its tables are not those of a ledger, restore a backup"
                raise LedgerRefused(damaged) from error
