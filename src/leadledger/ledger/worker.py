"""What a process does that decides some of a ledger's deals for another one."""

from __future__ import annotations

import gc
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar, cast

from leadledger import plugins
from leadledger.errors import LedgerRefused
from leadledger.events.declared import NONE_DECLARED
from leadledger.importing.collecting import collected_later
from leadledger.ledger.office import Office, Refused
from leadledger.ledger.rounds import LedgerFacts
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store import files
from leadledger.store.database import Database
from leadledger.store.journal import Journal, Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """Deals of the beginning of a ledger, in the order asked, under which rulebook, and what is made of each answer."""

    place: Place
    upto: int
    known_at: datetime | None
    rulebook: Rulebook | None
    each: Callable[[Attribution | Refused], T]
    deals: tuple[str, ...]

    def office(self) -> Office:
        """The same office as that of the process that asks, on a connection of its own.

        Raises:
            LedgerRefused: the file cannot be opened, or is no longer the one that was opened there.
        """
        path, key, name = self.place
        try:
            same = files.key_of(Path(path)) == key
        except OSError:
            same = False
        if not same:
            raise LedgerRefused(f"{name} was moved, deleted or replaced since it was opened: open it again")
        journal = Journal(Database(path, create=False), name)
        types = NONE_DECLARED if self.rulebook is None else self.rulebook.events
        return Office(LedgerFacts(journal, known_at=self.known_at, upto=self.upto, types=types), self.rulebook)


class Done(NamedTuple, Generic[T]):
    """What was made of a part of the deals, and the error that ended it, if one did."""

    made: list[T]
    error: Exception | None = None

    def told(self) -> Iterator[T]:
        """What was made, one by one, then the error."""
        yield from self.made
        if self.error is not None:
            raise self.error


def work(connection: Connection) -> None:
    """Decide what is asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is interrupted, and ends this process
    with suppress(EOFError, OSError):
        decide = _prepared(connection)
        gc.freeze()  # what was imported and read so far stays
        while True:
            start, stop = connection.recv()
            connection.send_bytes(_packed(decide(start, stop)))


def _prepared(connection: Connection) -> Callable[[int, int], Done[Any]]:
    """How the deals of the task from one place to another are decided; where they cannot be, that says why."""
    brought, data = connection.recv_bytes(), connection.recv_bytes()
    try:
        plugins.take(brought)
        task = cast("Task[Any]", pickle.loads(data))  # noqa: S301  # of the process that started this one
        office = task.office()
    except Exception as error:  # noqa: BLE001  # whatever it is, it is raised where the answer is waited for
        failed = Done[Any]([], error)
        return lambda _start, _stop: failed
    return lambda start, stop: _made(task.each, office.decide_each(task.deals[start:stop]))


@collected_later()
def _made(each: Callable[[Attribution | Refused], T], answers: Iterator[Attribution | Refused]) -> Done[T]:
    made: list[T] = []
    try:
        made.extend(map(each, answers))
    except Exception as error:  # noqa: BLE001  # as above
        return Done(made, error)
    return Done(made)


def _packed(done: Done[Any]) -> bytes:
    try:
        return pickle.dumps(done)
    except Exception as error:  # noqa: BLE001  # of what a caller made
        refusal = TypeError(f"what was made of an answer cannot be sent: {error}")
        return pickle.dumps(Done[Any]([], refusal))
