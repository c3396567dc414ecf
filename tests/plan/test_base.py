"""The base of a sale: exact arithmetic over its fields, and what is said where one is not known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.plan import Unfigured, base, figure
from leadledger.plan.examples import a_plan, a_sale
from leadledger.plan.formula import Formula
from leadledger.values import Money


def of(formula: str, details: dict[str, str] | None = None, **more: Any) -> Fraction | Unfigured:
    sale = a_sale("1000.00", **more)
    closing = sale.closing.model_copy(update={"details": details, "deposit": Money(5000, "CNY")})
    return base(a_plan(base={"of": "formula", "formula": formula}), replace(sale, closing=closing))


@pytest.mark.parametrize(
    ("formula", "units"),
    [
        pytest.param("price - details.cost", 100_000 - 80_050, id="a margin"),
        pytest.param("price - details.cost - deposit", 100_000 - 80_050 - 5_000, id="from the left"),
        pytest.param("price - 2 * (details.cost - 600)", 100_000 - 40_100, id="products first, amounts in whole units"),
        pytest.param("price / 3", Fraction(100_000, 3), id="exact"),
        pytest.param("min(price, details.cost, 12.34)", 1_234, id="the least"),
        pytest.param("max(deposit, 12.34) * 1.5", 7_500, id="the most"),
        pytest.param("-(-price)", 100_000, id="signs"),
        pytest.param("details.cost - price", 0, id="never below zero"),
        pytest.param('price - details."土地 成本"', 99_900, id="a column with a space"),
        pytest.param("price - details.成本", 99_998, id="a Chinese column"),
    ],
)
def test_a_formula_is_worked_out_exactly(formula: str, units: int | Fraction) -> None:
    assert of(formula, {"cost": " 800.50 ", "土地 成本": "1", "成本": "0.02"}) == units


@pytest.mark.parametrize(
    ("formula", "details", "reason", "field"),
    [
        ("price - details.cost", None, "no-detail", "details.cost"),
        ("price - details.cost", {"cost": " "}, "no-detail", "details.cost"),
        ("price - details.cost", {"cost": "about 800"}, "not-a-number", "details.cost"),
        ("received", None, "no-received", "received"),
        ("list_price", None, "no-list-price", "list_price"),
        ("price / (deposit - 50)", None, "division-by-zero", "formula"),
        ("price * 10000000000000", None, "too-large", "formula"),
    ],
)
def test_what_is_lacking_is_named(formula: str, details: dict[str, str] | None, reason: str, field: str) -> None:
    assert of(formula, details) == Unfigured(reason, field)


def test_a_sale_without_a_price_cannot_be_figured_and_says_why() -> None:
    assert figure(a_plan(), a_sale(None), {"li": Fraction(1)}, {}, {}, {}, {}) == Unfigured("no-price", "price")
    assert base(a_plan(base={"of": "formula", "formula": "1000"}), a_sale(None)) == Unfigured("no-price", "price")


def test_currencies_are_never_mixed_in_a_formula() -> None:
    sale = replace(a_sale("1000.00"), list_price=Money(100, "EUR"))
    plan = a_plan(base={"of": "formula", "formula": "list_price - price"})
    assert base(plan, sale) == Unfigured("another-currency", "list_price")


def test_a_currency_without_cents_is_figured_in_its_own_units() -> None:
    found = figure(a_plan(), a_sale("1280050", currency="JPY"), {"li": Fraction(1)}, {}, {}, {}, {})
    assert not isinstance(found, Unfigured)
    assert [str(one.money) for one in found] == ["12800 JPY"]


@given(
    st.recursive(
        st.integers(0, 99).map(str),
        lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
            lambda three: f"({three[0]} {three[1]} {three[2]})"
        ),
        max_leaves=12,
    )
)
def test_a_formula_of_numbers_comes_to_what_arithmetic_says(formula: str) -> None:
    worked = eval(formula)
    assert Formula.parse(formula).value(lambda name: Fraction(0)) == worked
