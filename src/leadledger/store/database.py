"""One ledger's file, and who may read and write it when."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Final, Self

from leadledger.errors import LedgerClosed, LedgerRefused
from leadledger.store import copying, opening
from leadledger.store.connections import Connections, Reader
from leadledger.store.failures import refusals

_WRITER_MEBIBYTES: Final = 64
_READER_MEBIBYTES: Final = 16
_FIRST_PAUSE_SECONDS: Final = 0.001
_LONGEST_PAUSE_SECONDS: Final = 0.05


class Database:
    """A ledger's file: one writer at a time, a reader for each thread, nothing shared across a fork.

    *path* is a file, made if it is missing and *create* is true, or ``":memory:"``, which lives as long as the object.

    Raises:
        LedgerRefused: not a ledger, written by a newer leadledger, missing, not accessible, or locked for longer than
            *patience_seconds*. What is not a ledger is left as it was.

    >>> database = Database(":memory:")
    >>> with database.reading() as connection:
    ...     connection.execute("SELECT size FROM head").fetchone()
    (0,)
    >>> database.close()

    """

    def __init__(self, path: str | Path, *, create: bool = True, patience_seconds: float = 60.0) -> None:
        self.path: Final = str(path)
        self._file: Final = None if self.path == opening.MEMORY else Path(path).absolute()
        self._patience: Final = patience_seconds
        self._closed = False
        self._settling: Final[list[Callable[[bool], None]]] = []
        self._renewing: Final = threading.Lock()
        if self._file is not None:
            opening.examine(self._file, name=self.path, create=create)
        with refusals(self.path):
            self._held = self._open(create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def when_settled(self, call: Callable[[bool], None]) -> None:
        """Call *call* at the end of every transaction, with whether it was committed."""
        self._settling.append(call)

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """This thread's connection for reading; each statement sees all that is committed when it begins.

        Inside ``writing()`` of the same thread it is the writer's, which also sees what is not committed yet.
        """
        held = self._connections()
        if self._file is None or held.writing_thread == threading.get_ident():
            with held.writing, refusals(self.path):
                self._refuse_if_closed()
                yield held.writer
            return
        reader = held.reader()
        if reader is None:
            with refusals(self.path):
                reader = Reader(self._connect(_READER_MEBIBYTES))
            held.adopt(reader)
        with reader.lock, refusals(self.path):
            self._refuse_if_closed()
            yield reader.connection

    def writing(self) -> AbstractContextManager[Connection]:
        """The one transaction that may write now: committed and durable at the end, rolled back on any exception."""
        return self._transaction(keep=True)

    def trial(self) -> AbstractContextManager[Connection]:
        """Like ``writing()``, but rolled back at the end, whatever happens: for asking "what if"."""
        return self._transaction(keep=False)

    @contextmanager
    def _transaction(self, *, keep: bool) -> Generator[Connection]:
        held = self._connections()
        with held.writing:
            if held.writing_thread is not None:
                raise RuntimeError("a transaction is already open in this thread")
            self._refuse_if_closed()
            connection = held.writer
            committed = False
            with refusals(self.path):
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    held.writing_thread = threading.get_ident()
                    yield connection
                    if keep and held.process == os.getpid():
                        connection.execute("COMMIT")
                        committed = True
                finally:
                    if held.process == os.getpid():
                        self._settle(held, committed=committed)

    def _settle(self, held: Connections, *, committed: bool) -> None:
        held.writing_thread = None
        try:
            if held.writer.in_transaction:
                held.writer.execute("ROLLBACK")
        finally:
            for call in self._settling:
                call(committed)
        if committed:
            with held.committed:
                held.commits += 1
                held.committed.notify_all()

    def token(self) -> tuple[int, int]:
        """What ``changed_since`` and ``wait`` compare with: take it before reading what you then wait to change."""
        held = self._connections()
        with held.committed:
            self._refuse_if_closed()
            return self._token(held)

    def _token(self, held: Connections) -> tuple[int, int]:
        if self._file is None:
            return held.commits, 0
        row: tuple[int] = held.watcher.execute("PRAGMA data_version").fetchone()
        return held.commits, row[0]

    def changed_since(self, token: tuple[int, int]) -> bool:
        """Whether anything was committed since *token* was taken, by this process or another."""
        return self.token() != token

    def wait(
        self, token: tuple[int, int], timeout_seconds: float | None = None, *, until: Callable[[], bool] | None = None
    ) -> bool:
        """Wait until something is committed after *token*; False where time is up or *until* is true first.

        A commit of this process is noticed at once, one of another within a twentieth of a second. After changing what
        *until* looks at, call ``wake()``.
        """
        held = self._connections()
        deadline = None if timeout_seconds is None else time.monotonic() + timeout_seconds
        pause = _FIRST_PAUSE_SECONDS
        with held.committed:
            while True:
                self._refuse_if_closed()
                if until is not None and until():
                    return False
                if self._token(held) != token:
                    return True
                left = pause if deadline is None else min(pause, deadline - time.monotonic())
                if left <= 0:
                    return False
                held.committed.wait(left)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def wake(self) -> None:
        """Let everyone who waits look again."""
        held = self._connections()
        with held.committed:
            held.committed.notify_all()

    def backup(self, path: str | Path) -> None:
        """Copy the ledger as it stands now to a new file, while others may read and write.

        Raises:
            LedgerRefused: *path* exists, or cannot be written; then nothing is left at *path*.

        """
        target = Path(path).absolute()
        if self._file is None:
            with self.reading() as connection:
                copying.copy(connection, target, name=str(path))
            return
        self._refuse_if_closed()
        with refusals(self.path):
            connection = self._connect(_READER_MEBIBYTES)
        try:
            copying.copy(connection, target, name=str(path))
        finally:
            connection.close()

    def close(self) -> None:
        """Close the file, after the transaction that is under way; closing again does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._held.process == os.getpid():
            self._held.close()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise LedgerClosed(self.path)

    def _connections(self) -> Connections:
        """The connections of this process; a forked child opens its own."""
        self._refuse_if_closed()
        held = self._held
        if held.process == os.getpid():
            return held
        if self._file is None:
            raise LedgerRefused("a ledger in memory belongs to the process that made it: open another one in the child")
        with self._renewing:
            if self._held is held:
                held.abandon()
                for call in self._settling:
                    call(False)
                with refusals(self.path):
                    self._held = self._open(create=False)
            return self._held

    def _open(self, *, create: bool) -> Connections:
        writer = self._connect(_WRITER_MEBIBYTES, create=create)
        try:
            opening.prepare(writer, self.path, patience_seconds=self._patience)
            watcher = writer if self._file is None else self._connect(1)
        except BaseException:
            writer.close()
            raise
        return Connections(writer, watcher)

    def _connect(self, cache_mebibytes: int, *, create: bool = False) -> sqlite3.Connection:
        return opening.connect(
            self._file, patience_seconds=self._patience, cache_mebibytes=cache_mebibytes, create=create
        )
