"""Small commission plans and books, for tests of what is posted."""

from __future__ import annotations

from collections.abc import Sequence

import leadledger as ll
from leadledger.events import Event
from leadledger.ledger import open as open_ledger
from leadledger.plan import Plan, parse_plan
from leadledger.projections.books import Books
from leadledger.rulebook.rulebook import Rulebook
from tests.small_books import small_book

HEAD = """
name = "small"
version = "1"
title = { en = "Small" }
[terms]
timezone = "Asia/Shanghai"
reversals = "when-known"
[base]
of = "price"
"""
FLAT = """
[[rate]]
id = "flat"
cite = "1"
rate = "1%"
"""
PENALTIES = """
[[penalty]]
id = "ordinary"
cite = "7.1"
kind = ["snatching"]
severity = ["ordinary"]
base_pay = "day"
[[penalty]]
id = "serious"
cite = "7.2"
kind = ["snatching"]
severity = ["serious"]
base_pay = "month"
bonus = "1/2"
"""
BOOK = small_book()


def small_plan(text: str = FLAT, *, head: str = HEAD) -> Plan:
    """A plan of one per cent of the price, or as *text* has it."""
    return parse_plan(head + text, source="small")


def books_of(
    events: Sequence[Event], plan: Plan | None = None, *, rulebook: Rulebook = BOOK, batches: int = 1
) -> Books:
    """The books of events, imported in so many batches."""
    with open_ledger(":memory:") as ledger:
        size = max(1, -(-len(events) // batches))
        for start in range(0, len(events), size):
            ledger.import_events(events[start : start + size])
        return ledger.books(rulebook=rulebook, plan=plan)


def amounts(books: Books, **until: object) -> dict[str, str]:
    """What stands on each account that is not at zero, as text."""
    found = books.balances(**until)  # type: ignore[arg-type]
    return {account: ll.Money(minor, currency).amount for (account, currency), minor in found.items() if minor}
