"""One question to one of the three files, in a process of its own: prints its seconds, memory and answers as JSON.

``python -m benchmarks.questions QUESTION PEER FOLDER DEALS``
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import leadledger as ll
from benchmarks.loading import LEDGER, RAW, file_of
from benchmarks.measuring import peak_megabytes
from benchmarks.peers.classic import Classic
from benchmarks.peers.raw import Raw
from leadledger.ledger import Refused
from leadledger.rulebook.attribution import Attribution
from leadledger.store.database import Database
from leadledger.store.journal import Journal
from leadledger.store.records import Item

READ_DOSSIER, DECIDE_ONE, READ_ALL, DECIDE_ALL = "read-dossier", "decide-one", "read-everything", "decide-all"
DECIDE_BY_TWO = "decide-all-by-two-processes"
ASKED = 300
WARM_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question took: processor seconds, of them those of reading and decoding, and the most memory.

    *wall* are seconds by the clock on the wall; of several processes, seconds and memory are those of all together.
    """

    seconds: float
    reading: float
    megabytes: float
    count: int
    answers: tuple[str, ...] = ()
    wall: float = 0.0


def ask(question: str, peer: str, folder: Path, deals: int) -> Outcome:
    """Puts the question in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.questions", question, peer, str(folder), str(deals)]
    said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return Outcome(**{**said, "answers": tuple(said["answers"])})


def _answer(question: str, peer: str, folder: Path, deals: int) -> Outcome:
    path = file_of(folder, peer)
    numbers = Random(1).sample(range(deals), min(ASKED, deals))
    if question == READ_DOSSIER:
        return _one_by_one([f"customer:c{number:05d}" for number in numbers], *_reader(peer, path))
    if question == DECIDE_ONE:
        return _decide_one([f"d{number:05d}" for number in numbers], peer, path)
    if question == DECIDE_BY_TWO:
        return _decide_all_by_two(path)
    return _read_everything(peer, path) if question == READ_ALL else _decide_all(peer, path)


def _reader(peer: str, path: Path) -> tuple[Callable[[str], object], Callable[[], None]]:
    """How the entries about a customer are read, and how to close what was opened for it."""
    if peer == LEDGER:
        database = Database(path)
        journal = Journal(database)
        return lambda tag: journal.find([Item((), (tag,))]), database.close
    if peer == RAW:
        raw = Raw(path)
        return raw.about, lambda: None
    classic = Classic(path)
    return classic.about, classic.app.close


def _decide_one(deals: list[str], peer: str, path: Path) -> Outcome:
    if peer == LEDGER:
        with ll.open(path) as ledger:
            return _one_by_one(deals, ledger.decide, lambda: None)
    with Classic(path) as classic:
        return _one_by_one(deals, classic.decide, lambda: None)


def _one_by_one(names: list[str], call: Callable[[str], object], close: Callable[[], None]) -> Outcome:
    """The median of one call when all were made once before."""
    answers = [_short(result) for result in map(call, names) if isinstance(result, Attribution)]
    samples: list[float] = []
    for _ in range(WARM_ROUNDS):
        for name in names:
            start = time.process_time()
            call(name)
            samples.append(time.process_time() - start)
    close()
    return Outcome(statistics.median(samples), 0.0, peak_megabytes(), len(names), tuple(answers))


def _read_everything(peer: str, path: Path) -> Outcome:
    start = time.process_time()
    if peer == LEDGER:
        with ll.open(path) as ledger:
            count = _count(ledger.events())
    elif peer == RAW:
        with Raw(path) as raw:
            count = _count(raw.read_everything())
    else:
        with Classic(path) as classic:
            count = _count(classic.read_everything())
    seconds = time.process_time() - start
    return Outcome(seconds, seconds, peak_megabytes(), count)


def _count(things: Iterable[object]) -> int:
    return sum(1 for _ in things)


def _decide_all(peer: str, path: Path) -> Outcome:
    """All deals; of the answers a digest is kept, worked out when the time is taken."""
    answers: list[tuple[str, str]] = []
    gc.disable()  # the fastest either can be: nothing of it makes circles
    start, began = time.process_time(), time.perf_counter()
    if peer == LEDGER:
        watch = _Watch()
        setattr(Journal, "find", watch.over(Journal.find))  # noqa: B010  # the one way to the facts of a question
        with ll.open(path) as ledger:
            said = list(map(_told, ledger.decide_all()))
        reading = watch.seconds
    else:
        with Classic(path) as classic:
            events = list(classic.read_everything())
            reading = time.process_time() - start
            said = list(map(_told, classic.decide_all(events)))
    seconds, wall = time.process_time() - start, time.perf_counter() - began
    answers = sorted(said)
    digest = hashlib.sha256(repr(answers).encode()).hexdigest()
    return Outcome(seconds, reading, peak_megabytes(), len(answers), (digest,), wall)


def _decide_all_by_two(path: Path) -> Outcome:
    """All deals of the ledger, shared between two processes; starting them is part of it."""
    began, start = time.perf_counter(), os.times()
    peaks: dict[int, float] = {}
    said: list[tuple[str, str]] = []
    with ll.open(path) as ledger:
        for one, process, megabytes in ledger.decide_all(each=_told_with_memory, processes=2):
            said.append(one)
            peaks[process] = max(megabytes, peaks.get(process, 0.0))
    wall, end = time.perf_counter() - began, os.times()
    seconds = sum(end[:4]) - sum(start[:4])
    answers = sorted(said)
    digest = hashlib.sha256(repr(answers).encode()).hexdigest()
    return Outcome(seconds, 0.0, peak_megabytes() + sum(peaks.values()), len(answers), (digest,), wall)


def _told_with_memory(answer: Attribution | Refused) -> tuple[tuple[str, str], int, float]:
    """The answer in short, and which process gave it and what memory that took so far."""
    return _told(answer), os.getpid(), peak_megabytes()


class _Watch:
    """Adds up the processor time of the methods it is put over."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def over(self, method: Callable[..., object]) -> Callable[..., object]:
        def watched(*args: object, **named: object) -> object:
            start = time.process_time()
            try:
                return method(*args, **named)
            finally:
                self.seconds += time.process_time() - start

        return watched


def _told(answer: Attribution | Refused) -> tuple[str, str]:
    """The deal with its answer in short: an application would pass it on and keep nothing else."""
    return answer.deal or "", str(answer.error) if isinstance(answer, Refused) else _short(answer)


def _short(answer: Attribution) -> str:
    return repr((answer.owner, answer.status, answer.clause, answer.credit, answer.commission))


if __name__ == "__main__":
    outcome = _answer(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    print(json.dumps(asdict(outcome)))
