"""``decide --processes``: a ledger's deals decided by several processes, printed as one prints them."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.ledger import open as open_ledger
from tests.cli.running import refused, run
from tests.ledger.writing import HISTORY


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "office.db"
    with open_ledger(path) as opened:
        opened.import_files(HISTORY)
    return path


@pytest.mark.parametrize("shown", [["--json", "--considered"], ["--considered"], ["--lang", "zh"]])
def test_two_processes_print_what_one_prints(ledger: Path, shown: list[str]) -> None:
    alone = run("decide", ledger, *shown)
    together = run("decide", ledger, *shown, "--processes", "2")
    assert len(alone.out) > 1_000
    assert (together.out, together.err) == (alone.out, alone.err)


def test_deals_named_one_by_one_are_shared_too_and_those_not_closed_are_refused(ledger: Path) -> None:
    deals = ["--deal", "RG003", "--deal", "RG001", "--deal", "RG999", "--json"]
    alone, together = (run("decide", ledger, *deals, "--processes", number) for number in (1, 2))
    assert [one["deal"] for one in alone.objects] == ["RG001", "RG003"]
    assert "no entry speaks of deal 'RG999'" in alone.err
    assert together == alone


def test_no_process_at_all_decides_nothing(ledger: Path) -> None:
    assert refused(run("decide", ledger, "--processes", 0)) == "--processes 0: expected 1 or more"
