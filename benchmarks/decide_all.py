"""All deals of a long history, from the file to JSON: each step apart, and how it grows.

``python -m benchmarks.decide_all [EVENTS …]``
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks import lives
from benchmarks.measuring import machine, table, timed
from leadledger.dossier import History, closed_deals, closing_of, gather
from leadledger.events import parse_event
from leadledger.importing import read_history
from leadledger.ledger import Office, Refused
from leadledger.rulebook.judge import judge
from leadledger.rulebook.library import DEFAULT, rulebooks

T = TypeVar("T")
SIZES = (10_000, 50_000, 100_000)
RUNS = 5


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of each step of one run, and what it was about."""

    seconds: dict[str, float]
    events: int
    deals: int
    facts: int


def run(path: Path) -> Run:
    """One run over a file, step by step."""
    seconds: dict[str, float] = {}

    def step(name: str, call: Callable[[], T]) -> T:
        seconds[name], result = timed(call)
        return result

    lines = step("read the lines", lambda: path.read_bytes().splitlines())
    step("json.loads (floor)", lambda: [json.loads(line) for line in lines])
    step("parse to events", lambda: [parse_event(line) for line in lines])
    read = step("read_history (lines, events, places)", lambda: read_history(path))
    events, places = [line.event for line in read], [str(line.place) for line in read]
    history = step("build the History", lambda: History(events, places=places))
    book = rulebooks[DEFAULT]
    terms = book.terms
    deals = step("find the closed deals", lambda: closed_deals(history, terms.closes_with))
    closings = step(
        "find the closings", lambda: [closing_of(history, deal, terms.closes_with, terms.timezone) for deal in deals]
    )
    dossiers = step("gather", lambda: [gather(history, closing, book.scope) for closing in closings])
    answers = step("judge", lambda: [judge(dossier, book) for dossier in dossiers])
    step("write as JSON", lambda: [answer.to_json() for answer in answers])
    return Run(seconds, len(events), len(deals), sum(len(dossier.facts) for dossier in dossiers))


def whole(path: Path) -> None:
    """What ``decide --json`` does, for the memory it needs: prints kilobytes at the end."""
    lines = read_history(path)
    office = Office(History([line.event for line in lines], places=[str(line.place) for line in lines]))
    del lines
    for answer in office.decide_all():
        if isinstance(answer, Refused):
            raise answer.error
        answer.to_json()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def peak_megabytes(path: Path) -> float:
    """The most memory a process of its own took to read the file and decide all its deals."""
    command = [sys.executable, "-m", "benchmarks.decide_all", "--whole", str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Measures every size and prints two tables."""
    runs: dict[int, Run] = {}
    peaks: dict[int, float] = {}
    medians: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder, f"{size}.jsonl")
            lives.write(path, size)
            several = [run(path) for _ in range(RUNS)]
            least = {name: min(one.seconds[name] for one in several) for name in several[0].seconds}
            runs[size] = Run(least, several[0].events, several[0].deals, several[0].facts)
            medians[size] = statistics.median(map(_total, several))
            peaks[size] = peak_megabytes(path)
    _print(runs, medians, peaks)


def _print(runs: dict[int, Run], medians: dict[int, float], peaks: dict[int, float]) -> None:
    print(machine())
    headings = ["step", *(f"{one.events:,} events, {one.deals:,} deals" for one in runs.values())]
    largest = max(runs)
    rows = [[name, *(_cost(name, one) for one in runs.values())] for name in runs[largest].seconds]
    rows.append(["all but the floors", *(f"{_total(one):.2f} s" for one in runs.values())])
    rows.append(["the same, median of the runs", *(f"{seconds:.2f} s" for seconds in medians.values())])
    rows.append(["facts in the dossiers", *(f"{one.facts:,}" for one in runs.values())])
    rows.append(["peak memory (own process)", *(f"{peak:.0f} MB" for peak in peaks.values())])
    table("All deals of a history", headings, rows)


_PER_EVENT = {"read the lines", "json.loads (floor)", "parse to events", "build the History"}
_FLOORS = {"read the lines", "json.loads (floor)", "parse to events"}


def _total(one: Run) -> float:
    return sum(seconds for name, seconds in one.seconds.items() if name not in _FLOORS)


def _cost(name: str, one: Run) -> str:
    seconds = one.seconds[name]
    per, unit = (one.events, "event") if name in _PER_EVENT or name.startswith("read_history") else (one.deals, "deal")
    extra = f", {seconds / one.facts * 1e6:.1f} µs a fact" if name in {"gather", "judge"} else ""
    return f"{seconds:.2f} s ({seconds / per * 1e6:.1f} µs a{'n' if unit == 'event' else ''} {unit}{extra})"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--whole"]:
        whole(Path(sys.argv[2]))
    else:
        main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
