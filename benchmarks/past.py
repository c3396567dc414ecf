"""Deciding at a past time beside deciding now, of one ledger, against the promise of at most twice the time.

``python -m benchmarks.past [EVENTS] [--folder FOLDER]``

Each deal is decided now and as known at its closing, a month after it, and in the middle of the ledger's time; the
questions take turns, so that other work on the machine falls on all of them alike. The figures are medians.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

import leadledger as ll
from benchmarks.measuring import machine, table, yardstick
from benchmarks.offices import Size, history
from leadledger.errors import LeadledgerError

EVENTS = 100_000
ASKED = 300
ROUNDS = 3
PROMISED = 2.0
_BATCH = 10_000


def main() -> None:
    """Fills a ledger, asks, and prints the medians and their ratio to the present."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.past", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("events", nargs="?", type=int, default=EVENTS, help="how many events")
    parser.add_argument("--folder", type=Path, help="where to put the ledger while measuring")
    asked = parser.parse_args()
    print(machine(), yardstick(), sep="\n")
    with tempfile.TemporaryDirectory(dir=asked.folder, prefix="leadledger-") as folder:
        size = Size.of(asked.events)
        with ll.open(Path(folder) / "office.db") as ledger:
            events = history(size)
            while batch := list(islice(events, _BATCH)):
                ledger.import_events(batch)
            rows = _measured(ledger, size)
    table(f"{size.events:,} events, {size.deals:,} deals", ["known at", "median", "of the present", "kept"], rows)
    print("\n" + yardstick())


def _measured(ledger: ll.Ledger, size: Size) -> list[list[str]]:
    deals = [f"d{number:05d}" for number in Random(1).sample(range(size.deals), min(ASKED, size.deals))]
    closings = {deal: ledger.decide(deal).dossier.closing.facts[0].recorded_at for deal in deals}
    first, last = min(closings.values()), max(closings.values())
    middle = first + (last - first) / 2
    samples: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for deal, closed in closings.items():
            times = {"now": None, "its closing": closed, "a month later": closed + timedelta(days=30)}
            if closed <= middle:
                times["the middle of all"] = middle
            for name, known_at in times.items():
                samples.setdefault(name, []).append(_seconds(ledger, deal, known_at))
    now = statistics.median(samples["now"])
    found = {name: statistics.median(seconds) for name, seconds in samples.items()}
    return [
        [name, f"{median * 1e3:.2f} ms", f"{median / now:.2f}", "yes" if median <= PROMISED * now else "**no**"]
        for name, median in found.items()
    ]


def _seconds(ledger: ll.Ledger, deal: str, known_at: datetime | None) -> float:
    start = time.process_time()
    try:
        ledger.decide(deal, known_at=known_at)
    except LeadledgerError as refusal:
        raise SystemExit(f"{deal} cannot be decided as known at {known_at}: {refusal}") from None
    return time.process_time() - start


if __name__ == "__main__":
    main()
