"""Forks: no connection is open while the process is doubled, since SQLite knows its locks by process."""

from __future__ import annotations

import os
from functools import partial
from typing import Final, Protocol
from weakref import WeakSet

from leadledger.store import files


class Minded(Protocol):
    """What lets its connections go before a fork, and opens them again when they are next needed."""

    def let_go_for_a_fork(self) -> None:
        """Close them, and let nobody open others meanwhile."""
        ...

    def resume(self, *, forked: bool) -> None:
        """Let them be opened again, in the parent or in the child that was *forked*."""
        ...


_minded: Final[WeakSet[Minded]] = WeakSet()
_let_go: Final[list[Minded]] = []


def mind(database: Minded) -> None:
    """Let go of its connections whenever this process forks."""
    _minded.add(database)


def _before() -> None:
    files.looking.acquire()
    for database in list(_minded):
        database.let_go_for_a_fork()
        _let_go.append(database)


def _after(*, forked: bool) -> None:
    while _let_go:
        _let_go.pop().resume(forked=forked)
    files.looking.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before, after_in_parent=partial(_after, forked=False), after_in_child=partial(_after, forked=True)
    )
