"""Limits: the most that a payee earns in a period, and the least by one deal."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from leadledger.plan.plan import Plan
from leadledger.plan.sale import SoFar


def limited(
    plan: Plan,
    payee: str,
    units: int,
    share: Fraction,
    rule: str,
    roles: frozenset[str],
    so_far: Mapping[str, SoFar],
    currency: str,
) -> tuple[int, str]:
    """A payee's minor units of a sale within the plan's limits, and the id of what set them.

    Minimums come first and caps after them, so that no cap is exceeded. Payees that are not people have no limits, and
    neither has a share of nothing.

    >>> from leadledger.plan.examples import a_plan
    >>> plan = a_plan(limit=[{"id": "cap", "cite": "4", "each": "month", "at_most": "100.00"}])
    >>> limited(plan, "li", 5000, Fraction(1), "all", frozenset(), {"li": SoFar(earned={"cap": 8000})}, "CNY")
    (2000, 'cap')
    """
    if payee.startswith("@") or not share:
        return units, rule
    earned = so_far.get(payee, SoFar()).earned
    limits = [limit for limit in plan.limits if not limit.role or limit.role & roles]
    for limit in limits:
        least = None if limit.at_least is None else limit.at_least.minor(currency)
        if least is not None and units < least:
            units, rule = least, limit.id
    for limit in limits:
        most = None if limit.at_most is None else limit.at_most.minor(currency)
        if most is not None:
            room = max(most - (0 if limit.each == "deal" else earned.get(limit.id, 0)), 0)
            if units > room:
                units, rule = room, limit.id
    return units, rule
