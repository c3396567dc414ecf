"""When what was earned is set free."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.events import ContractSigned, PaymentRefunded
from leadledger.plan import Plan, Sale, released
from leadledger.plan.examples import a_plan, a_sale
from leadledger.plan.releasing import Released
from leadledger.values import Money
from tests.plan.sales import plans, sales

EVER = date(2999, 12, 31)
totals = st.integers(0, 10**6).map(lambda units: Money(units, "CNY"))


def said(found: tuple[Released, ...]) -> list[tuple[str, str, str, str | None]]:
    return [(one.release, one.money.amount, str(one.on), one.by and one.by.type) for one in found]


def staged(*releases: dict[str, Any]) -> Plan:
    return a_plan(release=[{"id": f"r{place}", "cite": "7", **one} for place, one in enumerate(releases, start=1)])


def test_a_plan_without_releases_sets_all_free_at_the_closing() -> None:
    sale, amount = a_sale("100.00"), Money(100, "CNY")
    assert said(released(a_plan(), sale, amount, sale.closed_on)) == [
        ("closing", "1.00", "2026-03-01", "SubscriptionSigned")
    ]
    assert released(a_plan(), sale, amount, sale.closed_on - timedelta(days=1)) == ()
    assert a_plan().cited("closing")[0] == "closing"


def test_milestones_are_reached_by_the_first_entry_that_is_meant() -> None:
    plan = staged(
        {"share": "70%", "on": {"type": "PaymentReceived"}},
        {"share": "20%", "paid": "50%"},
        {"share": "10%", "paid": "100%"},
    )
    found = released(plan, a_sale("100.00", "30.00", "20.00", "49.99"), Money(1003, "CNY"), EVER)
    assert said(found) == [
        ("r1", "7.02", "2026-03-02", "PaymentReceived"),
        ("r2", "2.01", "2026-03-03", "PaymentReceived"),
    ]


def test_time_sets_free_on_the_day_itself_counted_from_the_closing_or_another_release() -> None:
    plan = staged({"share": "40%", "paid": "10%"}, {"share": "60%", "after": "1 month", "from": "r1"})
    sale, amount = a_sale("100.00", "30.00"), Money(100, "CNY")
    assert said(released(plan, sale, amount, date(2026, 4, 1))) == [("r1", "0.40", "2026-03-02", "PaymentReceived")]
    assert said(released(plan, sale, amount, date(2026, 4, 2)))[1:] == [("r2", "0.60", "2026-04-02", None)]
    assert said(released(staged({"share": "1", "after": "6 months"}), sale, amount, EVER)) == [
        ("r1", "1.00", "2026-09-01", None)
    ]


def test_nothing_is_free_before_the_closing() -> None:
    early = ContractSigned(deal="d1", occurred_at=datetime(2026, 2, 1, tzinfo=UTC))
    sale = a_sale("100.00")
    sale = Sale(**{**{name: getattr(sale, name) for name in sale.__slots__}, "events": ((early, date(2026, 2, 1)),)})
    plan = staged({"share": "1", "on": {"type": "ContractSigned"}})
    assert said(released(plan, sale, Money(5, "CNY"), EVER)) == [("r1", "0.05", "2026-03-01", "ContractSigned")]


def test_pro_rata_follows_each_payment_up_to_the_price_and_refunds_back() -> None:
    sale = a_sale("3.00", "1.00", "1.00", "1.00", "1.00")
    back = PaymentRefunded(
        deal="d1", payment="p5", amount=Money(200, "CNY"), occurred_at=datetime(2026, 3, 9, tzinfo=UTC)
    )
    refunded = Sale(
        **{name: getattr(sale, name) for name in sale.__slots__ if name != "events"},
        events=(*sale.events, (back, date(2026, 3, 9))),
    )
    plan = staged({"share": "1", "pro_rata": True})
    whole = [
        ("r1", amount, f"2026-03-0{day}", "PaymentReceived") for day, amount in enumerate(("0.33", "0.33", "0.34"), 2)
    ]
    assert said(released(plan, sale, Money(100, "CNY"), EVER)) == whole
    assert said(released(plan, refunded, Money(100, "CNY"), EVER)) == [
        *whole,
        ("r1", "-0.34", "2026-03-09", "PaymentRefunded"),
    ]


@given(plans(), sales(), totals)
def test_never_more_is_free_than_there_is_and_never_less_than_nothing(plan: Plan, sale: Sale, amount: Money) -> None:
    for day in (sale.closed_on + timedelta(days=days) for days in range(-5, 50)):
        free = sum(one.money.amount_minor for one in released(plan, sale, amount, day))
        assert 0 <= free <= amount.amount_minor


@given(plans(), sales(), totals)
def test_what_is_free_on_a_day_stays_so_on_the_next(plan: Plan, sale: Sale, amount: Money) -> None:
    whole = released(plan, sale, amount, EVER)
    for day in (sale.closed_on + timedelta(days=days) for days in range(-5, 50)):
        assert released(plan, sale, amount, day) == tuple(one for one in whole if one.on <= day)


@given(plans(), totals)
def test_all_is_free_exactly_once_everything_is_reached(plan: Plan, amount: Money) -> None:
    sale = a_sale("100.00", "33.33", "33.33", "33.34")
    signed = ContractSigned(deal="d1", occurred_at=datetime(2026, 3, 20, tzinfo=UTC))
    done = Sale(
        **{name: getattr(sale, name) for name in sale.__slots__ if name != "events"},
        events=(*sale.events, (signed, date(2026, 3, 20))),
    )
    found = released(plan, done, amount, EVER)
    assert sum(one.money.amount_minor for one in found) == amount.amount_minor
    assert list(found) == sorted(found, key=lambda one: one.on)


@pytest.mark.parametrize(("price", "free"), [("0.00", ["0.09"]), (None, [])])
def test_without_a_price_nothing_is_free_little_by_little_and_for_nothing_all_at_once(
    price: str | None, free: list[str]
) -> None:
    plan = staged({"share": "1", "pro_rata": True})
    found = released(plan, a_sale(price), Money(9, "CNY"), EVER)
    assert [one.money.amount for one in found] == free
