"""The ledger beside bare SQLite and a classic application of the eventsourcing package, all in one run.

``python -m benchmarks.ledger [EVENTS …] [--folder FOLDER] [--rounds ROUNDS]``

Everything is repeated in turn: one round asks each question of each file of each size.
Other work on the machine then falls on all of them alike. The figures are medians, the ratios those of medians.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.loading import BATCH, CLASSIC, LEDGER, RAW, Files, Seconds, file_of
from benchmarks.measuring import machine, table, yardstick
from benchmarks.offices import Size
from benchmarks.questions import DECIDE_ALL, DECIDE_BY_TWO, DECIDE_ONE, READ_ALL, READ_DOSSIER, Outcome, ask

SIZES = (10_000, 1_000_000)
SINGLES = 500
ROUNDS = 3
PEERS = (LEDGER, RAW, CLASSIC)
ASKED_OF = {
    READ_DOSSIER: PEERS,
    DECIDE_ONE: (LEDGER, CLASSIC),
    READ_ALL: PEERS,
    DECIDE_ALL: (LEDGER, CLASSIC),
    DECIDE_BY_TWO: (LEDGER,),
}
PROMISED_MILLISECONDS = 3.0
MEANT_FOR = 1_000_000
"""The promises about deciding all deals are made for this many events."""


@dataclass(slots=True)
class Measured:
    """All that was measured at one size."""

    size: Size
    batches: Seconds = field(default_factory=dict)
    singles: Seconds = field(default_factory=lambda: defaultdict(list))
    outcomes: dict[tuple[str, str], list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    megabytes: dict[str, float] = field(default_factory=dict)

    def seconds(self, question: str, peer: str) -> float:
        """The median of the rounds."""
        return statistics.median(one.seconds for one in self.outcomes[question, peer])

    def wall(self, question: str, peer: str) -> float:
        """By the clock on the wall: the median of the rounds."""
        return statistics.median(one.wall for one in self.outcomes[question, peer])

    def reading(self, peer: str) -> float:
        """Of deciding all deals, reading and decoding: the median of the rounds."""
        return statistics.median(one.reading for one in self.outcomes[DECIDE_ALL, peer])

    def memory(self, question: str, peer: str) -> float:
        """The most memory of any round."""
        return max(one.megabytes for one in self.outcomes[question, peer])


def measure(sizes: list[int], folder: Path, rounds: int) -> list[Measured]:
    """Fills the files, then asks the questions, size by size in each round."""
    all_measured = [Measured(Size.of(events)) for events in sizes]
    with ExitStack() as stack:
        opened = []
        for one in all_measured:
            _say(f"filling three files with {one.size.events:,} events")
            files = stack.enter_context(Files(folder / str(one.size.events), one.size))
            one.batches = files.load()
            opened.append(files.singles(SINGLES))
        _say("appending one at a time")
        for several in zip(*opened, strict=True):
            for one, seconds in zip(all_measured, several, strict=True):
                for peer, samples in seconds.items():
                    one.singles[peer] += samples
    for number in range(rounds):
        for question, peers in ASKED_OF.items():
            _say(f"round {number + 1} of {rounds}: {question}")
            for one in all_measured:
                for peer in peers:
                    outcome = ask(question, peer, folder / str(one.size.events), one.size.deals)
                    one.outcomes[question, peer].append(outcome)
    for one in all_measured:
        one.megabytes = {peer: file_of(folder / str(one.size.events), peer).stat().st_size / 2**20 for peer in PEERS}
    return all_measured


def report(all_measured: list[Measured]) -> None:
    """Prints the tables: speed beside the promises, growth, memory."""
    for one in all_measured:
        size = one.size
        title = f"{size.events:,} events, {size.customers:,} customers, {size.deals:,} deals"
        headings = ["", "ledger", "raw `sqlite3`", "classic application", "ratio", "promised", "kept"]
        table(title, headings, [*_appending(one), *_reading(one), *_deciding_all(one)])
        _agreement(one)
    table(
        "Deciding one deal as the ledger grows",
        ["events", "median", "promised", "of the first size"],
        _growth(all_measured),
    )
    table(
        "Peak memory, each in a process of its own, and size of the file",
        ["", "events", "ledger", "raw `sqlite3`", "classic application"],
        [row for one in all_measured for row in _memory(one)],
    )


def _appending(one: Measured) -> list[list[str]]:
    single = {peer: statistics.median(one.singles[peer]) for peer in PEERS}
    batch = {peer: BATCH / statistics.median(one.batches[peer]) for peer in PEERS}
    whole = {peer: one.size.events / sum(one.batches[peer]) for peer in PEERS}
    times = single[LEDGER] / single[RAW]
    part, of_whole = batch[LEDGER] / batch[RAW], whole[LEDGER] / whole[RAW]
    return [
        [
            "durable append of one",
            *(f"{single[peer] * 1e6:,.0f} µs" for peer in PEERS),
            f"{times:.2f} × raw",
            "≤ 1.5 × raw",
            _kept(times <= 1.5),
        ],
        [
            f"append in batches of {BATCH:,}",
            *(f"{batch[peer]:,.0f} events/s" for peer in PEERS),
            f"{part:.2f} × raw",
            "≥ 0.5 × raw",
            _kept(part >= 0.5),
        ],
        ["the whole history so", *(f"{whole[peer]:,.0f} events/s" for peer in PEERS), f"{of_whole:.2f} × raw", "", ""],
    ]


def _reading(one: Measured) -> list[list[str]]:
    dossier = {peer: one.seconds(READ_DOSSIER, peer) for peer in PEERS}
    decide = {peer: one.seconds(DECIDE_ONE, peer) for peer in (LEDGER, CLASSIC)}
    count = one.outcomes[READ_ALL, LEDGER][0].count
    every = {peer: count / one.seconds(READ_ALL, peer) for peer in PEERS}
    faster = every[LEDGER] / every[CLASSIC]
    in_time = decide[LEDGER] * 1e3 <= PROMISED_MILLISECONDS
    return [
        [
            "read one customer's entries",
            *(f"{dossier[peer] * 1e6:,.0f} µs" for peer in PEERS),
            _times(dossier[CLASSIC] / dossier[LEDGER]),
            "",
            "",
        ],
        [
            "decide one",
            f"{decide[LEDGER] * 1e3:.2f} ms",
            "–",
            f"{decide[CLASSIC] * 1e3:.2f} ms",
            _times(decide[CLASSIC] / decide[LEDGER]),
            f"≤ {PROMISED_MILLISECONDS:.0f} ms",
            _kept(in_time),
        ],
        [
            "read everything",
            *(f"{every[peer]:,.0f} events/s" for peer in PEERS),
            _times(faster),
            "≥ 1.5 × faster",
            _kept(faster >= 1.5),
        ],
    ]


def _deciding_all(one: Measured) -> list[list[str]]:
    reading = {peer: one.reading(peer) for peer in (LEDGER, CLASSIC)}
    whole = {peer: one.seconds(DECIDE_ALL, peer) for peer in (LEDGER, CLASSIC)}
    rows: list[list[str]] = []
    for name, seconds, least in (("decide all: reading and decoding", reading, 8), ("decide all: the whole", whole, 4)):
        faster = seconds[CLASSIC] / seconds[LEDGER]
        promised = one.size.events == MEANT_FOR
        rows.append(
            [
                name,
                f"{seconds[LEDGER]:.2f} s",
                "–",
                f"{seconds[CLASSIC]:.2f} s",
                _times(faster),
                f"≥ {least} × faster" if promised else "",
                _kept(faster >= least) if promised else "",
            ]
        )
    return [*rows, *_by_the_clock(one)]


def _by_the_clock(one: Measured) -> list[list[str]]:
    """Deciding all deals in one process and in two, starting them included, beside the application's one."""
    theirs = one.wall(DECIDE_ALL, CLASSIC)
    named = (("decide all: by the clock, one process", DECIDE_ALL), ("decide all: by the clock, two", DECIDE_BY_TWO))
    return [
        [name, f"{ours:.2f} s", "–", f"{theirs:.2f} s", _times(theirs / ours), "", ""]
        for name, ours in ((name, one.wall(question, LEDGER)) for name, question in named)
    ]


def _agreement(one: Measured) -> None:
    """Says whether both came to the same answers: all deals from all entries, and one deal from its own streams."""
    asked = ((DECIDE_ALL, LEDGER), (DECIDE_ALL, CLASSIC), (DECIDE_BY_TWO, LEDGER))
    digests = {outcome.answers for question in asked for outcome in one.outcomes[question]}
    deals = one.outcomes[DECIDE_ALL, LEDGER][0].count
    print(f"\nAll {deals:,} deals decided: {'the same answers' if len(digests) == 1 else 'THE ANSWERS DIFFER'}.")
    ours, theirs = (one.outcomes[DECIDE_ONE, peer][0].answers for peer in (LEDGER, CLASSIC))
    same = sum(a == b for a, b in zip(ours, theirs, strict=True))
    print(f"One by one, the classic application by the streams of deal and buyer alone: {same} of {len(ours)} alike.")


def _growth(all_measured: list[Measured]) -> list[list[str]]:
    medians = [one.seconds(DECIDE_ONE, LEDGER) for one in all_measured]
    return [
        [
            f"{one.size.events:,}",
            f"{median * 1e3:.2f} ms",
            f"≤ {PROMISED_MILLISECONDS:.0f} ms",
            f"{median / medians[0]:.2f}",
        ]
        for one, median in zip(all_measured, medians, strict=True)
    ]


def _memory(one: Measured) -> list[list[str]]:
    events = f"{one.size.events:,}"
    rows = [
        [question, events, *(f"{one.memory(question, peer):,.0f} MB" if peer in asked else "–" for peer in PEERS)]
        for question, asked in ASKED_OF.items()
    ]
    return [*rows, ["file", events, *(f"{one.megabytes[peer]:,.0f} MB" for peer in PEERS)]]


def _times(ratio: float) -> str:
    return f"{ratio:.2f} × faster" if ratio >= 1 else f"{1 / ratio:.2f} × slower"


def _kept(yes: bool) -> str:
    return "yes" if yes else "**no**"


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Measures in a temporary folder, which is deleted, and prints the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ledger", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument(
        "events", nargs="*", type=int, default=list(SIZES), help="how many events, several sizes if given"
    )
    parser.add_argument("--folder", type=Path, help="where to put the files while measuring: the disk that is measured")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each question is asked")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder, prefix="leadledger-") as folder:
        print(machine(), yardstick(), sep="\n")
        all_measured = measure(asked.events, Path(folder), asked.rounds)
        report(all_measured)
        print("\n" + yardstick())


if __name__ == "__main__":
    main()
