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
from leadledger.store import copying, files, forks, opening
from leadledger.store.connections import Connections, Reader
from leadledger.store.failures import Refusals
from leadledger.store.transactions import Transaction

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
        self._refusals: Final = Refusals(self.path)
        self._file: Final = None if self.path == opening.MEMORY else Path(path).absolute()
        self._where: Final = str(self._file)
        self._patience: Final = patience_seconds
        self._closed = False
        self._settling: Final[list[Callable[[bool], None]]] = []
        self._renewing: Final = threading.RLock()
        self._committed = threading.Condition()
        self._commits = self._generation = self._waiting = 0
        self._key: files.Key | None = None
        self._held: Connections | None = None
        self._open_first(create=create)
        forks.mind(self)

    def _open_first(self, *, create: bool) -> None:
        if self._file is None:
            self._held = self._open()
            return
        with self._refusals, files.looking:
            opening.examine(self._file, name=self.path, create=create)
            if not self._file.exists():  # nobody else has it open yet
                self._held = self._open(create=True)
            self._key = files.hold(self._file)
        if self._held is None:
            try:
                with self._refusals:
                    self._held = self._open()
            except BaseException:
                files.let_go(self._key)
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def file(self) -> tuple[Path, files.Key] | None:
        """Where the file is, and which one it is; None for a ledger in memory."""
        return None if self._file is None or self._key is None else (self._file, self._key)

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
            with held.writing, self._refusals:
                self._refuse_if_closed()
                yield held.writer
            return
        while True:
            reader = held.reader()
            if reader is None:
                with self._refusals:
                    reader = Reader(self._connect(_READER_MEBIBYTES))
                held.adopt(reader)
            with reader.lock:
                if held is self._held or self._closed:
                    with self._refusals:
                        self._refuse_if_closed()
                        yield reader.connection
                    return
            held = self._connections()  # let go for a fork meanwhile

    def writing(self) -> AbstractContextManager[Connection]:
        """The one transaction that may write now: committed and durable at the end, rolled back on any exception."""
        return Transaction(self._begin, self._keep)

    def trial(self) -> AbstractContextManager[Connection]:
        """Like ``writing()``, but rolled back at the end, whatever happens: for asking "what if"."""
        return Transaction(self._begin, self._undo)

    def _begin(self) -> Connections:
        held = self._connections()
        held.writing.acquire()
        while held is not self._held and not self._closed:  # let go for a fork meanwhile
            held.writing.release()
            held = self._connections()
            held.writing.acquire()
        if self._closed or held.writing_thread is not None:
            held.writing.release()
            self._refuse_if_closed()
            raise RuntimeError("a transaction is already open in this thread")
        try:
            held.writer.execute("BEGIN IMMEDIATE")
            held.writing_thread = threading.get_ident()
            self._refuse_if_not_there()
        except BaseException as error:
            self._undo(held, error)
            raise
        return held

    def _keep(self, held: Connections, error: BaseException | None) -> None:
        if error is not None or held.process != os.getpid():
            self._undo(held, error)
            return
        try:
            held.writer.execute("COMMIT")
        except BaseException as fault:
            self._undo(held, fault)
            raise
        try:
            self._settle(held, committed=True)
        finally:
            held.writing.release()

    def _undo(self, held: Connections, error: BaseException | None) -> None:
        try:
            with self._refusals:
                if held.process == os.getpid():
                    self._settle(held, committed=False)
            if isinstance(error, sqlite3.Error):
                self._refusals.refuse(error)
        finally:
            held.writing.release()

    def _settle(self, held: Connections, *, committed: bool) -> None:
        held.writing_thread = None
        try:
            if not committed and held.writer.in_transaction:
                held.writer.execute("ROLLBACK")
        finally:
            for call in self._settling:
                call(committed)
        if committed:
            self._commits += 1
            if self._waiting:  # whoever begins to wait later sees the count first
                with self._committed:
                    self._committed.notify_all()

    def token(self) -> tuple[int, ...]:
        """What ``changed_since`` and ``wait`` compare with: take it before reading what you then wait to change."""
        with self._committed:
            return self._token()

    def _token(self) -> tuple[int, ...]:
        held = self._connections()
        if self._file is None:
            return (self._commits,)
        while True:
            with held.watching:
                if held is self._held:
                    row: tuple[int] = held.watcher.execute("PRAGMA data_version").fetchone()
                    return self._commits, self._generation, row[0]
            held = self._connections()  # let go for a fork meanwhile

    def changed_since(self, token: tuple[int, ...]) -> bool:
        """Whether anything was committed since *token* was taken, by this process or another."""
        return self.token() != token

    def wait(
        self, token: tuple[int, ...], timeout_seconds: float | None = None, *, until: Callable[[], bool] | None = None
    ) -> bool:
        """Wait until something is committed after *token*; False where time is up or *until* is true first.

        A commit of this process is noticed at once, one of another within a twentieth of a second. After changing what
        *until* looks at, call ``wake()``.
        """
        deadline = None if timeout_seconds is None else time.monotonic() + timeout_seconds
        with self._committed:
            self._waiting += 1
            try:
                return self._wait(token, deadline, until)
            finally:
                self._waiting -= 1

    def _wait(self, token: tuple[int, ...], deadline: float | None, until: Callable[[], bool] | None) -> bool:
        pause = _FIRST_PAUSE_SECONDS
        while True:
            self._refuse_if_closed()
            if until is not None and until():
                return False
            if self._token() != token:
                return True
            left = pause if deadline is None else min(pause, deadline - time.monotonic())
            if left <= 0:
                return False
            self._committed.wait(left)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def wake(self) -> None:
        """Let everyone who waits look again."""
        self._refuse_if_closed()
        with self._committed:
            self._committed.notify_all()

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
        with self._refusals:
            connection = self._connect(_READER_MEBIBYTES)
        try:
            copying.copy(connection, target, name=str(path))
        finally:
            connection.close()

    def close(self) -> None:
        """Close the file, after the transaction that is under way; closing again does nothing."""
        with self._renewing:
            if self._closed:
                return
            self._closed = True
            held, self._held = self._held, None
        if held is not None and held.process == os.getpid():
            held.close()
        with self._committed:
            self._committed.notify_all()
        if self._key is not None:
            files.let_go(self._key)

    def let_go_for_a_fork(self) -> None:
        """Close all connections, each when nobody uses it, and let nobody open others until ``resume()``.

        SQLite forbids to carry them into another process. A transaction of the very thread that forks stays open: it
        goes on in the parent, and the child is refused.
        """
        self._renewing.acquire()
        held = self._held
        if self._file is None or held is None or held.writing_thread == threading.get_ident():
            return
        with held.writing:
            self._held = None
            held.close()

    def resume(self, *, forked: bool) -> None:
        """Let connections be opened again, in the parent as in the child that was *forked*."""
        if forked:
            self._committed, self._waiting = threading.Condition(), 0  # the old may be held by a thread not here
        self._renewing.release()

    def _refuse_if_not_there(self) -> None:
        """Refuse to write to a file that is no longer the one that was opened."""
        if self._file is None:
            return
        try:
            found = os.stat(self._where)  # noqa: PTH116  # asked before each append; a path's own takes twice as long
        except OSError:
            found = None
        if found is None or (found.st_dev, found.st_ino) != self._key:
            raise LedgerRefused(
                f"{self.path} was moved, deleted or replaced since it was opened: nothing was recorded, open it again"
            )

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise LedgerClosed(self.path)

    def _connections(self) -> Connections:
        """The connections of this process; after a fork, parent and child open their own."""
        held = self._held
        if held is None or held.process != os.getpid():
            held = self._renewed()
        self._refuse_if_closed()
        return held

    def _renewed(self) -> Connections:
        with self._renewing:
            self._refuse_if_closed()
            held = self._held
            if held is None:
                with self._refusals:
                    held = self._held = self._open()
                self._generation += 1
                for call in self._settling:
                    call(False)
            elif held.process != os.getpid():
                held.abandon()
                raise LedgerRefused(
                    f"{self.path} belongs to the process that this one was forked from, which holds it in memory or "
                    "was in the middle of a transaction: open another one in the child"
                )
            return held

    def _open(self, *, create: bool = False) -> Connections:
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
