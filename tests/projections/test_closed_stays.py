"""A closed month stays as it is, whatever is imported or renamed afterwards."""

from __future__ import annotations

import pytest

from leadledger.errors import EntryRefused
from leadledger.ledger import open as open_ledger
from leadledger.testing.money_stories import month_closed, works
from leadledger.testing.stories import given, subscription, visit
from tests.small_plans import BOOK, books_of, small_plan

SALE = (
    works("zhang", on="2026-03-01"),
    visit("c", "zhang", on="2026-03-02"),
    subscription("d", "c", "zhang", on="2026-03-10", price={"amount": "1000000.00", "currency": "CNY"}),
    month_closed("2026-03", on="2026-04-01"),
)
LATE = given(visit("late", "zhang", on="2026-03-20")).events


def test_an_old_register_is_refused_behind_a_closing_and_nothing_of_it_is_entered() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.import_events(given(*SALE).events)
        before = ledger.head()
        with pytest.raises(EntryRefused, match=r"is before a month was closed here, 2026-04-01T.*record it live"):
            ledger.import_events([*given(visit("new", "li", on="2026-04-02")).events, *LATE])
        assert ledger.head() == before


def test_what_is_there_already_may_be_imported_again() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.import_events(given(*SALE).events)
        assert {one.new for one in ledger.import_events(given(*SALE).events)} == {False}


def test_a_register_that_brings_its_own_closings_is_imported_whole() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.import_events([*given(*SALE).events, *LATE])
        assert ledger.books(rulebook=BOOK, plan=small_plan()).is_closed("2026-03")


def test_the_statement_of_a_closed_month_keeps_the_names_of_its_closing() -> None:
    renamed = works("zhang", on="2026-04-02").fields | {"name": "Somebody Else"}
    told = (*SALE, works("zhang", on="2026-04-02"))
    story = [
        event.model_copy(update={"name": renamed["name"]}) if i == 4 else event
        for i, event in enumerate(given(*told).events)
    ]
    books = books_of(story, small_plan())
    assert books.names["zhang"] == "Somebody Else"
    assert books.statement("zhang", "2026-03")[0].names["zhang"] == "Zhang"
    assert books.statement("zhang", "2026-04")[0].names["zhang"] == "Somebody Else"
