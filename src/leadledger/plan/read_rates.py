"""The rates of a plan's document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final, Literal

from leadledger.events.declared import EventTypes
from leadledger.events.pattern import PATTERN_EXPECTED, Pattern
from leadledger.plan import stated
from leadledger.plan.stated import Stated, Unreadable
from leadledger.plan.sums import decimal
from leadledger.plan.tables import Discount, Over, Rate, Tier, Tiers
from leadledger.values import SHARE_EXPECTED, is_list, is_table

CITED: Final = frozenset({"id", "cite", "title"})
"""What every table with an id has."""
RATE: Final = CITED | {"rate", "tiers", "role", "project", "discount", "when"}
TIERS: Final = frozenset({"kind", "over", "measure", "table"})
TIER: Final = frozenset({"from", "to", "rate"})
DISCOUNT: Final = frozenset({"at_least", "more_than", "at_most", "less_than"})
DISCOUNT_EXPECTED: Final = 'limits such as { more_than = "3%", at_most = "5%" }'
START_EXPECTED: Final = 'a number that is not negative, as text, such as "5000000.00"'
TABLE_EXPECTED: Final = 'a list of tiers such as [ { from = "0", rate = "1%" }, { from = "100", rate = "2%" } ]'


def rate_of(table: object, where: str, types: EventTypes) -> Rate:
    """The rate that a table stands for."""
    asked = Stated.of(table, where, RATE)
    rate = asked.given("rate", stated.share, SHARE_EXPECTED)
    tiers = None if "tiers" not in asked.table else _tiers(asked.table["tiers"], f"{where}: tiers")
    if (rate is None) == (tiers is None):
        asked.refuse(": expected either a rate or tiers, and one of them")
    return Rate(
        *cited(asked),
        rate=rate,
        tiers=tiers,
        role=asked.given("role", stated.words, stated.WORDS_EXPECTED) or frozenset(),
        project=asked.given("project", stated.words, stated.WORDS_EXPECTED) or frozenset(),
        discount=asked.given("discount", _discount, DISCOUNT_EXPECTED),
        when=asked.given("when", lambda value: pattern(value, types), PATTERN_EXPECTED),
    )


def cited(asked: Stated) -> tuple[str, str, Mapping[str, str]]:
    """The id, the number cited and the title of a table."""
    return (
        asked.needed("id", stated.text, stated.TEXT_EXPECTED),
        asked.needed("cite", stated.text, stated.TEXT_EXPECTED),
        asked.given("title", stated.titles, stated.TITLES_EXPECTED) or {},
    )


def pattern(value: object, types: EventTypes) -> Pattern:
    """The pattern that a table stands for: a plan asks no entry for roles, and holds none against another."""
    try:
        found = Pattern.parse(value, types)
    except ValueError as fault:
        raise Unreadable(str(fault)) from None
    asked = next((test for test in found.tests if test.how in ("role", "not role")), None)
    if asked is not None:
        raise Unreadable(f"{asked.field} is asked for a role, and a plan knows none: name agents by their ids")
    if found.same:
        raise Unreadable("same is asked for, and a plan has no other entry at hand")
    return found


def _discount(value: object) -> Discount:
    if not is_table(value) or not value or not set(value) <= DISCOUNT:
        raise ValueError
    limits: dict[str, Any] = {key: stated.share(limit) for key, limit in value.items()}
    return Discount(**limits)


def _tiers(value: object, where: str) -> Tiers:
    asked = Stated.of(value, where, TIERS)
    measure = asked.needed("measure", *stated.one_of(Literal["base", "deals"]))
    return Tiers(
        kind=asked.needed("kind", *stated.one_of(Literal["slab", "marginal"])),
        over=asked.needed("over", *stated.one_of(Over)),
        measure=measure,
        table=_table(asked, where),
    )


def _table(asked: Stated, where: str) -> tuple[Tier, ...]:
    rows = asked.needed("table", _rows, TABLE_EXPECTED)
    found: list[tuple[Tier, Fraction | None]] = []
    for place, row in enumerate(rows, start=1):
        written = Stated.of(row, f"{where}, tier {place}", TIER)
        start = written.needed("from", stated.number, START_EXPECTED)
        until = written.given("to", stated.number, START_EXPECTED)
        found.append((Tier(start, written.needed("rate", stated.share, SHARE_EXPECTED)), until))
    first, last = found[0][0], found[-1]
    if first.start:
        asked.refuse(f": the first tier is from {decimal(first.start)}, and is expected to be from 0")
    for (one, until), (following, _) in pairwise(found):
        if following.start <= one.start:
            said = f"from {decimal(following.start)} after one from {decimal(one.start)}"
            asked.refuse(f": tiers are expected in rising order, and there is one {said}")
        if until is not None and until != following.start:
            fault = "a gap" if until < following.start else "an overlap"
            asked.refuse(f": there is {fault} between {decimal(until)} and {decimal(following.start)}")
    if last[1] is not None:
        asked.refuse(f": the last tier ends at {decimal(last[1])}, and is expected to have no end")
    return tuple(tier for tier, _ in found)


def _rows(value: object) -> Sequence[object]:
    if not is_list(value) or not value:
        raise ValueError
    return value
