"""Verifying a ledger beside reading its rows, the memory that takes, and random alterations of its file, all found.

``python -m benchmarks.verify [EVENTS …] [--folder FOLDER] [--rounds ROUNDS] [--alterations COUNT]``

In turn in each round: every row of every table of the file is fetched by ``sqlite3`` and left as it is; every entry is
read as an event, as ``events()`` gives it; the ledger is verified; fifty entries are proven. Each is done in a process
of its own, in processor time; the figures are medians, the ratios those of medians.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from itertools import islice
from pathlib import Path

import leadledger as ll
from benchmarks.measuring import machine, peak_megabytes, table, yardstick
from benchmarks.offices import Size, history
from leadledger.store.database import Database
from leadledger.store.verifying import verify

SIZES = (100_000, 1_000_000)
ROUNDS = 3
ALTERATIONS = 10_000
SEED = 20260301
BATCH = 5_000
PROVEN = 50
TABLES = ("event", "event_tag", "tag", "event_type", "head")
ROWS, EVENTS, VERIFY, PROVE = "fetch every row", "read every entry as an event", "verify", "prove fifty entries"


def fill(file: Path, events: int) -> None:
    """Makes a ledger of so many entries."""
    entries = history(Size.of(events))
    with ll.open(file) as ledger:
        while batch := list(islice(entries, BATCH)):
            ledger.record(batch)


def rows(file: Path) -> None:
    with Database(file, create=False) as database, database.reading() as connection:
        for name in TABLES:
            cursor = connection.execute(f"SELECT * FROM {name}")
            while cursor.fetchmany(500):
                pass


def events(file: Path) -> None:
    with ll.open(file, create=False) as ledger:
        for _ in ledger.events():
            pass


def verified(file: Path) -> None:
    with ll.open(file, create=False) as ledger:
        found = ledger.verify()
    assert found.ok, found


def proven(file: Path) -> None:
    with ll.open(file, create=False) as ledger:
        size = ledger.head().size
        proofs = ledger.prove(random.Random(SEED).sample(range(1, size + 1), PROVEN))
    assert len(proofs.entries) == PROVEN


QUESTIONS = {ROWS: rows, EVENTS: events, VERIFY: verified, PROVE: proven}


def ask(question: str, file: Path) -> tuple[float, float]:
    """Seconds of processor time and megabytes at the peak, of one question in a process of its own."""
    asked = [sys.executable, "-m", "benchmarks.verify", "--ask", question, str(file)]
    seconds, megabytes = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    return float(seconds), float(megabytes)


def measure(files: dict[int, Path], rounds: int) -> None:
    """Asks every question of every file in each round, and prints the medians."""
    seconds: dict[tuple[int, str], list[float]] = defaultdict(list)
    megabytes: dict[tuple[int, str], float] = defaultdict(float)
    for number in range(rounds):
        for size, file in files.items():
            for question in QUESTIONS:
                _say(f"round {number + 1} of {rounds}: {size:,} entries, {question}")
                took, most = ask(question, file)
                seconds[size, question].append(took)
                megabytes[size, question] = max(megabytes[size, question], most)
    lines: list[list[str]] = []
    for size in files:
        median = {question: statistics.median(seconds[size, question]) for question in QUESTIONS}
        for question, took in median.items():
            of_rows, of_events = took / median[ROWS], took / median[EVENTS]
            each = f"{took / size * 1e6:.1f} µs"
            memory = f"{megabytes[size, question]:,.0f} MB"
            figures = [f"{took:.2f} s", each, f"{of_rows:.2f} ×", f"{of_events:.2f} ×", memory]
            lines.append([f"{size:,} entries: {question}", *figures])
    headings = ["", "time", "an entry", "of fetching rows", "of reading events", "peak memory"]
    table("Verifying beside reading", headings, lines)


def alterations(count: int) -> None:
    """Alters a ledger of ninety-nine entries of every type so many times, one row each, and counts what is found."""
    from tests.store.altering import alter  # noqa: PLC0415  # the tests' own
    from tests.store.prepared import fill as fill_with_every_type  # noqa: PLC0415

    choose, missed, elsewhere = random.Random(SEED), 0, 0
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "office.db") as database:
        fill_with_every_type(database)
        for _ in range(count):
            with database.trial() as connection:
                altered = alter(choose, connection)
                found = verify(database)
            if found.first_bad is None:
                missed += 1
                print("not found:", altered.what[:200])
            elif altered.position is not None and found.first_bad[0] != altered.position:
                elsewhere += 1
                print("elsewhere:", altered.position, found.first_bad, altered.what[:200])
    print(f"\n{count:,} random alterations of a row: {missed} not found, {elsewhere} said to be elsewhere.")


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Makes the ledgers in a temporary folder (or takes those that are in the one given), and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verify")
    parser.add_argument("events", nargs="*", type=int, default=list(SIZES), help="how many entries, several if given")
    parser.add_argument("--folder", type=Path, help="where ledgers called EVENTS.db are, or are made and left")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--alterations", type=int, default=ALTERATIONS)
    parser.add_argument("--ask", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ask:
        question, file = asked.ask
        start = time.process_time()
        QUESTIONS[question](Path(file))
        print(time.process_time() - start, peak_megabytes())
        return
    print(machine(), yardstick(), sep="\n")
    with tempfile.TemporaryDirectory(prefix="leadledger-") as temporary:
        folder = asked.folder or Path(temporary)
        files = {size: folder / f"{size}.db" for size in asked.events}
        for size, file in files.items():
            if not file.exists():
                _say(f"making a ledger of {size:,} entries")
                fill(file, size)
        if files and asked.rounds:
            measure(files, asked.rounds)
    if asked.alterations:
        alterations(asked.alterations)
    print(yardstick())


if __name__ == "__main__":
    main()
