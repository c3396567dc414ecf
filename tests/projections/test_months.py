"""Months: what is booked where, what a closed one never takes, and what its end brings."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from leadledger.projections.books import Books
from leadledger.testing.money_stories import (
    adjusted,
    base_pay,
    misconduct,
    month_closed,
    paid_out,
    received,
    refunded,
    released,
    works,
)
from leadledger.testing.stories import draft, given, struck, subscription, visit, withdrawal
from tests.small_plans import FLAT, HEAD, PENALTIES, amounts, books_of, small_plan

SALE = (
    works("zhang", on="2026-03-01"),
    visit("c", "zhang", on="2026-03-02"),
    subscription("d", "c", "zhang", on="2026-03-10", price={"amount": "1000000.00", "currency": "CNY"}),
)
CLOSED = (*SALE, month_closed("2026-03", on="2026-04-01"), paid_out("zhang", "2026-03", "10000.00", on="2026-04-05"))


def sums(books: Books, period: str, agent: str = "zhang") -> dict[str, str]:
    (statement,) = books.statement(agent, period)
    told = statement.to_dict()
    names = ("opening", "earned", "released", "clawed_back", "adjusted", "paid", "closing", "pending")
    return {name: told[name]["amount"] for name in names if told[name]["amount"] != "0.00"}


def test_a_month_that_is_paid_stands_open_with_nothing() -> None:
    books = books_of(given(*CLOSED).events, small_plan())
    assert sums(books, "2026-03") == {"earned": "10000.00", "released": "10000.00", "closing": "10000.00"}
    assert sums(books, "2026-04") == {"opening": "10000.00", "paid": "-10000.00"}


def test_a_withdrawal_after_the_month_was_paid_leaves_its_statement_and_shows_in_the_next_one() -> None:
    before = books_of(given(*CLOSED).events, small_plan())
    after = books_of(given(*CLOSED, withdrawal("d", on="2026-04-20")).events, small_plan())
    assert after.statement("zhang", "2026-03") == before.statement("zhang", "2026-03")
    assert sums(after, "2026-04") == {
        "opening": "10000.00",
        "earned": "-10000.00",
        "clawed_back": "-10000.00",
        "paid": "-10000.00",
        "closing": "-10000.00",
    }
    (april,) = after.statement("zhang", "2026-04")
    assert {(line.kind, line.difference, line.reason) for line in april.lines if line.taken_back} == {
        ("accrual", "2026-03", "withdrawn"),
        ("release", "2026-03", "withdrawn"),
    }


def test_reversals_dated_when_earned_are_booked_in_the_next_open_month_and_for_the_day_they_were_earned() -> None:
    plan = small_plan(head=_head("when-earned"))
    books = books_of(given(*CLOSED, withdrawal("d", on="2026-04-20")).events, plan)
    back = [one for one in books.transactions if one.reverses]
    assert {(str(one.effective_on), one.period) for one in back} == {("2026-03-10", "2026-04")}
    assert sums(books, "2026-03")["closing"] == "10000.00"


def test_balances_are_asked_for_a_day_and_as_known_at_once() -> None:
    books = books_of(given(*CLOSED, withdrawal("d", on="2026-04-20")).events, small_plan(head=_head("when-earned")))
    march, known = date(2026, 3, 31), datetime.fromisoformat("2026-04-19T00:00+08:00")
    assert amounts(books, effective=march) == {}
    assert amounts(books, effective=march, known_at=known)["expense:commission"] == "10000.00"


def test_what_is_known_only_after_a_month_was_closed_is_booked_in_the_next_as_it_is_for_the_old_one() -> None:
    late = subscription(
        "d2",
        "c2",
        "zhang",
        on="2026-03-30",
        recorded="2026-04-02T10:00",
        price={"amount": "100.00", "currency": "CNY"},
    )
    told = (*SALE, visit("c2", "zhang", on="2026-03-11"), month_closed("2026-03", on="2026-04-01"), late)
    books = books_of(given(*told).events, small_plan())
    found = [one for one in books.transactions if one.deal == "d2"]
    assert {(str(one.effective_on), one.period) for one in found} == {("2026-03-30", "2026-04")}


def test_base_pay_comes_with_the_end_of_the_month_and_penalties_take_no_more_than_there_is() -> None:
    told = (
        *SALE,
        base_pay("zhang", "3000.00", on="2026-03-01"),
        misconduct("zhang", severity="serious", on="2026-03-20"),
        misconduct("zhang", severity="serious", on="2026-03-21"),
        misconduct("zhang", severity="serious", on="2026-03-22"),
        month_closed("2026-03", on="2026-04-01"),
    )
    books = books_of(given(*told).events, small_plan(FLAT + PENALTIES))
    assert amounts(books) == {
        "expense:base-pay": "3000.00",
        "expense:commission": "10000.00",
        "penalties": "-13000.00",
    }


def test_a_day_of_base_pay_is_reckoned_by_the_plans_working_days() -> None:
    told = (
        works("zhang", on="2026-03-01"),
        base_pay("zhang", "3000.00", on="2026-03-01"),
        misconduct("zhang", on="2026-03-20"),
        month_closed("2026-03", on="2026-04-01"),
    )
    plan = small_plan(FLAT + PENALTIES, head=_head("when-known", 'base_pay_days = "87/4"'))
    assert amounts(books_of(given(*told).events, plan))["penalties"] == "-137.93"


@pytest.mark.parametrize(
    ("recoverable", "accounts"),
    [
        ("false", {"agent:zhang:due": "-7000.00", "expense:commission": "4000.00", "expense:guarantees": "3000.00"}),
        ("true", {"agent:zhang:due": "-6000.00", "agent:zhang:drawn": "2000.00", "expense:commission": "4000.00"}),
    ],
)
def test_a_guarantee_is_kept_and_a_draw_is_earned_back(recoverable: str, accounts: dict[str, str]) -> None:
    least = 'id = "least"\ncite = "5"\namount = { amount = "2000.00", currency = "CNY" }'
    text = f"\n[[guarantee]]\n{least}\nrecoverable = {recoverable}\n"
    told = (
        works("zhang", on="2026-03-01"),
        month_closed("2026-03", on="2026-04-01"),
        visit("c", "zhang", on="2026-04-02"),
        subscription("d", "c", "zhang", on="2026-04-10", price={"amount": "300000.00", "currency": "CNY"}),
        month_closed("2026-04", on="2026-05-01"),
        visit("c1", "zhang", on="2026-05-02"),
        subscription("d1", "c1", "zhang", on="2026-05-10", price={"amount": "100000.00", "currency": "CNY"}),
        month_closed("2026-05", on="2026-06-01"),
    )
    plan = small_plan(FLAT + text)
    # March lacks 2,000 and May 1,000; April is 1,000 beyond, which only a draw takes back.
    assert amounts(books_of(given(*told).events, plan)) == accounts


def test_a_debt_is_carried_forward_and_written_off_when_it_is_older_than_the_horizon() -> None:
    told = (
        *CLOSED,
        withdrawal("d", on="2026-04-20"),
        *(month_closed(f"2026-{month:02}", on=f"2026-{month + 1:02}-01") for month in range(4, 8)),
    )
    plan = small_plan(head=_head("when-known", 'write_off_after = "2 months"'))
    books = books_of(given(*told).events, plan)
    assert [(one.kind, one.period) for one in books.transactions if one.kind == "write-off"] == [
        ("write-off", "2026-07")
    ]
    assert amounts(books) == {"agent:zhang:paid": "-10000.00", "expense:written-off": "10000.00"}


def test_an_adjustment_is_due_at_once_and_may_be_negative() -> None:
    books = books_of(given(*SALE, adjusted("zhang", "-12.50")).events, small_plan())
    assert sums(books, "2026-03")["adjusted"] == "-12.50"


def test_refunding_everything_returns_every_account_to_zero_where_commission_is_on_what_came_in() -> None:
    plan = small_plan(head=_head("when-known").replace('of = "price"', 'of = "received"'))
    told = (
        *SALE,
        received("d", "1000.01"),
        received("d", "33.33", "2"),
        refunded("d", "1000.01"),
        refunded("d", "33.33", "2"),
    )
    books = books_of(given(*told).events, plan)
    assert books.transactions
    assert amounts(books) == {}


def _head(reversals: str, more: str = "") -> str:
    return HEAD.replace('reversals = "when-known"', f'reversals = "{reversals}"\n{more}')


def test_a_finding_that_is_struck_gives_back_what_it_took() -> None:
    told = (
        *SALE,
        base_pay("zhang", "3000.00", on="2026-03-01"),
        misconduct("zhang", severity="serious", on="2026-03-20"),
        month_closed("2026-03", on="2026-04-01"),
    )
    events = given(*told).events
    plan = small_plan(FLAT + PENALTIES)
    found = next(one for one in books_of(events, plan).transactions if one.kind == "penalty").events[1]
    after = books_of([*events, *given(struck(found, on="2026-04-10")).events], plan)
    assert sums(after, "2026-03")["adjusted"] == "-5000.00"
    assert sums(after, "2026-04")["adjusted"] == "8000.00"
    assert "penalties" not in amounts(after)


def test_nobody_is_topped_up_for_what_was_taken_back() -> None:
    least = 'id = "least"\ncite = "5"\namount = { amount = "2000.00", currency = "CNY" }'
    told = (*CLOSED, withdrawal("d", on="2026-04-20"), month_closed("2026-04", on="2026-05-01"))
    books = books_of(given(*told).events, small_plan(f"{FLAT}\n[[guarantee]]\n{least}\n"))
    assert sums(books, "2026-04")["adjusted"] == "2000.00"


def test_who_comes_and_goes_within_a_month_has_its_base_pay() -> None:
    left = draft("AgentResigned", agent="li", on="2026-03-20")
    told = (works("li", on="2026-03-10"), base_pay("li", "3000.00", on="2026-03-10"), left)
    closed = [month_closed("2026-03", on="2026-04-01"), month_closed("2026-04", on="2026-05-01")]
    books = books_of(given(*told, *closed).events, small_plan())
    assert amounts(books) == {"agent:li:due": "-3000.00", "expense:base-pay": "3000.00"}


def test_a_list_price_that_is_entered_late_moves_the_rate_at_once() -> None:
    rates = """
[[rate]]
id = "dear"
cite = "1"
rate = "2%"
discount = { at_most = "1%" }
[[rate]]
id = "rest"
cite = "2"
rate = "1%"
"""
    late = released("unit-d", "1000000.00", on="2026-03-09", recorded="2026-03-15T10:00")
    before, after = (books_of(given(*told).events, small_plan(rates)) for told in (SALE, (*SALE, late)))
    assert [amounts(one)["expense:commission"] for one in (before, after)] == ["10000.00", "20000.00"]


def test_a_payment_that_is_entered_late_sets_free_for_the_day_on_which_it_came_in() -> None:
    text = f'{FLAT}\n[[release]]\nid = "paid"\ncite = "2"\nshare = "100%"\non = {{ type = "PaymentReceived" }}\n'
    late = received("d", "5.00", on="2026-03-30", recorded="2026-04-02T10:00")
    release = books_of(given(*SALE, late).events, small_plan(text)).transactions[-1]
    assert (release.kind, str(release.effective_on), release.period) == ("release", "2026-03-30", "2026-03")
