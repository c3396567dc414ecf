"""``close``: a month is closed once, when it is over, and its statements are said with what is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.commission import april, march, told
from tests.cli.running import refused, run

__all__ = ["april", "march"]


def test_a_month_is_closed_and_what_is_due_is_listed(march: Path) -> None:
    done = run("close", march, "2026-03")
    words = " ".join(done.out.split())
    assert done.code == 0
    assert words.startswith("March 2026 is closed by entry 13 of")
    assert "李娜 CNY 0.00 5,600.00 0.00 0.00 0.00 5,600.00" in words
    (li, _) = run("statement", march, "--period", "2026-03", "--json").objects
    assert (li["closed"], li["closing"]["amount"]) == (True, "5600.00")


def test_in_json_it_is_one_object(march: Path) -> None:
    assert run("close", march, "2026-03", "--json").objects == [{"period": "2026-03", "position": 13, "new": True}]


def test_a_dry_run_lists_and_closes_nothing(march: Path) -> None:
    done = run("close", march, "2026-03", "--dry-run", "--lang", "zh")
    assert "试运行" in done.out
    assert "5,600.00" in done.out
    assert run("close", march, "2026-03", "--dry-run", "--json").objects == [
        {"period": "2026-03", "position": None, "new": None}
    ]
    (li, _) = run("statement", march, "--period", "2026-03", "--json").objects
    assert li["closed"] is False


def test_a_month_without_anything_in_it_is_closed_too(march: Path) -> None:
    assert "There is nothing to state for February 2026." in run("close", march, "2026-02").out


def test_a_closed_month_is_not_closed_again(april: Path) -> None:
    assert "the month 2026-03 is closed twice" in refused(run("close", april, "2026-03"))


def test_a_month_that_is_not_over_is_refused(march: Path) -> None:
    period = f"{datetime.now(UTC) + timedelta(days=40):%Y-%m}"
    assert f"the month {period} is not over" in refused(run("close", march, period))


@pytest.mark.parametrize("period", ["2026-3", "2026-00", "March", ""])
def test_what_is_no_month_is_refused(march: Path, period: str) -> None:
    assert refused(run("close", march, period)) == f"PERIOD {period}: expected a month such as 2026-03"


def test_only_a_ledger_can_be_closed_and_it_has_to_be_there(march: Path) -> None:
    assert refused(run("close", "nix.db", "2026-03")) == "nix.db: there is no such ledger"
    assert "march.jsonl" in refused(run("close", march.with_suffix(".jsonl"), "2026-03"))
    assert told(run("close", march, "2026-03", "--rulebook", "nix")).startswith("no rulebook is named 'nix'")
