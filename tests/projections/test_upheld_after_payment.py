"""A complaint upheld after the month was closed and paid: that month stands, the next one says what changed and why.

In March Zhang receives a customer, and Li does after him. The customer complains of Zhang, which is dismissed. Li
closes the deal, and it is Zhang's, who came first. March is closed and paid. In April the dismissal is struck on
appeal, and the complaint, filed before the closing, is upheld: the deal is Li's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import leadledger as ll
from leadledger.errors import EntryRefused
from leadledger.events import CommissionPaid, Event
from leadledger.ledger import open as open_ledger
from leadledger.plan import plans
from leadledger.projections.books import Books
from leadledger.projections.statement import Line, Statement
from leadledger.reports.csv_text import statements_csv
from leadledger.reports.html_page import statements_html
from leadledger.reports.payroll import payroll_csv
from leadledger.reports.terminal import statement_text
from leadledger.reports.xlsx import statements_xlsx
from leadledger.testing.money_stories import month_closed, paid_out, plan_adopted, received, works
from leadledger.testing.stories import Draft, complaint, contract, decided, given, struck, subscription, visit
from tests.small_plans import amounts, books_of

SEED = ll.rulebooks["sales-office"]
OFFICE = ZoneInfo("Asia/Shanghai")
REPORTS = {
    "JSON": lambda statements: json.dumps([one.to_dict() for one in statements]).encode(),
    "terminal": lambda statements: "".join(map(statement_text, statements)).encode(),
    "CSV": statements_csv,
    "HTML": statements_html,
    "XLSX": statements_xlsx,
    "payroll": payroll_csv,
}


def plan_of_the_office(**terms: str) -> Mapping[str, Any]:
    """The plan that comes with the seed's rulebook, some terms changed."""
    document = plans["sales-office"].document
    return {**document, "terms": {**document["terms"], **terms}}


def sold(deal: str, customer: str, agent: str, amount: str, *, on: str) -> tuple[Draft, ...]:
    """A deal closes, its price comes in whole, and the contract is signed: all of its commission is due."""
    price = {"amount": amount, "currency": "CNY"}
    return (
        subscription(deal, customer, agent, on=on, price=price),
        received(deal, amount, at="11:00"),
        contract(deal, at="12:00"),
    )


def march(**terms: str) -> list[Event]:
    """March, closed and paid."""
    story = given(
        plan_adopted(plan_of_the_office(**terms), "2026-01-01", "2025-12-20T10:00:00+08:00", on="2026-01-02"),
        works("zhang", on="2026-01-05"),
        works("li", on="2026-01-05"),
        visit("c", "zhang", on="2026-03-02"),
        visit("c", "li", on="2026-03-05"),
        complaint("k", "c", "zhang", on="2026-03-08"),
        decided("k", "dismissed", on="2026-03-09"),
        *sold("d", "c", "li", "1000000.00", on="2026-03-10"),
        visit("c2", "li", on="2026-03-12"),
        *sold("d2", "c2", "li", "500000.00", on="2026-03-20"),
        month_closed("2026-03", on="2026-04-01"),
        paid_out("zhang", "2026-03", "10000.00", on="2026-04-05"),
        paid_out("li", "2026-03", "5000.00", on="2026-04-05"),
    )
    return list(story.events)


def april(**terms: str) -> list[Event]:
    """March, and what came to light in April."""
    told = march(**terms)
    with open_ledger(":memory:") as ledger:
        (dismissal,) = [
            receipt.id for event, receipt in zip(told, ledger.import_events(told), strict=True) if _is_dismissal(event)
        ]
    appeal = given(struck(dismissal, on="2026-04-10"), decided("k", "upheld", on="2026-04-10", at="15:00"))
    return [*told, *appeal.events]


def _is_dismissal(event: Event) -> bool:
    return event.type == "ComplaintDecided"


def of_month(books: Books, period: str) -> list[Statement]:
    return [one for agent in books.agents() for one in books.statement(agent, period)]


def sums(books: Books, agent: str, period: str) -> dict[str, str]:
    (statement,) = books.statement(agent, period)
    told = statement.to_dict()
    names = ("opening", "released", "clawed_back", "adjusted", "paid", "closing")
    return {name: told[name]["amount"] for name in names if told[name]["amount"] != "0.00"}


def lines(books: Books, agent: str, kind: str) -> list[Line]:
    (statement,) = books.statement(agent, "2026-04")
    return [line for line in statement.lines if line.kind == kind]


@pytest.mark.parametrize("reversals", ["when-known", "when-earned"])
@pytest.mark.parametrize("report", REPORTS)
def test_the_statements_of_march_are_byte_for_byte_as_they_were_paid_by(report: str, reversals: str) -> None:
    before, after = (books_of(told(reversals=reversals), rulebook=SEED) for told in (march, april))
    assert len(of_month(before, "2026-03")) == 2
    assert REPORTS[report](of_month(after, "2026-03")) == REPORTS[report](of_month(before, "2026-03"))


@pytest.mark.parametrize("report", REPORTS)
def test_an_agent_who_takes_another_name_has_the_old_one_on_the_statements_of_months_closed_before(
    report: str,
) -> None:
    renamed = given(works("li", on="2026-04-20")).events[0].model_copy(update={"name": "Li Na"})
    before, after = (books_of(told, rulebook=SEED) for told in (march(), [*march(), renamed]))
    assert REPORTS[report](of_month(after, "2026-03")) == REPORTS[report](of_month(before, "2026-03"))
    (now,) = after.statement("li", "2026-04")
    assert now.names["li"] == "Li Na"


def test_april_takes_from_the_one_who_lost_all_that_march_brought_and_says_which_month_and_why() -> None:
    books = books_of(april(), rulebook=SEED)
    # 10,000 in three steps: 70 % with the payment, 20 % with the contract, 10 % with the last of the price.
    back = lines(books, "zhang", "release")
    assert [one.amount.amount for one in back] == ["-1000.00", "-2000.00", "-7000.00"]
    assert {(one.deal, one.taken_back, one.difference, one.reason) for one in back} == {
        ("d", True, "2026-03", "entry-struck")
    }
    assert sums(books, "zhang", "2026-04") == {
        "opening": "10000.00",
        "clawed_back": "-10000.00",
        "paid": "-10000.00",
        "closing": "-10000.00",
    }


@pytest.mark.parametrize("reversals", ["when-known", "when-earned"])
def test_april_gives_it_to_the_one_it_belongs_to_and_says_which_month_and_why(reversals: str) -> None:
    books = books_of(april(reversals=reversals), rulebook=SEED)
    (earned,) = lines(books, "li", "accrual")
    assert (earned.deal, earned.amount.amount, earned.share, earned.clause.cite) == ("d", "10000.00", 1, "5.1")
    assert (earned.reason, earned.difference) == ("complaint-decided", "2026-03")
    free = lines(books, "li", "release")
    assert [(one.amount.amount, one.difference) for one in free] == [
        ("7000.00", "2026-03"),
        ("2000.00", "2026-03"),
        ("1000.00", "2026-03"),
    ]
    assert sums(books, "li", "2026-04") == {
        "opening": "5000.00",
        "released": "10000.00",
        "paid": "-5000.00",
        "closing": "10000.00",
    }
    (statement,) = books.statement("li", "2026-04")
    told = " ".join(statement_text(statement, columns=200).split())
    assert "difference for March 2026, which was closed before because: a complaint was decided" in told


def test_what_march_left_is_known_as_it_was_then_and_as_it_is_now() -> None:
    end, then = date(2026, 3, 31), datetime(2026, 4, 9, tzinfo=OFFICE)
    as_paid = {"agent:li:due": "-5000.00", "agent:zhang:due": "-10000.00", "expense:commission": "15000.00"}
    known = books_of(april(reversals="when-known"), rulebook=SEED)
    earned = books_of(april(reversals="when-earned"), rulebook=SEED)
    for books in (known, earned):
        assert amounts(books, effective=end, known_at=then) == as_paid
    assert amounts(known, effective=end) == as_paid
    assert amounts(earned, effective=end) == {"agent:li:due": "-15000.00", "expense:commission": "15000.00"}
    # Either way all of it stands alike once the April entries themselves are counted.
    assert amounts(known) == amounts(earned)


def test_a_debt_is_carried_forward_and_met_by_later_commission_before_anything_is_paid() -> None:
    later = given(
        month_closed("2026-04", on="2026-05-01"),
        visit("c3", "zhang", on="2026-05-02"),
        *sold("d3", "c3", "zhang", "300000.00", on="2026-05-10"),
        month_closed("2026-05", on="2026-06-01"),
        visit("c4", "zhang", on="2026-06-02"),
        *sold("d4", "c4", "zhang", "900000.00", on="2026-06-10"),
        month_closed("2026-06", on="2026-07-01"),
    )
    clock = datetime(2026, 7, 2, 9, tzinfo=OFFICE)
    with open_ledger(":memory:", clock=lambda: clock) as ledger:
        ledger.import_events([*april(), *later.events])
        books = ledger.books(rulebook=SEED)
        months = ("2026-04", "2026-05", "2026-06")
        # 10,000 are owed; May brings 3,000 and June 9,000.
        assert [sums(books, "zhang", one)["closing"] for one in months] == ["-10000.00", "-7000.00", "2000.00"]
        for month in ("2026-04", "2026-05"):
            with pytest.raises(EntryRefused, match=f"nothing is due to 'zhang' for {month}"):
                ledger.pay("zhang", month, rulebook=SEED)
        ledger.pay("zhang", "2026-06", rulebook=SEED)
        (paid,) = [one.event for one in ledger.events() if one.recorded_at >= clock]
        assert isinstance(paid, CommissionPaid)
        assert (paid.agent, paid.period, str(paid.amount)) == ("zhang", "2026-06", "2000.00 CNY")
        assert "agent:zhang:due" not in amounts(ledger.books(rulebook=SEED))


def test_what_is_left_of_a_debt_is_written_off_after_the_horizon_and_not_a_day_earlier() -> None:
    later = given(
        month_closed("2026-04", on="2026-05-01"),
        visit("c3", "zhang", on="2026-05-02"),
        *sold("d3", "c3", "zhang", "300000.00", on="2026-05-10"),
        *(month_closed(f"2026-{month:02}", on=f"2026-{month + 1:02}-01") for month in range(5, 9)),
    )
    books = books_of([*april(write_off_after="2 months"), *later.events], rulebook=SEED)
    # Owed since 30 April; two months through 30 June: the end of June is still within them, the end of July is not.
    closings = {month: sums(books, "zhang", month).get("closing") for month in ("2026-06", "2026-07", "2026-08")}
    assert closings == {"2026-06": "-7000.00", "2026-07": None, "2026-08": None}
    (lost,) = [one for one in books.transactions if one.kind == "write-off"]
    assert (lost.agent, lost.period, lost.effective_on) == ("zhang", "2026-07", date(2026, 7, 31))
    assert amounts(books)["expense:written-off"] == "7000.00"
