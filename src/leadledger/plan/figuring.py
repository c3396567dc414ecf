"""Figuring: what each payee of one sale gets, to the cent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from leadledger.plan.basis import base
from leadledger.plan.limits import limited
from leadledger.plan.overrides import holders_of, on_top_of_sale
from leadledger.plan.plan import Plan
from leadledger.plan.rates import effective, measured, rate_for
from leadledger.plan.rounding import rounded
from leadledger.plan.sale import Amount, Sale, SoFar, Unfigured
from leadledger.plan.sums import minor_in_one
from leadledger.plan.tables import Rate
from leadledger.plan.tree import for_agents, parts_of_sale
from leadledger.values import Money, allocate


def figure(
    plan: Plan,
    sale: Sale,
    commission: Mapping[str, Fraction],
    on_top: Mapping[str, Fraction],
    roles: Mapping[str, frozenset[str]],
    teams: Mapping[str, str | None],
    so_far: Mapping[str, SoFar],
) -> tuple[Amount, ...] | Unfigured:
    """What each payee gets of one sale; or what is lacking to figure it.

    *commission* are the shares the rulebook gives, in the order of the award, and *on_top* those it gives beside them.
    *roles* and *teams* are those of everybody in the office on the day of the closing: overrides look there for who is
    paid. *so_far* is what a payee sold and earned beside this sale.

    The base times each payee's rate times their share is summed exactly, and the sum rounded once: that is the deal's
    commission. It is split over the plan's parts, and what is for the agents by what each brought, with the remainder
    rule. Limits then trim or lift the amounts one by one. What is beside the commission comes last, each rounded once.
    Amounts come in that order: the award's, parts, on top, overrides.

    >>> from leadledger.plan.examples import a_plan, a_sale
    >>> shares = {"li": Fraction(4, 5), "zhang": Fraction(1, 5)}
    >>> for one in figure(a_plan(), a_sale("1280005.00"), shares, {}, {}, {}, {}):
    ...     print(one.payee, one.kind, one.share, one.money, one.rule)
    li commission 4/5 10240.04 CNY all
    zhang commission 1/5 2560.01 CNY all
    """
    exact_base = base(plan, sale)
    currency = sale.currency
    if isinstance(exact_base, Unfigured) or currency is None:
        return exact_base if isinstance(exact_base, Unfigured) else Unfigured("no-price", "price")
    rates = {payee: rate_for(plan, sale, _roles(payee, roles)) for payee in commission}
    unit = minor_in_one(currency)
    exact = {
        payee: _exact(plan, sale, exact_base, rates[payee], share, so_far.get(payee, SoFar()), unit)
        for payee, share in commission.items()
    }
    whole = sum(exact.values(), Fraction(0))
    pool = rounded(whole, plan.rounding)
    weights = {payee: part / whole if whole else Fraction(0) for payee, part in exact.items()}
    shared, tree = for_agents(plan, pool, currency)
    parts = allocate(shared, weights, rule=plan.remainder) if whole else dict.fromkeys(exact, 0)
    found: list[Amount] = []
    for payee, share in commission.items():
        rate = rates[payee]
        if rate is not None:
            units, rule = limited(plan, payee, parts[payee], share, rate.id, _roles(payee, roles), so_far, currency)
            found.append(Amount(payee, "commission", share, Money(units, currency), rule))
    found.extend(parts_of_sale(tree, pool, currency))
    found.extend(on_top_of_sale(plan, on_top, whole, _main_rate(rates), currency))
    found.extend(_overrides(plan, exact_base, exact, commission, roles, teams, currency))
    return tuple(found)


def _exact(
    plan: Plan, sale: Sale, exact_base: Fraction, rate: Rate | None, share: Fraction, so_far: SoFar, unit: int
) -> Fraction:
    if rate is None or not share:
        return Fraction(0)
    return exact_base * effective(rate, so_far, measured(plan, rate, sale, share), unit) * share


def _roles(payee: str, roles: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset() if payee.startswith("@") else roles.get(payee, frozenset())


def _main_rate(rates: Mapping[str, Rate | None]) -> str | None:
    """The id of the first payee's rate, in the order of the award, that has one."""
    return next((rate.id for rate in rates.values() if rate is not None), None)


def _overrides(
    plan: Plan,
    exact_base: Fraction,
    exact: Mapping[str, Fraction],
    commission: Mapping[str, Fraction],
    roles: Mapping[str, frozenset[str]],
    teams: Mapping[str, str | None],
    currency: str,
) -> Iterator[Amount]:
    whole = sum(exact.values(), Fraction(0))
    for table in plan.on_top:
        brought: dict[str, Fraction] = {}
        for payee, share in commission.items():
            part = exact_base * share * table.rate if table.rate is not None else exact[payee] * (table.share or 0)
            holders = holders_of(table, payee, roles, teams)
            for holder in holders if part else ():
                brought[holder] = brought.get(holder, Fraction(0)) + part / len(holders)
        total = sum(brought.values(), Fraction(0))
        if total:
            weights = {holder: part / total for holder, part in brought.items()}
            for holder, units in allocate(rounded(total, plan.rounding), weights, rule=plan.remainder).items():
                of_whole = brought[holder] / whole if whole else Fraction(0)
                yield Amount(holder, "override", of_whole, Money(units, currency), table.id)
