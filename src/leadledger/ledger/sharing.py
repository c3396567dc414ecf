"""Deals shared between processes: each decides some, and what is made of the answers comes back in closing order."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pickle import PicklingError
from typing import Generic, TypeVar

from leadledger import plugins
from leadledger.errors import LedgerRefused
from leadledger.ledger.office import Office, Refused
from leadledger.ledger.rounds import LedgerFacts
from leadledger.ledger.worker import Done, Task, work
from leadledger.rulebook.attribution import Attribution

T = TypeVar("T")

_TOGETHER = 256
_AHEAD = 4
"""So many parts for each process may be decided before the first of them is asked for."""


def each_decided(
    office: Office, deals: Sequence[str], each: Callable[[Attribution | Refused], T], *, processes: int
) -> Iterator[T]:
    """What *each* makes of the answers about the deals, in the order given, worked out by so many processes.

    One process it is where the facts are in memory, where this process may start no others, for a single deal, or where
    a plugin in use cannot be named to another process.

    Raises:
        TypeError: *each* cannot be named to another process.
        LedgerRefused: a process ended before it had answered.
    """
    processes = min(processes, len(deals))
    source = office.source
    alone = processes <= 1 or multiprocessing.current_process().daemon
    place = source.place if isinstance(source, LedgerFacts) and not alone else None
    brought = plugins.packed()
    if place is None or brought is None or not isinstance(source, LedgerFacts):
        return map(each, office.decide_each(deals))
    task = Task(place, source.upto, source.known_at, office.asked_for, each, tuple(deals))
    return _shared(task, brought, source, processes)


def _shared(task: Task[T], brought: bytes, source: LedgerFacts, processes: int) -> Iterator[T]:
    width = max(1, min(_TOGETHER, -(-len(task.deals) // (_AHEAD * processes))))
    parts = [(start, start + width) for start in range(0, len(task.deals), width)]
    with _workers(task, brought, processes) as workers:
        handed = yielded = 0
        done: dict[int, Done[T]] = {}
        while yielded < len(parts):
            source.refuse_if_closed()
            for worker in workers:
                while worker.wants_more and handed < min(len(parts), yielded + _AHEAD * processes):
                    worker.hand(handed, parts[handed])
                    handed += 1
            if yielded not in done:
                for worker in _answered(workers):
                    number, answer = worker.take()
                    done[number] = answer
                continue
            yield from done.pop(yielded).told()
            yielded += 1


class _Worker(Generic[T]):
    """One process: it is told the task, then parts of it, two at a time so that it never waits for the next."""

    def __init__(self, task: Task[T]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=work, args=(theirs,), daemon=True)
        self._name = task.place.name
        self._handed: list[int] = []
        self._answered = False
        try:
            with _not_interrupted():
                self.process.start()
        finally:
            theirs.close()

    @property
    def wants_more(self) -> bool:
        """Whether it would have nothing to do after what it is doing."""
        return len(self._handed) < 2

    def begin(self, task: Task[T], brought: bytes) -> None:
        """Tell it what is to be done, with the plugins *brought* in use.

        Raises:
            TypeError: what is to be made of each answer has no name in a module.
        """
        self._tell(brought)
        try:
            self._send(task)
        except (PicklingError, AttributeError, TypeError) as error:
            raise TypeError(
                f"what is made of each answer cannot be sent to another process ({error}): "
                "expected a function at the top of a module"
            ) from None

    def hand(self, number: int, part: tuple[int, int]) -> None:
        """Let it decide the deals from one place to another."""
        self._handed.append(number)
        self._send(part)

    def take(self) -> tuple[int, Done[T]]:
        """What it has made of the part it was handed first, with the number of that."""
        try:
            done: Done[T] = self.connection.recv()
        except (EOFError, OSError):
            raise self._lost() from None
        self._answered = True
        return self._handed.pop(0), done

    def stop(self) -> None:
        """End it at once: it only reads."""
        self.connection.close()
        self.process.terminate()
        self.process.join()
        self.process.close()

    def _send(self, said: object) -> None:
        try:
            self.connection.send(said)
        except OSError:
            raise self._lost() from None

    def _tell(self, data: bytes) -> None:
        try:
            self.connection.send_bytes(data)
        except OSError:
            raise self._lost() from None

    def _lost(self) -> LedgerRefused:
        self.process.join()
        guard = "" if self._answered else '; a script that asks for several asks under `if __name__ == "__main__":`'
        return LedgerRefused(
            f"a process that decided deals of {self._name} ended before it had answered "
            f"(exit code {self.process.exitcode}): ask again, or ask for one process{guard}"
        )


@contextmanager
def _workers(task: Task[T], brought: bytes, processes: int) -> Generator[list[_Worker[T]]]:
    workers: list[_Worker[T]] = []
    try:
        for _ in range(processes):
            workers.append(_Worker(task))  # noqa: PERF401  # those that were started are stopped
        for worker in workers:
            worker.begin(task, brought)
        yield workers
    finally:
        for worker in workers:
            worker.stop()


def _answered(workers: Sequence[_Worker[T]]) -> Iterator[_Worker[T]]:
    """Those that have something to tell, as soon as one has."""
    ready = wait([worker.connection for worker in workers])
    return (worker for worker in workers if worker.connection in ready)


@contextmanager
def _not_interrupted() -> Generator[None]:
    """A process started meanwhile is not interrupted from the keyboard: it ends when the one that started it does."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # else it is started meanwhile, and lets interruptions through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
