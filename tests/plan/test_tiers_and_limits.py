"""Rates that rise with what is sold, and limits that are crossed inside one sale."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.plan import Plan, Sale, SoFar, Unfigured, figure, measured, period_of, rate_for
from leadledger.plan.examples import a_plan, a_sale
from leadledger.plan.rates import brought, effective, scaled
from leadledger.values import Money
from tests.plan.sales import ROLES, TEAMS, amounts, plans, sales, shares, so_fars

TABLE = [
    {"from": "0", "rate": "1%"},
    {"from": "1000.00", "rate": "2%"},
    {"from": "3000.00", "rate": "5%"},
]


def tiered(kind: str, measure: str = "base", table: list[dict[str, str]] = TABLE, **more: Any) -> Plan:
    tiers = {"kind": kind, "over": "quarter", "measure": measure, "table": table}
    return a_plan(rate=[{"id": "tiers", "cite": "1", "tiers": tiers}], **more)


def gets(plan: Plan, sale: Sale, so_far: SoFar, share: Fraction = Fraction(1)) -> tuple[str, str]:
    award = {"wang": share} if share == 1 else {"wang": share, "@unassigned": 1 - share}
    found = figure(plan, sale, award, {}, ROLES, TEAMS, {"wang": so_far})
    assert not isinstance(found, Unfigured)
    return found[0].money.amount, found[0].rule


@pytest.mark.parametrize(
    ("before", "price", "amount"),
    [
        pytest.param(0, "999.99", "10.00", id="inside the first tier"),
        pytest.param(0, "1000.00", "10.00", id="up to the second"),
        pytest.param(0, "2000.00", "30.00", id="10 by the first, 20 by the second"),
        pytest.param(500, "3000.00", "70.00", id="500 at 1 %, 2000 at 2 %, 500 at 5 %"),
        pytest.param(5000, "100.00", "5.00", id="all by the last"),
    ],
)
def test_a_marginal_rate_pays_each_part_by_its_own_tier(before: int, price: str, amount: str) -> None:
    assert gets(tiered("marginal"), a_sale(price), SoFar(Fraction(before * 100))) == (amount, "tiers")


@pytest.mark.parametrize(
    ("before", "whole", "price", "amount"),
    [
        pytest.param(0, 999, "999.00", "9.99", id="below the second tier"),
        pytest.param(0, 1000, "1000.00", "20.00", id="the tier begins with its start"),
        pytest.param(0, 3000, "100.00", "5.00", id="later sales of the period raise this one"),
        pytest.param(950, 950, "100.00", "2.00", id="what is known of this sale counts at least"),
    ],
)
def test_a_slab_pays_all_by_the_tier_that_the_whole_period_reaches(
    before: int, whole: int, price: str, amount: str
) -> None:
    so_far = SoFar(Fraction(before * 100), Fraction(whole * 100))
    assert gets(tiered("slab"), a_sale(price), so_far) == (amount, "tiers")


def test_deals_are_counted_by_shares() -> None:
    table = [{"from": "0", "rate": "1%"}, {"from": "2", "rate": "2%"}]
    plan = tiered("marginal", "deals", table)
    rate = rate_for(plan, a_sale("100.00"), frozenset())
    assert rate is not None
    assert measured(plan, rate, a_sale("100.00"), Fraction(1, 2)) == Fraction(1, 2)
    assert gets(plan, a_sale("1000.00"), SoFar(Fraction(3, 2))) == ("15.00", "tiers")  # half at 1 %, half at 2 %
    assert gets(tiered("slab", "deals", table), a_sale("1000.00"), SoFar(Fraction(1), Fraction(2))) == (
        "20.00",
        "tiers",
    )


@given(st.lists(st.integers(1, 500_000), min_size=1, max_size=6))
def test_marginal_tiers_over_sales_sum_to_the_tiers_of_their_total(prices: list[int]) -> None:
    plan = tiered("marginal")
    rate = plan.rates[0]
    assert rate.tiers is not None
    before = total = Fraction(0)
    for price in prices:
        total += effective(rate, SoFar(before), Fraction(price), 100) * price
        before += price
    assert total == brought(scaled(rate.tiers, 100), before)


@given(st.permutations([120_000, 70_001, 250_000, 9]))
def test_a_slab_pays_the_same_in_whatever_order_the_sales_come(prices: list[int]) -> None:
    plan, whole, before, total = tiered("slab"), Fraction(sum(prices)), Fraction(0), Fraction(0)
    for price in prices:
        total += effective(plan.rates[0], SoFar(before, whole), Fraction(price), 100) * price
        before += price
    assert total == whole * Fraction(5, 100)


def capped(each: str, **limits: str) -> Plan:
    return a_plan(limit=[{"id": "limit", "cite": "4", "each": each, **limits}])


@pytest.mark.parametrize(
    ("plan", "price", "earned", "amount", "rule"),
    [
        pytest.param(capped("month", at_most="100.00"), "8000.00", 2000, "80.00", "all", id="reached to the cent"),
        pytest.param(capped("month", at_most="100.00"), "8000.01", 2000, "80.00", "all", id="not by less than a cent"),
        pytest.param(
            capped("month", at_most="100.00"), "9000.00", 2000, "80.00", "limit", id="crossed inside the sale"
        ),
        pytest.param(capped("year", at_most="100.00"), "9000.00", 12000, "0.00", "limit", id="crossed before it"),
        pytest.param(capped("deal", at_most="50.00"), "9000.00", 12000, "50.00", "limit", id="by one deal alone"),
        pytest.param(capped("deal", at_least="50.00"), "100.00", 0, "50.00", "limit", id="a minimum lifts"),
        pytest.param(capped("deal", at_least="1.00"), "100.00", 0, "1.00", "all", id="a minimum that is reached"),
    ],
)
def test_a_limit_trims_and_lifts(plan: Plan, price: str, earned: int, amount: str, rule: str) -> None:
    assert gets(plan, a_sale(price), SoFar(earned={"limit": earned})) == (amount, rule)


def test_a_limit_is_for_its_roles_its_currency_and_people_alone() -> None:
    limit: dict[str, Any] = {"id": "cap", "cite": "4", "each": "deal", "at_most": "1.00"}
    sale, halves = a_sale("20000.00"), {"li": Fraction(1, 2), "@department": Fraction(1, 2)}

    def amounts_of(limit: dict[str, Any]) -> list[str]:
        found = figure(a_plan(limit=[limit]), sale, halves, {}, ROLES, TEAMS, {})
        assert not isinstance(found, Unfigured)
        return [one.money.amount for one in found]

    assert amounts_of(limit) == ["1.00", "100.00"]
    assert amounts_of({**limit, "role": ["trainee"]}) == ["100.00", "100.00"]
    assert amounts_of({**limit, "at_most": {"amount": "1.00", "currency": "EUR"}}) == ["100.00", "100.00"]


@given(plans(), sales(), shares(), so_fars())
def test_no_cap_is_ever_exceeded(plan: Plan, sale: Sale, award: dict[str, Fraction], so_far: dict[str, SoFar]) -> None:
    found = figure(plan, sale, award, {}, ROLES, TEAMS, so_far)
    for one in () if isinstance(found, Unfigured) else found:
        for limit in plan.limits if one.kind == "commission" and not one.payee.startswith("@") else ():
            assert limit.at_most is not None
            most = limit.at_most.minor("CNY")
            before = 0 if limit.each == "deal" else so_far.get(one.payee, SoFar()).earned.get(limit.id, 0)
            assert most is not None
            assert one.money.amount_minor <= max(most - before, 0)


@given(st.lists(amounts, min_size=1, max_size=8))
def test_a_months_cap_is_reached_exactly_by_sales_that_cross_it(prices: list[str]) -> None:
    plan = capped("month", at_most="300.00")
    earned = 0
    for price in prices:
        earned += Money.parse(gets(plan, a_sale(price), SoFar(earned={"limit": earned}))[0], "CNY").amount_minor
    uncapped = sum(Money.parse(gets(a_plan(), a_sale(price), SoFar())[0], "CNY").amount_minor for price in prices)
    assert earned == min(uncapped, 30_000)


def test_periods_are_months_quarters_and_years_of_the_office() -> None:
    day = a_sale("1.00").closed_on.replace(month=12)
    assert [period_of(a_plan(), over, day) for over in ("month", "quarter", "year")] == ["2026-12", "2026-Q4", "2026"]
    with pytest.raises(ValueError, match="'deal' is no period"):
        period_of(a_plan(), "deal", day)
