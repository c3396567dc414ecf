"""Filling a ledger, bare SQLite and a classic application with the same entries, turn by turn, and timing each append.

All three commit durably: a write-ahead log, ``synchronous = FULL``.
Time is that of the clock on the wall, since most of it is waiting for the disk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import leadledger as ll
from benchmarks.offices import Size, history, walk_ins
from benchmarks.peers.classic import Classic
from benchmarks.peers.raw import Raw, Written
from leadledger.events import Event
from leadledger.store.database import Database
from leadledger.store.journal import Journal

BATCH = 1_000
LEDGER, RAW, CLASSIC = "ledger", "raw", "classic"
Seconds = dict[str, list[float]]


def file_of(folder: Path, peer: str) -> Path:
    """The database of one of the three."""
    return folder / f"{peer}.db"


class Files:
    """The three files of an office of one size, open for appending."""

    def __init__(self, folder: Path, size: Size) -> None:
        folder.mkdir()
        self.folder, self.size = folder, size
        self._open = ExitStack()
        self._ledger = self._open.enter_context(ll.open(file_of(folder, LEDGER)))
        self._raw = self._open.enter_context(Raw(file_of(folder, RAW)))
        self._classic = self._open.enter_context(Classic(file_of(folder, CLASSIC)))
        self._written = Written(file_of(folder, LEDGER))
        database = self._open.enter_context(Database(file_of(folder, LEDGER), create=False))
        self._journal = Journal(database)
        self._open.callback(self._written.close)
        self._position = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def load(self) -> Seconds:
        """Appends the whole history in batches; returns the seconds of each batch."""
        seconds: Seconds = {LEDGER: [], RAW: [], CLASSIC: []}
        for batch in _batches(history(self.size)):
            self._append(batch, seconds)
        return seconds

    def singles(self, count: int) -> Iterator[Seconds]:
        """Appends so many more entries, each alone; yields the seconds of each."""
        for event in walk_ins(count, self.size.agents):
            seconds: Seconds = {LEDGER: [], RAW: [], CLASSIC: []}
            self._append([event], seconds)
            yield seconds

    def _append(self, events: Sequence[Event], seconds: Seconds) -> None:
        """The ledger first: the others get what it made of the events, with register times, and the rows it wrote."""
        seconds[LEDGER].append(_wall(lambda: self._ledger.record(events)))
        rows = self._written.news()
        stamped = [entry.event for entry in self._journal.in_order_of_entry(after=self._position)]
        self._position += len(events)
        seconds[RAW].append(_wall(lambda: self._raw.append(rows)))
        seconds[CLASSIC].append(_wall(lambda: self._classic.append(stamped)))


def _batches(events: Iterator[Event]) -> Iterator[list[Event]]:
    while batch := list(islice(events, BATCH)):
        yield batch


def _wall(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
