"""What the processes do that write to one ledger at once: run as ``python -m tests.ledger.writing``."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from leadledger.errors import HistoryContradiction, LeadledgerError
from leadledger.events import HoldReleased, SubscriptionSigned
from leadledger.importing import read_history
from leadledger.ledger import Ledger, Office
from leadledger.ledger import open as open_ledger
from leadledger.ledger.recording import record
from leadledger.store.database import Database
from leadledger.store.entries import Incoming
from leadledger.store.journal import Journal

START = datetime(2026, 4, 1, 9, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
HISTORY = ROOT / "examples" / "office" / "history.jsonl"
APPENDS = 30
BATCH = 49


class Erratic:
    """A clock that jumps to and fro by up to an hour, and is *ahead* by some hours."""

    def __init__(self, seed: int, ahead: int = 0) -> None:
        self._choose = random.Random(seed)
        self._from = START + timedelta(hours=ahead)

    def __call__(self) -> datetime:
        return self._from + timedelta(seconds=self._choose.randint(-3600, 3600))


def hold(name: str) -> HoldReleased:
    return HoldReleased(occurred_at=START, deal=name)


def record_some(ledger: Ledger, writer: str) -> list[tuple[int, str]]:
    """Record single entries and batches in turn; where each stands."""
    stands: list[tuple[int, str]] = []
    for number in range(APPENDS):
        names = [f"{writer}-{number}-{part}" for part in range(1 + number % 3 * 4)]
        receipts = ledger.record([hold(name) for name in names])
        assert [receipt.position for receipt in receipts] == [receipts[0].position + at for at in range(len(names))]
        assert all(receipt.new for receipt in receipts)
        stands.extend(zip((receipt.position for receipt in receipts), names, strict=True))
    return stands


def recording(path: str, writer: str, seed: str, ahead: str) -> None:
    with open_ledger(path, create=False, clock=Erratic(int(seed), int(ahead))) as ledger:
        when_told()
        for stand in record_some(ledger, writer):
            say(stand)


def closing(path: str, agent: str, *deals: str) -> None:
    with open_ledger(path, create=False) as ledger:
        when_told()
        for deal in deals:
            event = SubscriptionSigned(occurred_at=START, deal=deal, customer=f"of-{deal}", agent=agent, unit=deal)
            try:
                (receipt,) = ledger.record(event)
            except HistoryContradiction as refusal:
                say({"agent": agent, "places": refusal.places, "sentence": str(refusal)})
            else:
                say({"agent": agent, "position": receipt.position})


def deciding(path: str, size: str, *deals: str) -> None:
    with open_ledger(path, create=False) as ledger:
        when_told()
        while True:
            began = ledger.head().size
            for deal in deals:
                before = ledger.head().size
                answer = answer_of(ledger, deal)
                say([before, ledger.head().size, deal, answer])
            if began == int(size):
                return


def appending(path: str) -> None:
    lines = [Incoming(line.event, str(line.place)) for line in read_history(HISTORY)]
    with Database(path, create=False) as database:
        journal = Journal(database)
        when_told()
        for start in range(0, len(lines), BATCH):
            record(journal, lines[start : start + BATCH], register=True)


def answer_of(office: Office | Ledger, deal: str) -> str:
    """The answer as it is written, or what kind of refusal there is."""
    try:
        return office.decide(deal).to_json(considered=True)
    except LeadledgerError as refusal:
        return type(refusal).__name__


def when_told() -> None:
    """Say that everything is open, and wait until all are."""
    say("ready")
    sys.stdin.readline()


def say(what: object) -> None:
    """One line of JSON to whoever started this."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


DONE: dict[str, Callable[..., None]] = {each.__name__: each for each in (recording, closing, deciding, appending)}

if __name__ == "__main__":
    DONE[sys.argv[1]](*sys.argv[2:])
