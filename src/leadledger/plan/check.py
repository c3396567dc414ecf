"""What is wrong with a plan that can be used: tables that never count, and numbers that contradict one another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product

from leadledger.events import EVENT_TYPES, DealWithdrawn
from leadledger.events.declared import declared_in
from leadledger.events.roles import roles_of
from leadledger.events.wire import name_of
from leadledger.plan.plan import Plan
from leadledger.plan.sums import Sum, decimal
from leadledger.plan.tables import CLOSING, Discount, Guarantee, Limit, Penalty, Portion, Rate, Release
from leadledger.values import Share


def problems(plan: Plan) -> list[str]:
    """What is wrong with a plan, a sentence each, which begins with the table it is about; nothing: an empty list.

    >>> from leadledger.plan.examples import a_plan
    >>> rates = [{"id": "all", "cite": "1", "rate": "1%"}, {"id": "north", "cite": "2", "rate": "2%", "project": ["n"]}]
    >>> problems(a_plan(rate=rates))
    ["rate 'north' is never reached: rate 'all' before it fits whatever it fits"]
    """
    return [
        *_rates(plan.rates),
        *_limits(plan.limits),
        *_releases(plan),
        *_guarantees(plan.guarantees),
        *_penalties(plan.penalties),
        *_currencies(plan),
    ]


def _rates(rates: tuple[Rate, ...]) -> Iterator[str]:
    for place, rate in enumerate(rates):
        earlier = next((one for one in rates[:place] if _takes_all_of(one, rate)), None)
        if earlier is not None:
            yield f"rate {rate.id!r} is never reached: rate {earlier.id!r} before it fits whatever it fits"
        if rate.discount is not None and _nothing_between(rate.discount):
            yield f"rate {rate.id!r} is never reached: no discount is within all the limits it states"
        for lower, higher in pairwise(rate.tiers.table if rate.tiers is not None else ()):
            if higher.rate < lower.rate:
                fall = f"from {_percent(lower.rate)} to {_percent(higher.rate)} at {decimal(higher.start)}"
                yield f"rate {rate.id!r}: its tiers fall, {fall}"


def _takes_all_of(earlier: Rate, later: Rate) -> bool:
    return (
        _within(later.role, earlier.role)
        and _within(later.project, earlier.project)
        and earlier.when in (None, later.when)
        and (earlier.discount is None or (later.discount is not None and _narrower(later.discount, earlier.discount)))
    )


def _within(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether whoever meets a condition meets the other; an empty one is met by all."""
    return not others or (bool(some) and some <= others)


Bound = tuple[Fraction, bool]


def _lowest(discount: Discount) -> Bound:
    """The lower bound, and whether it is left out itself."""
    bounds = [
        (bound, out) for bound, out in ((discount.at_least, False), (discount.more_than, True)) if bound is not None
    ]
    return max(bounds, default=(Fraction(-(10**18)), False))


def _highest(discount: Discount) -> Bound:
    """The upper bound, and whether it is in it itself."""
    bounds = [
        (bound, in_it) for bound, in_it in ((discount.at_most, True), (discount.less_than, False)) if bound is not None
    ]
    return min(bounds, default=(Fraction(10**18), True))


def _narrower(some: Discount, other: Discount) -> bool:
    return _lowest(some) >= _lowest(other) and _highest(some) <= _highest(other)


def _nothing_between(discount: Discount) -> bool:
    (low, low_out), (high, high_in) = _lowest(discount), _highest(discount)
    return low > high or (low == high and (low_out or not high_in))


def _limits(limits: tuple[Limit, ...]) -> Iterator[str]:
    for cap, least in product(limits, limits):
        most, minimum = cap.at_most, least.at_least
        if most is None or minimum is None or (cap.role and least.role and not cap.role & least.role):
            continue
        if _comparable(most, minimum) and most.amount < minimum.amount:
            yield f"limit {cap.id!r}: at most {most} is less than the {minimum} that limit {least.id!r} gives at least"


def _comparable(one: Sum, other: Sum) -> bool:
    return one.currency is None or other.currency is None or one.currency == other.currency


def _releases(plan: Plan) -> Iterator[str]:
    types = {**EVENT_TYPES, **declared_in(plan.document, plan.name)}
    withdrawal = name_of(DealWithdrawn)

    def of_a_deal(name: str) -> bool:
        return name not in types or (bool(roles_of(types[name]).deal) and name != withdrawal)

    known = {release.id: release for release in plan.releases}

    def never(release: Release) -> bool:
        if release.on is not None:
            return not any(map(of_a_deal, release.on.types))
        return release.since != CLOSING and never(known[release.since])

    for release in plan.releases:
        if never(release):
            what = f"{release.on} is no entry of a deal that stands" if release.on else f"{release.since!r} never is"
            yield f"release {release.id!r} is never reached: {what}"


def _guarantees(guarantees: tuple[Guarantee, ...]) -> Iterator[str]:
    for place, guarantee in enumerate(guarantees):
        earlier = next((one for one in guarantees[:place] if _within(guarantee.role, one.role)), None)
        if earlier is not None:
            yield f"guarantee {guarantee.id!r} is never reached: guarantee {earlier.id!r} before it is for all of those"


def _penalties(penalties: tuple[Penalty, ...]) -> Iterator[str]:
    for place, penalty in enumerate(penalties):
        earlier = next(
            (one for one in penalties[:place] if penalty.kind <= one.kind and _within(penalty.severity, one.severity)),
            None,
        )
        if earlier is not None:
            yield f"penalty {penalty.id!r} is never reached: penalty {earlier.id!r} before it is for whatever it is for"


def _currencies(plan: Plan) -> Iterator[str]:
    seen: dict[str, str] = {}
    for table, some in _sums(plan):
        if some is not None and some.currency is not None:
            seen.setdefault(some.currency, table)
    if len(seen) > 1:
        said = ", ".join(f"{currency} in {table}" for currency, table in seen.items())
        yield f"{said}: an amount counts only for sales in its own currency"


def _sums(plan: Plan) -> Iterator[tuple[str, Sum | None]]:
    for limit in plan.limits:
        yield f"limit {limit.id!r}", limit.at_most
        yield f"limit {limit.id!r}", limit.at_least
    for part in plan.parts:
        for some in _of_portion(part.portion):
            yield f"part {part.id!r}", some
    for guarantee in plan.guarantees:
        yield f"guarantee {guarantee.id!r}", guarantee.amount


def _of_portion(portion: Portion) -> Iterator[Sum | None]:
    yield portion.fixed
    yield portion.at_most
    for part in portion.parts:
        yield from _of_portion(part)


def _percent(rate: Fraction) -> str:
    return f"{decimal(rate * 100)}%" if "/" not in decimal(rate * 100) else str(Share(rate))
