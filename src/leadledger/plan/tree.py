"""The tree of parts of a deal's commission: what goes to whom before the agents share what is theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from leadledger.plan.plan import Plan
from leadledger.plan.read_parts import AGENTS
from leadledger.plan.sale import Amount
from leadledger.plan.sums import Sum
from leadledger.plan.tables import Portion
from leadledger.values import Money
from leadledger.values.splitting import Part, split

Place = tuple[str, str]
"""The id of a part at the top of the tree, and who a part in it is for."""


def for_agents(plan: Plan, pool: int, currency: str) -> tuple[int, Mapping[Place, int]]:
    """What of a deal's commission is for the agents, in minor units, and what each other place in the tree gets.

    >>> from leadledger.plan.examples import a_plan
    >>> parts = [
    ...     {"id": "house", "cite": "6", "to": "@department", "share": "10%", "at_most": "500.00"},
    ...     {"id": "sales", "cite": "6", "to": "agents", "rest": True},
    ... ]
    >>> for_agents(a_plan(part=parts), 1_280_000, "CNY")
    (1230000, {('house', '@department'): 50000})
    """
    if not plan.parts:
        return pool, {}
    found = split(pool, [_part(one.id, one.portion, currency) for one in plan.parts], plan.remainder)
    return (
        sum(units for (_, to), units in found.items() if to == AGENTS),
        {place: units for place, units in found.items() if place[1] != AGENTS},
    )


def parts_of_sale(tree: Mapping[Place, int], pool: int, currency: str) -> Iterator[Amount]:
    """The amounts of the places in the tree that are not the agents'."""
    for (id, to), units in tree.items():
        yield Amount(to, "part", Fraction(units, pool) if pool else Fraction(0), Money(units, currency), id)


def _part(id: str, portion: Portion, currency: str) -> Part[Place]:
    return Part(
        None if portion.to is None else (id, portion.to),
        portion.share,
        _minor(portion.fixed, currency) or 0 if portion.fixed is not None else None,
        _minor(portion.at_most, currency),
        portion.rest,
        tuple(_part(id, one, currency) for one in portion.parts),
    )


def _minor(some: Sum | None, currency: str) -> int | None:
    return None if some is None else some.minor(currency)
