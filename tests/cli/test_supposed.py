"""A closed month under another plan is said to be supposed, and nobody is paid by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.plan import plans
from leadledger.testing.money_stories import month_closed, plan_adopted, received
from leadledger.testing.stories import given, subscription, visit
from tests.cli.running import entered, refused, run, written
from tests.small_plans import FLAT, HEAD

PLAN = dict(plans["sales-office"].document)
TOLD = (
    plan_adopted(PLAN, "2026-01-01", "2025-12-20T10:00:00+08:00", on="2026-02-20"),
    visit("c", "zhang", on="2026-03-02"),
    subscription("d", "c", "zhang", on="2026-03-10", price={"amount": "1280000.00", "currency": "CNY"}),
    received("d", "100000.00", on="2026-03-12"),
    month_closed("2026-03", on="2026-04-01"),
)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return entered(written(given(*TOLD), tmp_path / "office.jsonl"), tmp_path / "office.db")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    file = tmp_path / "other.toml"
    file.write_text(HEAD + FLAT, encoding="utf-8")
    return file


def test_the_statement_of_a_closed_month_under_another_plan_is_no_closed_one(closed: Path, other: Path) -> None:
    (as_it_is,) = run("statement", closed, "--period", "2026-03", "--json").objects
    (supposed,) = run("statement", closed, "--period", "2026-03", "--plan", other, "--json").objects
    assert (as_it_is["closed"], supposed["closed"]) == (True, False)
    told = run("statement", closed, "--period", "2026-03", "--plan", other).out
    assert "which is not the one adopted" in " ".join(told.split())


def test_nobody_is_paid_by_another_plan_than_the_one_adopted(closed: Path, other: Path) -> None:
    for more in (["--agent", "zhang"], ["--all"], ["--all", "--dry-run"]):
        done = run("pay", closed, "--period", "2026-03", "--plan", other, *more)
        assert "a commission plan was adopted here" in refused(done)
    assert run("pay", closed, "--period", "2026-03", "--agent", "zhang", "--paid-on", "2026-04-05").code == 0
    (april,) = run("statement", closed, "--period", "2026-04", "--json").objects
    assert [(line["kind"], line["on"]) for line in april["lines"]] == [("payment", "2026-04-05")]
