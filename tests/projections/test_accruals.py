"""What deals come to is posted when they close, set free as the plan says, and taken back exactly when that changes."""

from __future__ import annotations

import pytest

import leadledger as ll
from leadledger.projections.books import Books
from leadledger.testing.money_stories import month_closed, received, refunded, swapped
from leadledger.testing.stories import (
    complaint,
    contract,
    decided,
    given,
    ruling,
    struck,
    subscription,
    visit,
    withdrawal,
)
from tests.small_plans import FLAT, amounts, books_of, small_plan

SALE = (visit("c", "zhang"), subscription("d", "c", "zhang", price={"amount": "1000000.00", "currency": "CNY"}))
IN_STEPS = (
    FLAT
    + """
[[release]]
id = "first"
cite = "2.1"
share = "70%"
on = { type = "PaymentReceived" }
[[release]]
id = "contract"
cite = "2.2"
share = "20%"
on = { type = "ContractSigned" }
[[release]]
id = "kept"
cite = "2.3"
share = "10%"
after = "2 months"
"""
)
TIERED = """
[[rate]]
id = "tiered"
cite = "1"
[rate.tiers]
kind = "%s"
over = "month"
measure = "base"
table = [{ from = "0", rate = "1%%" }, { from = "1500000", rate = "2%%" }]
"""


def price(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


def kinds(books: Books) -> list[str]:
    return [f"-{one.kind}" if one.reverses else one.kind for one in books.transactions]


def test_a_sale_is_earned_and_due_when_it_closes_where_nothing_else_is_said() -> None:
    books = books_of(given(*SALE).events, small_plan())
    assert kinds(books) == ["accrual", "release"]
    assert amounts(books) == {"agent:zhang:due": "-10000.00", "expense:commission": "10000.00"}
    accrual, release = books.transactions
    assert (accrual.deal, accrual.clause.cite, accrual.rule.cite) == ("d", "A", "1")
    assert accrual.events[0] == release.events[0]
    assert accrual.remainder == "largest-remainder"


def test_what_was_earned_is_set_free_step_by_step() -> None:
    story = given(*SALE, received("d", "300000.00"), contract("d"), month_closed("2026-06", on="2026-07-01"))
    steps = [amounts(books_of(story.events[:count], small_plan(IN_STEPS))) for count in range(2, 6)]
    assert [one["agent:zhang:earned"] for one in steps[:3]] == ["-10000.00", "-3000.00", "-1000.00"]
    assert [one.get("agent:zhang:due") for one in steps] == [None, "-7000.00", "-9000.00", "-10000.00"]


def test_a_withdrawal_takes_back_every_posting_and_leaves_nothing() -> None:
    books = books_of(given(*SALE, received("d", "1.00"), withdrawal("d")).events, small_plan(IN_STEPS))
    assert kinds(books) == ["accrual", "release", "-release", "-accrual"]
    assert amounts(books) == {}
    for one in books.transactions:
        if one.reverses is not None:
            of = books.transactions[one.reverses - 1]
            assert [(line.account, -line.amount) for line in one.postings] == [
                (line.account, line.amount) for line in of.postings
            ]


def test_after_the_contract_a_withdrawal_counts_only_where_somebody_ruled() -> None:
    told = (*SALE, contract("d"))
    assert amounts(books_of(given(*told, withdrawal("d")).events, small_plan()))
    ruled = ruling("r", deal="d", credit={"zhang": "1"}, commission={"zhang": "1"})
    assert amounts(books_of(given(*told, ruled, withdrawal("d")).events, small_plan())) == {}


def test_a_payment_given_back_whole_sets_nothing_free() -> None:
    story = given(*SALE, received("d", "5.00"), received("d", "7.00", "2"), refunded("d", "5.00"))
    assert amounts(books_of(story.events, small_plan(IN_STEPS)))["agent:zhang:due"] == "-7000.00"
    assert amounts(books_of(given(*SALE, received("d", "5.00")).events, small_plan(IN_STEPS)))["agent:zhang:due"]


@pytest.mark.parametrize("back", ["1", "another"])
def test_a_deal_of_which_all_was_paid_back_brings_nothing_until_money_comes_in_again(back: str) -> None:
    told = (*SALE, received("d", "5.00"), refunded("d", "5.00", back))
    assert amounts(books_of(given(*told).events, small_plan(IN_STEPS))) == {}
    again = books_of(given(*told, received("d", "1.00", "3")).events, small_plan(IN_STEPS))
    assert amounts(again)["expense:commission"] == "10000.00"


def test_a_refund_of_what_never_came_in_calls_nothing_off() -> None:
    told = (*SALE, refunded("d", "5.00"))
    assert amounts(books_of(given(*told).events, small_plan()))["expense:commission"] == "10000.00"


def test_commission_follows_a_swap_up_and_a_swap_down_only_by_a_ruling() -> None:
    up = books_of(given(*SALE, swapped("d", "u2", "1500000.00")).events, small_plan())
    assert amounts(up)["expense:commission"] == "15000.00"
    assert kinds(up) == ["accrual", "release", "-release", "-accrual", "accrual", "release"]
    down = swapped("d", "u2", "500000.00")
    assert amounts(books_of(given(*SALE, down).events, small_plan()))["expense:commission"] == "10000.00"
    ruled = ruling("r", deal="d", credit={"zhang": "1"}, commission={"zhang": "1"})
    assert amounts(books_of(given(*SALE, ruled, down).events, small_plan()))["expense:commission"] == "5000.00"


@pytest.mark.parametrize("kind", ["slab", "marginal"])
def test_a_later_deal_moves_the_tier_of_the_month_and_its_withdrawal_moves_it_back(kind: str) -> None:
    plan = small_plan(TIERED % kind)
    both = (*SALE, visit("c2", "zhang"), subscription("d2", "c2", "zhang", price=price("1000000.00")))
    first, second, after = (books_of(given(*told).events, plan) for told in (SALE, both, (*both, withdrawal("d2"))))
    assert amounts(first)["expense:commission"] == "10000.00"
    assert amounts(second)["expense:commission"] == {"slab": "40000.00", "marginal": "25000.00"}[kind]
    assert amounts(after) == amounts(first)


def test_a_sale_without_a_price_is_named_and_brings_nothing() -> None:
    books = books_of(given(visit("c", "zhang"), subscription("d", "c", "zhang")).events, small_plan())
    assert (dict(books.unfigured), books.transactions) == ({"d": "no-price"}, ())


def test_without_a_plan_nothing_is_posted_and_the_deal_is_named() -> None:
    assert books_of(given(*SALE).events).unfigured == {"d": "no-plan"}


def test_a_struck_closing_takes_back_what_it_brought() -> None:
    events = given(*SALE).events
    with_id = books_of(events, small_plan()).transactions[0].events[0]
    books = books_of([*events, *given(struck(with_id, on="2026-03-20")).events], small_plan())
    assert amounts(books) == {}
    assert books.unfigured == {"d": "deal-not-closed"}


def test_an_upheld_complaint_after_the_closing_moves_the_money_to_whom_it_belongs() -> None:
    told = (
        visit("c", "zhang"),
        visit("c", "li"),
        complaint("k", "c", "zhang"),
        subscription("d", "c", "li", price=price("1000000.00")),
        decided("k", "upheld"),
    )
    seed = ll.rulebooks["sales-office"]
    before = books_of(given(*told[:4]).events, small_plan(), rulebook=seed)
    after = books_of(given(*told).events, small_plan(), rulebook=seed)
    assert amounts(before)["suspense"] == "-10000.00"
    assert amounts(after) == {"agent:li:due": "-10000.00", "expense:commission": "10000.00"}


def test_currencies_are_not_added_in_tiers_and_limits() -> None:
    capped = f'{FLAT}\n[[limit]]\nid = "cap"\ncite = "3"\neach = "month"\nat_most = "500.00"\n'
    told = tuple(
        one
        for name, currency in (("d", "USD"), ("d2", "CNY"))
        for one in (
            visit(f"c{name}", "zhang"),
            subscription(name, f"c{name}", "zhang", price={"amount": "40000.00", "currency": currency}),
        )
    )
    for plan in (small_plan(capped), small_plan(TIERED % "slab"), small_plan(TIERED % "marginal")):
        found = books_of(given(*told).events, plan).balances()
        assert {currency: found["expense:commission", currency] for currency in ("CNY", "USD")} == {
            "CNY": 40_000,
            "USD": 40_000,
        }
