"""Money: minor units of a currency, exact on the wire, one currency at a time."""

from __future__ import annotations

import pickle
import re
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from leadledger.errors import CurrencyMismatch
from leadledger.values import MINOR_UNITS, Money, NonNegativeMoney, PositiveMoney

MONEY = TypeAdapter(Money)
currencies = st.sampled_from(sorted(MINOR_UNITS))
units = st.integers(-(10**18) + 1, 10**18 - 1)
small_units = st.integers(-(10**17), 10**17)


def sentence(adapter: TypeAdapter[Any], json: str) -> str:
    with pytest.raises(ValidationError) as refused:
        adapter.validate_json(json)
    return refused.value.errors()[0]["msg"]


@pytest.mark.parametrize(
    ("amount", "currency", "minor", "written"),
    [
        pytest.param("1280000.00", "CNY", 128_000_000, "1280000.00", id="two decimals"),
        pytest.param("1280000", "CNY", 128_000_000, "1280000.00", id="decimals left out"),
        pytest.param("0.5", "CNY", 50, "0.50", id="one decimal of two"),
        pytest.param("-0.05", "CNY", -5, "-0.05", id="less than one, negative"),
        pytest.param("-0", "CNY", 0, "0.00", id="minus nothing"),
        pytest.param("500", "JPY", 500, "500", id="no decimals"),
        pytest.param("1.234", "IQD", 1_234, "1.234", id="three decimals, where others say none"),
        pytest.param("0.0001", "CLF", 1, "0.0001", id="four decimals"),
        pytest.param("9999999999999999.99", "CNY", 10**18 - 1, "9999999999999999.99", id="the most there is"),
    ],
)
def test_amount_is_read_exactly(amount: str, currency: str, minor: int, written: str) -> None:
    money = Money.parse(amount, currency)
    assert money == Money(minor, currency)
    assert money.amount == written
    assert str(money) == f"{written} {currency}"


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1.005", "CNY", '"1.005" is not an amount of CNY: it has 3 decimals, and CNY has 2'),
        ("1.000", "CNY", '"1.000" is not an amount of CNY: it has 3 decimals, and CNY has 2'),
        ("1.0", "JPY", '"1.0" is not an amount of JPY: it has 1 decimals, and JPY has 0'),
        ("1", "RMB", "'RMB' is not a currency of ISO 4217 with an amount: write a code such as CNY"),
        ("1", "XAU", "'XAU' is not a currency of ISO 4217 with an amount: write a code such as CNY"),
        ("1,000.00", "CNY", "'1,000.00' is not an amount: write digits such as \"1280000.00\""),
        ("1e3", "CNY", "'1e3' is not an amount: write digits such as \"1280000.00\""),
        ("NaN", "CNY", "'NaN' is not an amount: write digits such as \"1280000.00\""),
        ("１", "CNY", "'１' is not an amount: write digits such as \"1280000.00\""),
        ("x" * 60, "CNY", f"'{'x' * 60}' is not an amount: write digits such as \"1280000.00\""),
        ("x" * 61, "CNY", f"'{'x' * 57}…' is not an amount: write digits such as \"1280000.00\""),
        ("1\n", "CNY", "'1\\n' is not an amount: write digits such as \"1280000.00\""),
        ("10000000000000000.00", "CNY", "an amount of money has at most 18 digits, counted in minor units"),
        ("-10000000000000000.00", "CNY", "an amount of money has at most 18 digits, counted in minor units"),
    ],
)
def test_what_is_no_amount_is_refused_in_one_sentence(amount: str, currency: str, words: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(words)}\Z"):
        Money.parse(amount, currency)


@pytest.mark.parametrize(("minor", "kind"), [(1.0, "float"), (True, "bool"), ("1", "str"), (None, "NoneType")])
def test_minor_units_are_an_int(minor: Any, kind: str) -> None:
    with pytest.raises(TypeError, match=rf"^an amount in minor units is an int, not {kind}\Z"):
        Money(minor, "CNY")


def test_money_of_no_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="'RMB' is not a currency of ISO 4217"):
        Money(1, "RMB")


@given(units, currencies)
def test_money_reads_what_it_writes(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.parse(money.amount, currency) == money
    assert MONEY.validate_json(MONEY.dump_json(money)) == money
    assert pickle.loads(pickle.dumps(money)) == money


@given(small_units, small_units, currencies)
def test_money_counts_as_its_minor_units_do(one: int, other: int, currency: str) -> None:
    a, b = Money(one, currency), Money(other, currency)
    assert (a + b).amount_minor == one + other
    assert a - b == -(b - a) == a + -b
    assert (a < b, a <= b, a > b, a >= b, a == b) == (
        one < other,
        one <= other,
        one > other,
        one >= other,
        one == other,
    )
    assert sum([a, b], Money.zero(currency)) == a + b


def test_two_currencies_never_meet() -> None:
    yuan, yen = Money(1, "CNY"), Money(1, "JPY")
    assert yuan != yen
    for meet in (lambda: yuan + yen, lambda: yuan - yen, lambda: yuan < yen, lambda: yuan <= yen):
        with pytest.raises(CurrencyMismatch, match=r"0\.01 CNY and 1 JPY are of different currencies"):
            meet()
    for meet in (lambda: yuan > yen, lambda: yuan >= yen):
        with pytest.raises(CurrencyMismatch):
            meet()


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_money_meets_no_bare_number(operation: str) -> None:
    assert getattr(Money(1, "CNY"), operation)(1) is NotImplemented


@pytest.mark.parametrize(
    ("operation", "answers"),
    [
        ("__lt__", [True, False, False]),
        ("__le__", [True, True, False]),
        ("__gt__", [False, False, True]),
        ("__ge__", [False, True, True]),
    ],
)
def test_each_comparison_answers_by_itself(operation: str, answers: list[bool]) -> None:
    one, others = Money(1, "CNY"), [Money(2, "CNY"), Money(1, "CNY"), Money(0, "CNY")]
    assert [getattr(one, operation)(other) for other in others] == answers


def test_money_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Money(1, "CNY").amount_minor = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("json", "words"),
    [
        (
            "1280000.00",
            'money is an amount of money, as {"amount": "1280000.00", "currency": "CNY"}, not float: 1280000.0',
        ),
        (
            '{"amount": 5, "currency": "CNY"}',
            'the amount of money is text such as "1280000.00", never a JSON number: 5',
        ),
        ('{"amount": "5", "currency": 156}', 'the currency of money is text such as "CNY", not 156'),
        ('{"amount": "5"}', "money has an amount and a currency, and nothing else; here it has 'amount'"),
        ("{}", "money has an amount and a currency, and nothing else; here it has nothing"),
        (
            '{"amount": "5", "currency": "CNY", "unit": "万"}',
            "money has an amount and a currency, and nothing else; here it has 'amount', 'currency', 'unit'",
        ),
        ('{"amount": "5.001", "currency": "CNY"}', '"5.001" is not an amount of CNY: it has 3 decimals, and CNY has 2'),
    ],
)
def test_wrong_money_in_json_is_refused_in_one_sentence(json: str, words: str) -> None:
    assert sentence(MONEY, json) == words


def test_a_payment_is_more_than_nothing_and_a_price_is_not_negative() -> None:
    nothing, debt = '{"amount": "0", "currency": "CNY"}', '{"amount": "-1", "currency": "CNY"}'
    positive, non_negative = TypeAdapter[Money](PositiveMoney), TypeAdapter[Money](NonNegativeMoney)
    assert sentence(positive, nothing) == "the amount 0.00 CNY must be more than zero"
    assert positive.validate_json('{"amount": "0.01", "currency": "CNY"}') == Money(1, "CNY")
    assert sentence(positive, debt) == "the amount -1.00 CNY must be more than zero"
    assert non_negative.validate_json(nothing) == Money.zero("CNY")
    assert sentence(non_negative, debt) == "the amount -1.00 CNY must not be negative"


def test_money_is_dumped_as_two_texts() -> None:
    money, made = Money.parse("12.5", "CNY"), TypeAdapter(Money)  # made here, so that what makes it is tried too
    assert made.dump_python(money) == {"amount": "12.50", "currency": "CNY"}
    assert made.validate_python(money) is money
    assert made.dump_python(money, mode="json") == {"amount": "12.50", "currency": "CNY"}
    with pytest.raises(ValidationError) as refused:
        made.validate_python(5)
    assert refused.value.errors()[0]["type"] == "money"


@pytest.mark.parametrize(("of", "sign"), [(Money, "-?"), (PositiveMoney, ""), (NonNegativeMoney, "")])
def test_its_schema_says_what_is_read(of: Any, sign: str) -> None:
    assert TypeAdapter(of).json_schema() == {
        "type": "object",
        "properties": {
            "amount": {"type": "string", "pattern": rf"^{sign}[0-9]+(\.[0-9]+)?$"},
            "currency": {"type": "string", "enum": sorted(MINOR_UNITS)},
        },
        "required": ["amount", "currency"],
        "additionalProperties": False,
    }
