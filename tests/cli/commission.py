"""A small office with a commission plan, three deals and a closed month, for the commands about money."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.plan import plans
from leadledger.testing.money_stories import month_closed, paid_out, plan_adopted, received
from leadledger.testing.stories import Story, contract, given, joined, registered, ruling, subscription, visit
from tests.cli.running import Run, entered, written

PLAN = plans["sales-office"].document


def price(amount: str, currency: str = "CNY") -> dict[str, str]:
    return {"amount": amount, "currency": currency}


def story(*more: object) -> Story:
    """March: two deals, one of them shared; a third is for a later ruling."""
    return given(
        joined("zhang", "张伟", on="2026-03-01"),
        joined("li", "李娜", on="2026-03-01"),
        plan_adopted(PLAN, "2026-03-01", "2026-02-20T10:00:00+08:00", on="2026-03-01", at="09:00"),
        registered("c1", "zhang", on="2026-03-02"),
        visit("c1", "li", declined=["zhang"], on="2026-03-10"),
        subscription("d1", "c1", "li", price=price("1000000.05"), on="2026-03-12"),
        received("d1", "500000.00", on="2026-03-13"),
        registered("c2", "zhang", on="2026-03-14"),
        subscription("d2", "c2", "zhang", price=price("800000.00"), on="2026-03-15"),
        contract("d2", on="2026-03-20"),
        registered("c3", "li", on="2026-03-21"),
        subscription("=d3", "c3", "li", on="2026-03-22"),
        *more,  # type: ignore[arg-type]
    )


CLOSED = month_closed("2026-03", on="2026-04-01", at="09:00")
PAID = paid_out("li", "2026-03", "5600.00", on="2026-04-05")
RULED = ruling("r1", {"zhang": "1"}, {"zhang": "1"}, deal="d1", on="2026-04-10")


@pytest.fixture
def march(tmp_path: Path) -> Path:
    """March as a ledger, not closed."""
    return entered(written(story(), tmp_path / "march.jsonl"), tmp_path / "march.db")


@pytest.fixture
def april(tmp_path: Path) -> Path:
    """March is closed and paid, and in April the manager rules otherwise about a deal of March."""
    return entered(written(story(CLOSED, PAID, RULED), tmp_path / "april.jsonl"), tmp_path / "april.db")


def told(done: Run) -> str:
    """The one sentence of a refusal, beside what is said of the books."""
    lines = [line for line in done.err.splitlines() if not line.startswith(("No rulebook", "Of 1 deal"))]
    assert (done.code, done.out, len(lines)) == (2, "", 1)
    return lines[0].removeprefix("leadledger: ")
