"""Several threads and processes on one ledger: nothing is lost, times go forward, one of two closings gets through."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from leadledger.dossier import History
from leadledger.events import HoldReleased
from leadledger.importing import read_history
from leadledger.ledger import Ledger, Office
from leadledger.ledger import open as open_ledger
from leadledger.rulebook.attribution import Attribution
from tests.ledger.writing import APPENDS, BATCH, HISTORY, ROOT, Erratic, answer_of, record_some


def hold_to_account(ledger: Ledger, stands: Sequence[tuple[int, str]]) -> None:
    """What was said to stand is all there is, positions have no gaps, and no time runs backwards along them."""
    entries = sorted(ledger.events(), key=lambda entry: entry.position)
    deals = [entry.event.deal for entry in entries if isinstance(entry.event, HoldReleased)]
    assert list(enumerate(deals, 1)) == sorted(stands)
    assert [entry.position for entry in entries] == list(range(1, len(stands) + 1))
    for times in ([entry.recorded_at for entry in entries], [entry.entered_at for entry in entries]):
        assert times == sorted(times)
    assert ledger.verify().first_bad is None


def test_several_threads_record_at_once_under_a_clock_that_jumps(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "office.db", clock=Erratic(1)) as ledger:
        together, stands = threading.Barrier(4), list[list[tuple[int, str]]]()

        def work(writer: str) -> None:
            together.wait()
            stands.append(record_some(ledger, writer))

        threads = [threading.Thread(target=work, args=(f"thread-{number}",)) for number in range(4)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            assert ledger.verify().first_bad is None  # also while others append
        for thread in threads:
            thread.join()
        assert len(stands) == 4
        hold_to_account(ledger, [stand for some in stands for stand in some])


@contextmanager
def processes(*commands: Sequence[object]) -> Generator[list[subprocess.Popen[str]]]:
    """Children that run functions of writing.py; each says ``ready`` and begins when it is told to go."""
    running: list[subprocess.Popen[str]] = []
    try:
        for command in commands:
            called = [sys.executable, "-m", "tests.ledger.writing", *map(str, command)]
            running.append(subprocess.Popen(called, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT))
        for child in running:
            assert child.stdout is not None
            assert child.stdout.readline() == '"ready"\n'
        yield running
    finally:
        for child in running:
            child.kill()
            with child:  # waited for, its pipes closed
                pass


def go(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("go\n")
    child.stdin.flush()


def told(child: subprocess.Popen[str]) -> list[Any]:
    """What the child says until it ends, which it must do well."""
    assert child.stdout is not None
    said = [json.loads(line) for line in child.stdout]
    assert child.wait() == 0
    return said


def test_several_processes_record_at_once_under_clocks_that_differ(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with open_ledger(path) as ledger:
        commands = [("recording", path, f"process-{number}", number, 5 * number - 5) for number in range(3)]
        with processes(*commands) as children:
            for child in children:
                go(child)
            stands = [(position, name) for child in children for position, name in told(child)]
        assert len(stands) == 3 * sum(1 + number % 3 * 4 for number in range(APPENDS))
        hold_to_account(ledger, stands)


def test_of_two_processes_that_close_one_deal_one_gets_through_and_the_other_hears_of_both_places(
    tmp_path: Path,
) -> None:
    path = tmp_path / "office.db"
    deals = [f"d{number}" for number in range(40)]
    with open_ledger(path) as ledger:
        with processes(*(("closing", path, agent, *deals) for agent in ("li", "zhang"))) as children:
            for child in children:
                go(child)
            outcomes = [told(child) for child in children]
        for deal, *both in zip(deals, *outcomes, strict=True):
            ((agent, position),) = [(one["agent"], one["position"]) for one in both if "position" in one]
            (refusal,) = [one for one in both if "position" not in one]
            assert refusal["places"] == [f"{path}, entry {position}", "the new entry"]
            assert all(place in refusal["sentence"] for place in refusal["places"])
            assert deal in refusal["sentence"]
            assert ledger.decide(deal).owner == agent
        assert ledger.head().size == len(deals)
        assert ledger.verify().ok


def test_one_process_decides_over_and_over_while_another_appends_the_example_office(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    lines = read_history(HISTORY)
    whole = [answer for answer in Office(History.of(lines)).decide_all() if isinstance(answer, Attribution)]

    @cache
    def office(upto: int) -> Office:
        return Office(History.of(lines[:upto]))

    @cache
    def by_prefix(upto: int, deal: str) -> str:
        return answer_of(office(upto), deal)

    with open_ledger(path) as ledger:
        deals = [answer.deal for answer in whole]
        commands = [("deciding", path, len(lines), *deals), ("appending", path)]
        with ThreadPoolExecutor(1) as pool, processes(*commands) as (reader, writer):
            go(reader)
            assert reader.stdout is not None
            first = json.loads(reader.stdout.readline())
            go(writer)
            rest = pool.submit(told, reader)
            told(writer)  # if it fails, the reader is not waited for
            answers = [first, *rest.result()]
        for before, after, deal, answer in answers:
            assert before % BATCH == 0
            assert answer in {by_prefix(upto, deal) for upto in range(before, after + 1, BATCH)}
        assert answers[0][0] == 0
        assert [answer for *_, answer in answers[-len(deals) :]] == [by_prefix(len(lines), deal) for deal in deals]
        assert [one.to_json() for one in ledger.decide_all() if isinstance(one, Attribution)] == [
            answer.to_json() for answer in whole
        ]
        assert ledger.verify().ok
