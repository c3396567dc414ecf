"""What closing would bring is asked without closing; nobody is paid by a plan that is not the one adopted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leadledger.errors import EntryRefused
from leadledger.ledger import open as open_ledger
from leadledger.plan import plans
from leadledger.testing.money_stories import adjusted, base_pay, plan_adopted, works
from leadledger.testing.stories import given
from tests.small_plans import BOOK, books_of, small_plan

STAFF = (works("zhang", on="2026-03-01"), base_pay("zhang", "3000.00", on="2026-03-01"))
PLAN = small_plan()
NOW = datetime(2026, 4, 2, tzinfo=UTC)


def test_the_books_if_a_month_were_closed_have_its_end_and_close_nothing() -> None:
    with open_ledger(":memory:", clock=lambda: NOW) as ledger:
        ledger.import_events(given(*STAFF).events)
        before = ledger.head()
        would = ledger.books_if_closed("2026-03", rulebook=BOOK, plan=PLAN)
        assert would.statement("zhang", "2026-03")[0].closing.amount == "3000.00"
        assert ledger.head() == before
        assert not ledger.books(rulebook=BOOK, plan=PLAN).closed
        ledger.close_period("2026-03", rulebook=BOOK, plan=PLAN)
        assert ledger.books(rulebook=BOOK, plan=PLAN).statement("zhang", "2026-03") == would.statement(
            "zhang", "2026-03"
        )


def test_no_month_is_closed_without_a_plan() -> None:
    with open_ledger(":memory:", clock=lambda: NOW) as ledger:
        ledger.import_events(given(*STAFF).events)
        with pytest.raises(EntryRefused, match="no commission plan was adopted"):
            ledger.close_period("2026-03", rulebook=BOOK)


def test_where_a_plan_was_adopted_nobody_is_paid_by_another() -> None:
    adopted = plan_adopted(dict(plans["sales-office"].document), "2026-01-01", "2025-12-31T10:00:00+08:00")
    with open_ledger(":memory:", clock=lambda: NOW) as ledger:
        ledger.import_events(given(*STAFF, adopted).events)
        ledger.close_period("2026-03", rulebook=BOOK)
        with pytest.raises(EntryRefused, match="expected no other plan"):
            ledger.pay("zhang", "2026-03", rulebook=BOOK, plan=PLAN)
        assert ledger.pay("zhang", "2026-03", rulebook=BOOK, paid_at=NOW).new


def test_what_somebody_wrote_to_an_adjustment_stands_on_its_line() -> None:
    books = books_of(given(*STAFF, adjusted("zhang", "-12.50")).events, PLAN)
    (line,) = books.statement("zhang", "2026-03")[0].lines
    assert line.note == "put right (manager)"
