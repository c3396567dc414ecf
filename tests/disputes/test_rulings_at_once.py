"""Two managers in two processes rule on one dispute at once: one ruling stands, and the other is told of both places.

Called as a program it is one of the managers: told the number of a dispute, it records its ruling on it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, cast
from uuid import UUID

from leadledger.events import RulingMade, event_from_dict
from leadledger.ledger import open as open_ledger
from tests.cli.running import run

ROOT = Path(__file__).parents[2]
ROUNDS = 12
MANAGERS = {"wu": "li", "xu": "zhang"}


def dispute(number: int) -> dict[str, Any]:
    said = {"dispute": f"p{number}", "deal": f"d{number}", "by": "zhang", "says": "mine"}
    return {"type": "DisputeOpened", "occurred_at": "2026-03-01T10:00:00+08:00", **said}


def ruling(number: int, manager: str) -> dict[str, Any]:
    whole = {MANAGERS[manager]: "1"}
    return {
        "type": "RulingMade",
        "id": str(UUID(int=1000 * (1 + list(MANAGERS).index(manager)) + number)),
        "ruling": f"{manager}-{number}",
        "dispute": f"p{number}",
        "deal": f"d{number}",
        "credit": whole,
        "commission": whole,
        "reason": "as I read it",
        "by": manager,
        "occurred_at": "2026-04-01T10:00:00+08:00",
    }


@contextmanager
def manager(name: str, ledger: Path) -> Generator[subprocess.Popen[str]]:
    """A process that rules in *ledger* and waits to be told to begin."""
    called = [sys.executable, "-m", "tests.disputes.test_rulings_at_once", name, str(ledger)]
    child = subprocess.Popen(called, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        yield child
    finally:
        child.kill()
        with child:  # waited for, its pipes closed
            pass


def rule(managers: Iterable[subprocess.Popen[str]], number: int) -> list[dict[str, Any]]:
    """All are told to rule on one dispute at the same moment: what became of it."""
    pipes = [(cast("IO[str]", one.stdin), cast("IO[str]", one.stdout)) for one in managers]
    for told, _ in pipes:
        told.write(f"{number}\n")
        told.flush()
    return [json.loads(said.readline()) for _, said in pipes]


def test_of_two_processes_that_rule_on_one_dispute_one_gets_through(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with open_ledger(path) as ledger:
        ledger.import_events([event_from_dict(dispute(number)) for number in range(ROUNDS)])
    with ExitStack() as stack:
        children = [stack.enter_context(manager(name, path)) for name in MANAGERS]
        rounds = [rule(children, number) for number in range(ROUNDS)]
    with open_ledger(path) as ledger:
        stands = {
            entry.event.dispute: (entry.position, entry.event.by)
            for entry in ledger.events()
            if isinstance(entry.event, RulingMade)
        }
        assert ledger.head().size == 2 * ROUNDS
        assert ledger.verify().first_bad is None
    for number, both in enumerate(rounds):
        assert sorted(one["code"] for one in both) == [0, 2]
        won, lost = sorted(both, key=lambda one: one["code"])
        position, by = stands[f"p{number}"]
        assert by == won["by"]
        refusal = (
            rf"leadledger: dispute 'p{number}' is ruled on twice: \S*office\.db, entry {position} "
            rf"\(RulingMade {ruling(number, by)['id']}\) and the new entry "
            rf"\(RulingMade {ruling(number, lost['by'])['id']}\)\n"
        )
        assert re.fullmatch(refusal, lost["err"]), lost["err"]
        assert lost["out"] == ""


def _wait_and_rule(name: str, ledger: str) -> None:
    _say("ready")
    for line in sys.stdin:
        number = int(line)
        done = run("record", ledger, json.dumps(ruling(number, name)))
        _say(json.dumps({"by": name, "code": done.code, "out": done.out, "err": done.err}))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _wait_and_rule(*sys.argv[1:])
