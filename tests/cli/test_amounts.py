"""What ``decide --json`` says of money: the amounts of the books where a plan was adopted, else nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.ledger import open as open_ledger
from leadledger.plan import plans
from leadledger.testing.money_stories import plan_adopted, received
from leadledger.testing.stories import given, subscription, visit
from tests.cli.running import entered, run, written

PLAN = dict(plans["sales-office"].document)
DEALS = (
    visit("c", "zhang"),
    visit("c", "li", declined=["zhang"]),
    subscription("d", "c", "li", price={"amount": "1280000.00", "currency": "CNY"}),
    received("d", "100000.00"),
)
ADOPTED = plan_adopted(PLAN, "2025-12-20", "2025-12-20T10:00:00+08:00", on="2025-12-20")


def amounts(*argv: object) -> dict[str, dict[str, str]] | None:
    (told,) = run("decide", *argv, "--json").objects
    found: dict[str, dict[str, str]] | None = told["amounts"]
    return found


def test_without_a_plan_there_are_no_amounts(tmp_path: Path) -> None:
    assert amounts(written(given(*DEALS), tmp_path / "office.jsonl")) is None


@pytest.mark.parametrize("processes", [1, 2])
def test_with_a_plan_they_are_what_the_books_give_each_payee(tmp_path: Path, processes: int) -> None:
    ledger = entered(written(given(ADOPTED, *DEALS), tmp_path / "office.jsonl"), tmp_path / "office.db")
    found = amounts(ledger, "--processes", processes)
    assert found == {
        "li": {"amount": "10240.00", "currency": "CNY"},
        "zhang": {"amount": "2560.00", "currency": "CNY"},
    }
    with open_ledger(ledger) as opened:
        assert {payee: str(money) for payee, money in opened.books().amounts("d").items()} == {
            "li": "10240.00 CNY",
            "zhang": "2560.00 CNY",
        }


def test_a_deal_that_closes_before_the_plan_counts_has_none(tmp_path: Path) -> None:
    later = plan_adopted(PLAN, "2027-01-01", "2025-12-20T10:00:00+08:00", on="2025-12-20")
    assert amounts(written(given(later, *DEALS), tmp_path / "office.jsonl")) is None
