"""What commission is figured from: the base of a sale, exact, in minor units."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Final

from leadledger.plan.formula import Lacking
from leadledger.plan.plan import Plan
from leadledger.plan.sale import Sale, Unfigured
from leadledger.plan.sums import minor_in_one
from leadledger.plan.tables import Each, Over
from leadledger.values import Money
from leadledger.values.money import DIGITS_MAX

_LIMIT: Final = 10**DIGITS_MAX
_DECIMAL: Final = re.compile(r"\s*(-?[0-9]{1,30}(?:\.[0-9]{1,30})?)\s*")


def base(plan: Plan, sale: Sale) -> Fraction | Unfigured:
    """The base of a sale in minor units, exact and never below zero; or what it lacks.

    >>> from leadledger.plan.examples import a_plan, a_sale
    >>> base(a_plan(), a_sale("1280000.00"))
    Fraction(128000000, 1)
    >>> base(a_plan(), a_sale(None))
    Unfigured(reason='no-price', field='price')
    """
    currency = sale.currency
    try:
        found = plan.base.formula.value(_named(sale, currency))
    except Lacking as lack:
        return Unfigured(lack.reason, lack.field)
    if currency is None:
        return Unfigured("no-price", "price")
    units = max(found, Fraction(0)) * minor_in_one(currency)
    return units if units < _LIMIT else Unfigured("too-large", "formula")


def period_of(plan: Plan, over: Over | Each, day: date) -> str:
    """The period a day of the office is in: ``2026-03``, ``2026-Q1`` or ``2026``.

    >>> from leadledger.plan.examples import a_plan
    >>> [period_of(a_plan(), over, date(2026, 3, 31)) for over in ("month", "quarter", "year")]
    ['2026-03', '2026-Q1', '2026']

    Raises:
        ValueError: *over* is no period.
    """
    del plan
    match over:
        case "month":
            return f"{day.year:04}-{day.month:02}"
        case "quarter":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "year":
            return f"{day.year:04}"
        case _:
            raise ValueError(f"{over!r} is no period: expected month, quarter or year")


def discount_of(sale: Sale) -> Fraction | None:
    """The discount from the list price, as a share of it; None where either price is not known, or they differ in kind.

    >>> from leadledger.plan.examples import a_sale
    >>> discount_of(a_sale("950000.00", list_price="1000000.00"))
    Fraction(1, 20)
    """
    price, listed = sale.price, sale.list_price
    if price is None or listed is None or price.currency != listed.currency or not listed.amount_minor:
        return None
    return 1 - Fraction(price.amount_minor, listed.amount_minor)


def _named(sale: Sale, currency: str | None) -> Callable[[str], Fraction]:
    def value(name: str) -> Fraction:
        if name.startswith("details."):
            return _detail(sale, name)
        money: Money | None = getattr(sale.closing, name, None) if name == "deposit" else getattr(sale, name)
        if money is None:
            raise Lacking(f"no-{name.replace('_', '-')}", name)
        if money.currency != currency:
            raise Lacking("another-currency", name)
        return Fraction(money.amount_minor, minor_in_one(money.currency))

    return value


def _detail(sale: Sale, name: str) -> Fraction:
    written = (sale.closing.details or {}).get(name.removeprefix("details."))
    if written is None or not written.strip():
        raise Lacking("no-detail", name)
    match = _DECIMAL.fullmatch(written)
    if match is None:
        raise Lacking("not-a-number", name)
    return Fraction(match[1])
