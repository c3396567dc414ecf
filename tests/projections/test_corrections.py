"""Corrections: what comes to light later undoes exactly what was posted, in the next open month, and nothing before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

import leadledger as ll
from leadledger.events import Event
from leadledger.ledger import open as open_ledger
from leadledger.plan import Plan
from leadledger.projections.books import Books
from leadledger.testing.money_stories import (
    adjusted,
    base_pay,
    misconduct,
    month_closed,
    plan_adopted,
    received,
    refunded,
    swapped,
    works,
)
from leadledger.testing.stories import (
    Draft,
    complaint,
    decided,
    defied,
    given,
    household,
    ruling,
    settlement,
    struck,
    subscription,
    visit,
    withdrawal,
)
from tests.small_plans import FLAT, HEAD, PENALTIES, amounts, books_of, small_plan

SEED = ll.rulebooks["sales-office"]
EARNED = small_plan(head=HEAD.replace("when-known", "when-earned"))
MARCH_CLOSES = month_closed("2026-03", on="2026-04-01")
CAP = '[[limit]]\nid = "cap"\ncite = "4"\neach = "month"\nat_most = "15000.00"\n'
LEAST = '[[limit]]\nid = "least"\ncite = "5"\neach = "deal"\nat_least = "100.00"\n'
TIERS = """
[[rate]]
id = "tiered"
cite = "1"
[rate.tiers]
kind = "slab"
over = "month"
measure = "base"
table = [{ from = "0", rate = "1%" }, { from = "1500000", rate = "2%" }]
"""


def sale(deal: str, agent: str, amount: str, *, on: str, currency: str = "CNY", **more: Any) -> tuple[Draft, Draft]:
    """A customer of the deal's own is received, and buys."""
    price = {"amount": amount, "currency": currency}
    return (
        visit(f"of-{deal}", agent, on=on, at="09:00"),
        subscription(deal, f"of-{deal}", agent, on=on, at="10:00", price=price, **more),
    )


def brought(books: Books, deal: str) -> dict[str, str]:
    return {payee: amount.amount for payee, amount in books.amounts(deal).items()}


def month(books: Books, agent: str, period: str) -> dict[str, str]:
    (statement,) = books.statement(agent, period)
    told = statement.to_dict()
    names = ("opening", "released", "clawed_back", "adjusted", "paid", "closing")
    return {name: told[name]["amount"] for name in names if told[name]["amount"] != "0.00"}


def with_struck(told: Sequence[Draft], place: int, *, on: str, plan: Plan | None = None) -> Books:
    """The books of a story of which one entry is struck in the end."""
    events: list[Event] = list(given(*told).events)
    with open_ledger(":memory:") as ledger:
        entry = ledger.import_events(events)[place].id
    return books_of([*events, *given(struck(entry, on=on)).events], plan, rulebook=SEED)


# ---------------------------------------------------------------------------------------- minimums, caps and tiers

THREE = (
    *sale("d1", "zhang", "1000000.00", on="2026-03-02"),
    *sale("d2", "zhang", "1000000.00", on="2026-03-03"),
    *sale("d3", "zhang", "1000000.00", on="2026-03-04"),
)


def test_a_minimum_is_taken_back_as_it_was_lifted() -> None:
    plan = small_plan(FLAT + LEAST)
    told = sale("d", "zhang", "1000.00", on="2026-03-02")  # 1 % is 10.00
    assert brought(books_of(given(*told).events, plan), "d") == {"zhang": "100.00"}
    assert amounts(books_of(given(*told, withdrawal("d")).events, plan)) == {}


def test_a_cap_is_crossed_inside_one_deal_which_is_figured_by_it() -> None:
    books = books_of(given(*THREE).events, small_plan(FLAT + CAP))
    # 10,000 each: of the second only 5,000 are within 15,000, of the third nothing.
    assert [brought(books, deal) for deal in ("d1", "d2", "d3")] == [{"zhang": "10000.00"}, {"zhang": "5000.00"}, {}]
    assert [one.rule.cite for one in books.transactions if one.kind == "accrual" and one.rule] == ["1", "4"]


@pytest.mark.parametrize("closed", [(), (MARCH_CLOSES,)], ids=["in its month", "after its month was closed"])
def test_what_a_cap_cut_off_is_given_back_to_later_deals_when_an_earlier_one_is_withdrawn(
    closed: tuple[Draft, ...],
) -> None:
    told, plan = (*THREE, *closed), small_plan(FLAT + CAP)
    before = books_of(given(*told).events, plan)
    after = books_of(given(*told, withdrawal("d1", on="2026-04-02")).events, plan)
    assert [brought(after, deal) for deal in ("d1", "d2", "d3")] == [{}, {"zhang": "10000.00"}, {"zhang": "5000.00"}]
    assert amounts(after) == amounts(before)  # 15,000 either way
    moved = {one.reason for one in after.transactions if one.deal in ("d2", "d3") and one.number > 4}
    assert moved == {"another-deal"}
    if closed:
        assert after.statement("zhang", "2026-03") == before.statement("zhang", "2026-03")
        # Taken back: 10,000 of the first and 5,000 of the second; given: 10,000 of the second and 5,000 of the third.
        assert month(after, "zhang", "2026-04") == {
            "opening": "15000.00",
            "released": "15000.00",
            "clawed_back": "-15000.00",
            "closing": "15000.00",
        }


def test_a_tier_that_was_reached_with_a_deal_is_lost_with_it_by_the_others_too() -> None:
    told = (*THREE[:4], MARCH_CLOSES)
    plan = small_plan(TIERS)
    before = books_of(given(*told).events, plan)
    after = books_of(given(*told, withdrawal("d1", on="2026-04-20")).events, plan)
    # 2 % of 2,000,000 while both stood, 1 % of the one that is left.
    assert month(before, "zhang", "2026-03")["closing"] == "40000.00"
    assert after.statement("zhang", "2026-03") == before.statement("zhang", "2026-03")
    assert month(after, "zhang", "2026-04")["closing"] == "10000.00"
    (april,) = after.statement("zhang", "2026-04")
    assert {(one.deal, one.reason, one.difference) for one in april.lines} == {
        ("d1", "withdrawn", "2026-03"),
        ("d2", "another-deal", "2026-03"),
    }


def test_spare_cents_are_given_back_by_whom_they_were_given_to() -> None:
    thirds = {"li": "1/3", "wang": "1/3", "zhang": "1/3"}
    told = (*sale("d", "zhang", "100.00", on="2026-03-02"), ruling("r", thirds, thirds, deal="d"))
    books = books_of(given(*told).events, small_plan(), rulebook=SEED)
    assert brought(books, "d") == {"li": "0.34", "wang": "0.33", "zhang": "0.33"}
    assert amounts(books_of(given(*told, withdrawal("d")).events, small_plan(), rulebook=SEED)) == {}


# ------------------------------------------------------------------------------------- what comes to light in April

COUPLE = (
    visit("husband", "zhang", on="2026-03-02"),
    visit("wife", "li", on="2026-03-03"),
    complaint("k", "wife", "li", on="2026-03-04"),
    subscription("d", "wife", "li", on="2026-03-10", price={"amount": "1000000.00", "currency": "CNY"}),
    received("d", "400000.00", on="2026-03-11"),
    MARCH_CLOSES,
)
LATE = {
    "a link": (household("husband", "wife", on="2026-04-10"), {"agent:zhang:due": "-10000.00"}),
    "a complaint upheld": (decided("k", "upheld", on="2026-04-10"), {"department": "-10000.00"}),
    "a complaint dismissed": (decided("k", "dismissed", on="2026-04-10"), {"agent:li:due": "-10000.00"}),
    "a swap": (swapped("d", "u2", "1200000.00", on="2026-04-10"), {"suspense": "-12000.00"}),
    "a ruling": (
        ruling("r", {"li": "1"}, {"li": "1/2", "zhang": "1/2"}, deal="d", on="2026-04-10"),
        {"agent:li:due": "-5000.00", "agent:zhang:due": "-5000.00"},
    ),
    "a settlement": (
        settlement({"zhang": "1"}, {"zhang": "1"}, ["li", "zhang"], deal="d", on="2026-04-10"),
        {"agent:zhang:due": "-10000.00"},
    ),
    "a withdrawal": (withdrawal("d", on="2026-04-10"), {}),
}


@pytest.mark.parametrize("plan", [small_plan(), EARNED], ids=["when known", "when earned"])
@pytest.mark.parametrize("late", LATE)
def test_what_comes_to_light_later_leaves_closed_months_and_ends_where_it_would_have_ended_without_them(
    late: str, plan: Plan
) -> None:
    news, expected = LATE[late]
    before, after, without = (
        books_of(given(*told).events, plan, rulebook=SEED) for told in (COUPLE, (*COUPLE, news), (*COUPLE[:-1], news))
    )
    assert {one.period for one in after.transactions[len(before.transactions) :]} == {"2026-04"}
    for agent in ("li", "zhang"):
        assert after.statement(agent, "2026-03") == before.statement(agent, "2026-03")
    commission = {"suspense": "-10000.00", "expense:commission": "10000.00"}
    assert amounts(before) == dict(sorted(commission.items()))
    assert {account: one for account, one in amounts(after).items() if account != "expense:commission"} == expected
    assert amounts(after) == amounts(without)


def test_a_plan_adopted_later_for_a_future_day_changes_nothing_before_that_day() -> None:
    one, two = (small_plan(FLAT.replace("1%", rate)).document for rate in ("1%", "2%"))
    adoption = plan_adopted(one, "2026-01-01", "2025-12-01T10:00:00+08:00", on="2026-01-02")
    told = (adoption, *sale("d1", "zhang", "1000.00", on="2026-03-10"), MARCH_CLOSES)
    later = plan_adopted({**two, "version": "2"}, "2026-05-01", "2026-04-10T10:00:00+08:00", on="2026-04-10")
    before, after = (books_of(given(*story).events) for story in (told, (*told, later)))
    assert (after.transactions, after.unfigured) == (before.transactions, before.unfigured)
    on_the_eve = (*told, later, *sale("d2", "zhang", "1000.00", on="2026-04-30"))
    books = books_of(given(*on_the_eve, *sale("d3", "zhang", "1000.00", on="2026-05-01")).events)
    assert [brought(books, deal) for deal in ("d1", "d2", "d3")] == [
        {"zhang": "10.00"},
        {"zhang": "10.00"},
        {"zhang": "20.00"},
    ]


def test_a_plan_that_is_struck_leaves_what_it_governed_to_the_one_before() -> None:
    one, two = (small_plan(FLAT.replace("1%", rate)).document for rate in ("1%", "2%"))
    told = (
        plan_adopted(one, "2026-01-01", "2025-12-01T10:00:00+08:00", on="2026-01-02"),
        plan_adopted({**two, "version": "2"}, "2026-03-01", "2026-02-01T10:00:00+08:00", on="2026-02-01"),
        *sale("d", "zhang", "1000.00", on="2026-03-10"),
        MARCH_CLOSES,
    )
    assert brought(books_of(given(*told).events), "d") == {"zhang": "20.00"}
    after = with_struck(told, 1, on="2026-04-10")
    assert brought(after, "d") == {"zhang": "10.00"}
    assert month(after, "zhang", "2026-04") == {
        "opening": "20.00",
        "released": "10.00",
        "clawed_back": "-20.00",
        "closing": "10.00",
    }
    alone = with_struck(told[:1] + told[2:], 0, on="2026-04-10")
    assert (amounts(alone), dict(alone.unfigured)) == ({}, {"d": "no-plan"})


def test_an_adjustment_that_is_struck_is_taken_back_as_a_difference() -> None:
    told = (adjusted("zhang", "-12.50", on="2026-03-10"), MARCH_CLOSES)
    after = with_struck(told, 0, on="2026-04-10", plan=small_plan())
    assert amounts(after) == {}
    (april,) = after.statement("zhang", "2026-04")
    (line,) = april.lines
    assert (line.amount.amount, line.taken_back, line.difference, line.reason) == (
        "12.50",
        True,
        "2026-03",
        "entry-struck",
    )


# --------------------------------------------------------------------------------------------- suspense and forfeiture


def test_while_a_complaint_is_open_each_gets_at_once_what_is_theirs_either_way() -> None:
    told = (
        visit("c", "zhang", on="2026-03-02"),
        visit("c", "wang", on="2026-03-03"),
        visit("c", "li", on="2026-03-04", declined=["zhang"]),
        complaint("k", "c", "zhang", on="2026-03-05"),
        subscription("d", "c", "li", on="2026-03-10", price={"amount": "1000000.00", "currency": "CNY"}),
        MARCH_CLOSES,
    )
    waiting = books_of(given(*told).events, small_plan(), rulebook=SEED)
    # Declined: li 4/5 and zhang 1/5 of 10,000; were zhang barred, li would have all: 4/5 are li's either way.
    assert brought(waiting, "d") == {"li": "8000.00", "@suspense": "2000.00"}
    dismissed, upheld = (
        books_of(given(*told, decided("k", outcome, on="2026-04-10")).events, small_plan(), rulebook=SEED)
        for outcome in ("dismissed", "upheld")
    )
    assert brought(dismissed, "d") == {"li": "8000.00", "zhang": "2000.00"}
    (zhang,) = dismissed.statement("zhang", "2026-04")
    assert {(one.difference, one.reason) for one in zhang.lines} == {("2026-03", "complaint-decided")}
    assert month(dismissed, "zhang", "2026-04") == {"released": "2000.00", "closing": "2000.00"}
    assert month(upheld, "li", "2026-04")["closing"] == "10000.00"
    assert "suspense" not in amounts(dismissed) | amounts(upheld)


def test_who_defies_a_ruling_loses_all_of_it_to_the_department() -> None:
    half = {"li": "1/2", "zhang": "1/2"}
    told = (
        *sale("d", "zhang", "1000000.00", on="2026-03-02"),
        ruling("r", half, half, deal="d", on="2026-03-20"),
        MARCH_CLOSES,
    )
    before = books_of(given(*told).events, small_plan(), rulebook=SEED)
    after = books_of(given(*told, defied("r", "li", on="2026-04-10")).events, small_plan(), rulebook=SEED)
    assert amounts(after) == {"department": "-10000.00", "expense:commission": "10000.00"}
    for agent in half:
        assert after.statement(agent, "2026-03") == before.statement(agent, "2026-03")
        (april,) = after.statement(agent, "2026-04")
        assert {(one.reason, one.difference) for one in april.lines} == {("ruling-defied", "2026-03")}
        assert month(after, agent, "2026-04") == {"opening": "5000.00", "clawed_back": "-5000.00"}


# ------------------------------------------------------------------------------------------- base pay and penalties

PUNISHED = (
    works("zhang", on="2026-03-01"),
    base_pay("zhang", "3000.00", on="2026-03-01"),
    *sale("d", "zhang", "1000000.00", on="2026-03-02"),
    misconduct("zhang", severity="serious", on="2026-03-20"),
    misconduct("zhang", severity="serious", on="2026-03-21"),
    MARCH_CLOSES,
)
CONDUCT = small_plan(FLAT + PENALTIES)


def test_penalties_are_taken_from_the_amounts_before_any_and_never_more_than_there_is() -> None:
    # Each takes 3,000 of base pay and half of 10,000; the second finds no base pay left.
    books = books_of(given(*PUNISHED).events, CONDUCT)
    taken = [(-one.on("penalties"), one.events[1]) for one in books.transactions if one.kind == "penalty"]
    assert sorted(amount for amount, _ in taken) == [300_000, 500_000, 500_000]
    assert len({finding for _, finding in taken}) == 2
    assert month(books, "zhang", "2026-03")["adjusted"] == "-10000.00"  # 3,000 of base pay, less 13,000


def test_a_finding_that_is_struck_gives_back_what_it_took_and_the_other_takes_what_it_finds() -> None:
    before = books_of(given(*PUNISHED).events, CONDUCT, rulebook=SEED)
    after = with_struck(PUNISHED, 4, on="2026-04-10", plan=CONDUCT)
    assert after.statement("zhang", "2026-03") == before.statement("zhang", "2026-03")
    # The one that is left takes 3,000 and 5,000 by itself: 5,000 less than both did.
    assert amounts(after)["penalties"] == "-8000.00"
    (april,) = after.statement("zhang", "2026-04")
    assert april.adjusted.amount == "5000.00"
    assert {(one.reason, one.difference) for one in april.lines if one.taken_back} == {("entry-struck", "2026-03")}


def test_the_only_finding_struck_leaves_no_penalty() -> None:
    after = with_struck((*PUNISHED[:5], MARCH_CLOSES), 4, on="2026-04-10", plan=CONDUCT)
    assert amounts(after) == {
        "agent:zhang:due": "-13000.00",
        "expense:base-pay": "3000.00",
        "expense:commission": "10000.00",
    }


def test_base_pay_that_is_struck_is_taken_back_with_what_was_taken_of_it() -> None:
    told = (*PUNISHED[:2], misconduct("zhang", on="2026-03-20"), MARCH_CLOSES)
    before = books_of(given(*told).events, CONDUCT)
    assert amounts(before)["penalties"] == "-137.93"  # 3,000 / 21.75
    after = with_struck(told, 1, on="2026-04-10", plan=CONDUCT)
    assert amounts(after) == {}
    assert after.statement("zhang", "2026-03") == before.statement("zhang", "2026-03")


def test_base_pay_that_becomes_known_late_is_paid_as_a_difference_for_the_closed_month() -> None:
    late = base_pay("zhang", "3500.00", on="2026-03-01", at="12:00", recorded="2026-04-10T10:00")
    told = (*PUNISHED[:2], MARCH_CLOSES)
    after = books_of(given(*told, late).events, CONDUCT)
    assert month(after, "zhang", "2026-03") == {"adjusted": "3000.00", "closing": "3000.00"}
    assert month(after, "zhang", "2026-04") == {"opening": "3000.00", "adjusted": "500.00", "closing": "3500.00"}
    (april,) = after.statement("zhang", "2026-04")
    assert {one.difference for one in april.lines} == {"2026-03"}


# -------------------------------------------------------------------------------------------- currencies, times, days


def test_amounts_in_two_currencies_are_never_added() -> None:
    told = (
        *sale("d1", "zhang", "1000000.00", on="2026-03-02"),
        *sale("d2", "zhang", "1000000.00", on="2026-03-03", currency="HKD"),
        *sale("d3", "zhang", "1000000", on="2026-03-04", currency="JPY"),
    )
    balances = books_of(given(*told).events, small_plan()).balances()
    assert {key: minor for key, minor in balances.items() if minor} == {
        ("agent:zhang:due", "CNY"): -1_000_000,
        ("agent:zhang:due", "HKD"): -1_000_000,
        ("agent:zhang:due", "JPY"): -10_000,
        ("expense:commission", "CNY"): 1_000_000,
        ("expense:commission", "HKD"): 1_000_000,
        ("expense:commission", "JPY"): 10_000,
    }


def test_a_deal_whose_payments_are_in_two_currencies_is_named_and_brings_nothing() -> None:
    received_plan = small_plan(head=HEAD.replace('"price"', '"received"'))
    dollars = received("d", "5.00", "2").fields | {"amount": {"amount": "5.00", "currency": "USD"}}
    told = (*sale("d", "zhang", "1000.00", on="2026-03-02"), received("d", "500.00"), Draft(dollars))
    books = books_of(given(*told).events, received_plan)
    assert (amounts(books), dict(books.unfigured)) == ({}, {"d": "currencies-differ"})
    assert brought(books_of(given(*told[:3]).events, received_plan), "d") == {"zhang": "5.00"}


def test_of_entries_with_one_register_time_the_one_that_stands_first_comes_first() -> None:
    at = {"on": "2026-03-31", "at": "10:00", "recorded": "2026-04-01T00:00"}
    first = visit("c", "zhang", on="2026-03-02")
    closing = subscription("d", "c", "zhang", price={"amount": "1000.00", "currency": "CNY"}, **at)
    closed = month_closed("2026-03", **(at | {"on": "2026-04-01", "at": "00:00"}))
    by_order = {
        "deal first": books_of(given(first, closing, closed).events, small_plan()),
        "month first": books_of(given(first, closed, closing).events, small_plan()),
    }
    booked = {name: {one.period for one in books.transactions} for name, books in by_order.items()}
    assert booked == {"deal first": {"2026-03"}, "month first": {"2026-04"}}
    assert amounts(by_order["deal first"]) == amounts(by_order["month first"])


@pytest.mark.parametrize(
    ("instant", "day", "period"),
    [
        ("2026-03-31T15:59:00+00:00", "2026-03-31", "2026-03"),  # 23:59 in Shanghai
        ("2026-03-31T16:01:00+00:00", "2026-04-01", "2026-04"),  # 00:01 in Shanghai, still March in London
        ("2026-03-31T09:01:00-07:00", "2026-04-01", "2026-04"),  # the same instant, told in California
    ],
)
def test_a_deal_is_of_the_day_and_month_that_it_is_in_the_office(instant: str, day: str, period: str) -> None:
    price = {"amount": "1000.00", "currency": "CNY"}
    closing = {"type": "SubscriptionSigned", "occurred_at": instant, "deal": "d", "customer": "c", "unit": "u"}
    signed = ll.event_from_dict({**closing, "agent": "zhang", "price": price})
    books = books_of([*given(visit("c", "zhang", on="2026-03-30")).events, signed], small_plan())
    assert {(str(one.effective_on), one.period) for one in books.transactions} == {(day, period)}


def test_a_refund_after_the_closing_takes_back_exactly_the_cents_of_its_part() -> None:
    plan = small_plan(head=HEAD.replace('"price"', '"received"'))
    told = (*sale("d", "zhang", "1000.00", on="2026-03-02"), received("d", "333.33"), MARCH_CLOSES)
    books = books_of(given(*told, refunded("d", "100.00", on="2026-04-10")).events, plan)
    # 1 % of 333.33 is 3.33, and of what is left, 233.33, it is 2.33.
    assert month(books, "zhang", "2026-03")["closing"] == "3.33"
    assert month(books, "zhang", "2026-04") == {
        "opening": "3.33",
        "released": "2.33",
        "clawed_back": "-3.33",
        "closing": "2.33",
    }
