"""A transaction as what a ``with`` goes into: begun on the way in, kept or undone on the way out."""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Connection
from types import TracebackType
from typing import Final

from leadledger.store.connections import Connections

Begin = Callable[[], Connections]
End = Callable[[Connections, BaseException | None], None]


class Transaction:
    """What *begin* begins on entering, and *end* ends on leaving, told what was raised meanwhile.

    A generator would do at several times the cost, which an append of one entry feels.
    """

    __slots__ = ("_begin", "_end", "_held")

    def __init__(self, begin: Begin, end: End) -> None:
        self._begin: Final = begin
        self._end: Final = end

    def __enter__(self) -> Connection:
        self._held = self._begin()
        return self._held.writer

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(self._held, error)
