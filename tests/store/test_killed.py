"""A process killed while it appends loses nothing that it was told stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from leadledger.events import HoldReleased
from leadledger.ledger import open as open_ledger
from tests.store.prepared import START

KILLS = 20
BATCH = 25
_CHILD = """
import sys
from datetime import datetime, UTC
from leadledger.events import HoldReleased
from leadledger.ledger import open as open_ledger

path, round_, batch = sys.argv[1], sys.argv[2], int(sys.argv[3])
at = datetime(2026, 4, 1, 9, tzinfo=UTC)
with open_ledger(path, create=False) as ledger:
    number = 0
    while True:
        number += 1
        of = batch if number % 3 == 0 else 1
        names = [f"round-{round_}-append-{number}-of-{of}-part-{part}" for part in range(of)]
        receipts = ledger.record([HoldReleased(occurred_at=at, deal=name, note="by phone") for name in names])
        for name, receipt in zip(names, receipts, strict=True):
            print(receipt.position, receipt.id, name)
        print("appended", flush=True)
"""


def killed_while_appending(path: Path, round_: int, after_appends: int) -> list[tuple[int, UUID, str]]:
    """What the child had been told stands when it was killed, while it went on appending."""
    command = [sys.executable, "-c", _CHILD, str(path), str(round_), str(BATCH)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said: list[str] = []
        for line in child.stdout:
            said.append(line)
            if said.count("appended\n") == after_appends:
                break
        child.kill()
        said.extend(child.stdout.read().splitlines(keepends=True))
    assert child.returncode == -9
    told = [line.split() for line in said if line.endswith("\n") and line != "appended\n"]
    return [(int(position), UUID(id_), name) for position, id_, name in told]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_twenty_kills_lose_no_acknowledged_entry_and_no_part_of_a_batch(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    open_ledger(path).close()
    acknowledged: dict[int, tuple[UUID, str]] = {}
    for round_ in range(KILLS):
        for position, id_, name in killed_while_appending(path, round_, 1 + round_ * 3 % 17):
            assert position not in acknowledged
            acknowledged[position] = id_, name
        with open_ledger(path, create=False) as ledger:
            found = ledger.verify()
            assert found.first_bad is None
            entries = {entry.position: entry for entry in ledger.events()}
            assert sorted(entries) == list(range(1, found.events + 1))
            there = {at: (entry.id, deal_of(entry.event)) for at, entry in entries.items()}
            assert {at: there.get(at) for at in acknowledged} == acknowledged
            assert torn_batches([name for _, name in there.values()]) == []
            (receipt,) = ledger.record(HoldReleased(occurred_at=START, deal=f"after-{round_}-of-1-part-0"))
            assert (receipt.position, receipt.new) == (found.events + 1, True)
            acknowledged[receipt.position] = receipt.id, f"after-{round_}-of-1-part-0"
    assert len(acknowledged) > 10 * KILLS


def deal_of(event: object) -> str:
    assert isinstance(event, HoldReleased)
    return event.deal


def torn_batches(names: list[str]) -> list[str]:
    """The appends of which some entries are there, and not all."""
    parts: dict[str, int] = {}
    for name in names:
        append = name.rsplit("-part-", 1)[0]
        parts[append] = parts.get(append, 0) + 1
    return [append for append, found in parts.items() if found != int(append.rsplit("-of-", 1)[1])]
