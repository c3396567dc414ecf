"""Which rate of a plan a sale is paid by, and what that rate comes to where it rises with what was sold."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from leadledger.plan.basis import base, discount_of
from leadledger.plan.plan import Plan
from leadledger.plan.sale import Sale, SoFar, Unfigured
from leadledger.plan.tables import Rate, Tier, Tiers


def rate_for(plan: Plan, sale: Sale, roles: frozenset[str]) -> Rate | None:
    """The first rate that fits the sale and somebody with those roles; None: nothing is earned.

    >>> from leadledger.plan.examples import a_plan, a_sale
    >>> rate_for(a_plan(), a_sale("100.00"), frozenset()).id
    'all'
    """
    return next((rate for rate in plan.rates if fits(rate, sale, roles)), None)


def fits(rate: Rate, sale: Sale, roles: frozenset[str]) -> bool:
    """Whether a rate is for the sale and for somebody with those roles."""
    if rate.role and not rate.role & roles:
        return False
    if rate.project and sale.project not in rate.project:
        return False
    if rate.when is not None and not rate.when.matches(sale.closing):
        return False
    if rate.discount is None:
        return True
    discount = discount_of(sale)
    return discount is not None and rate.discount.holds(discount)


def measured(plan: Plan, rate: Rate, sale: Sale, share: Fraction) -> Fraction:
    """What a sale counts towards the tiers of a rate, for a payee with that share: minor units of its base, or deals.

    A rate without tiers counts nothing, and neither does a sale that cannot be figured yet.
    """
    if rate.tiers is None:
        return Fraction(0)
    if rate.tiers.measure == "deals":
        return Fraction(share)
    found = base(plan, sale)
    return Fraction(0) if isinstance(found, Unfigured) else found * share


def effective(rate: Rate, so_far: SoFar, counted: Fraction, unit: int) -> Fraction:
    """The rate of a sale that counts *counted*, beside what is counted so far; *unit* are minor units in a whole one.

    A slab is the tier that the period's whole sales reach; a marginal rate is blended over the tiers that this sale
    passes through.
    """
    if rate.tiers is None:
        assert rate.rate is not None
        return rate.rate
    tiers = scaled(rate.tiers, unit)
    if rate.tiers.kind == "slab":
        return _reached(tiers, max(so_far.whole, so_far.before + counted))
    if not counted:
        return _reached(tiers, so_far.before)
    through = so_far.before + counted
    return (brought(tiers, through) - brought(tiers, so_far.before)) / counted


def scaled(tiers: Tiers, unit: int) -> tuple[Tier, ...]:
    """The tiers with their starts as what is measured: minor units of the base, or deals."""
    if tiers.measure == "deals":
        return tiers.table
    return tuple(Tier(tier.start * unit, tier.rate) for tier in tiers.table)


def brought(tiers: Sequence[Tier], through: Fraction) -> Fraction:
    """What marginal tiers bring from zero up to *through*, each part by its own rate.

    >>> tiers = [Tier(Fraction(0), Fraction(1, 100)), Tier(Fraction(1000), Fraction(2, 100))]
    >>> brought(tiers, Fraction(1500))
    Fraction(20, 1)
    """
    total = Fraction(0)
    for tier, following in pairwise((*tiers, None)):
        assert tier is not None
        if through <= tier.start:
            break
        until = through if following is None else min(through, following.start)
        total += (until - tier.start) * tier.rate
    return total


def _reached(tiers: Sequence[Tier], measure: Fraction) -> Fraction:
    return next((tier.rate for tier in reversed(tiers) if tier.start <= measure), tiers[0].rate)
