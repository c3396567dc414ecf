"""The connections one process holds to one file: a writer, a watcher, and a reader for each thread."""

from __future__ import annotations

import os
import threading
from sqlite3 import Connection
from typing import Final
from weakref import WeakSet

_inherited: Final[list[Connection]] = []
"""Connections opened before a fork: SQLite forbids the child to use them, and even to close them."""


class Reader:
    """A thread's connection; *lock* is held while it is used, and it is closed when its thread ends."""

    __slots__ = ("__weakref__", "connection", "lock", "process")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.lock = threading.RLock()
        self.process = os.getpid()

    def __del__(self) -> None:
        if self.process == os.getpid():
            self.connection.close()
        else:
            _inherited.append(self.connection)


class Connections:
    """What belongs to one process: after a fork, the child drops it and opens its own."""

    def __init__(self, writer: Connection, watcher: Connection) -> None:
        self.process: Final = os.getpid()
        self.writer: Final = writer
        self.watcher: Final = watcher
        self.writing: Final = threading.RLock()
        self.writing_thread: int | None = None
        self.watching: Final = threading.RLock()
        self.local: Final = threading.local()
        self._adopting: Final = threading.Lock()
        self._readers: Final[WeakSet[Reader]] = WeakSet()

    def adopt(self, reader: Reader) -> None:
        """Make *reader* this thread's own."""
        self.local.reader = reader
        with self._adopting:
            self._readers.add(reader)

    def reader(self) -> Reader | None:
        """This thread's own reader, if it has one."""
        found: Reader | None = getattr(self.local, "reader", None)
        return found

    def abandon(self) -> None:
        """Forget all of them without closing: they belong to the process this one was forked from."""
        _inherited.extend((self.writer, self.watcher))
        _inherited.extend(reader.connection for reader in list(self._readers))

    def close(self) -> None:
        """Close all of them, each when nobody uses it."""
        with self._adopting:
            readers = list(self._readers)
        for reader in readers:
            with reader.lock:
                reader.connection.close()
        with self.watching:
            if self.watcher is not self.writer:  # in memory there is but one
                self.watcher.close()
        with self.writing:
            self.writer.close()
