"""A plan's document (TOML): read, checked, and digested."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from leadledger.errors import PlanInvalid, RulebookInvalid
from leadledger.events.declared import EventTypes, declared_in
from leadledger.plan import stated
from leadledger.plan.formula import FORMULA_EXPECTED, Formula
from leadledger.plan.plan import Plan
from leadledger.plan.read_conduct import guarantee_of, penalty_of
from leadledger.plan.read_parts import limit_of, on_top_of, part_of, parts_checked
from leadledger.plan.read_rates import rate_of
from leadledger.plan.read_releases import release_of, releases_checked
from leadledger.plan.stated import Stated
from leadledger.plan.tables import Base, Of, Reversals, Rounding, Table
from leadledger.plugins import types_for
from leadledger.rulebook.document import digest
from leadledger.values import LARGEST_REMAINDER, RemainderRule, is_list, is_table, zone

T = TypeVar("T", bound=Table)

SECTIONS: Final = ("rate", "limit", "part", "on_top", "release", "guarantee", "penalty")
"""The sections of tables that have ids."""
KEYS: Final = frozenset({"name", "version", "title", "source", "terms", "base", "event", *SECTIONS})
TERMS: Final = frozenset({"timezone", "remainder", "rounding", "reversals", "write_off_after", "base_pay_days"})
BASE: Final = frozenset({"of", "formula"})
RESERVED: Final = frozenset({"closing", "terms", "base"})
"""Ids that no table may have: they mean something else where an id may stand."""
BASE_PAY_DAYS: Final = Fraction(87, 4)
"""The working days of a month, where a plan states none: 21.75."""
_FORMULAS: Final[Mapping[str, str]] = {
    "price": "price",
    "received": "received",
    "margin": "price - details.cost",
}

TABLES_MAX: Final = 300
"""The most tables of one kind that a plan has: far more than any office needs, few enough to figure by."""


def parse_plan(text: str, *, source: str = "plan") -> Plan:
    """The plan a TOML text stands for.

    >>> parse_plan('''
    ... name = "one-percent"
    ... version = "1"
    ... [terms]
    ... timezone = "Asia/Shanghai"
    ... reversals = "when-known"
    ... [[rate]]
    ... id = "all"
    ... cite = "1"
    ... rate = "1%"
    ... ''').rates[0].rate
    Share('1/100')

    Raises:
        PlanInvalid: in one sentence that names *source*, the table, the key and what was expected.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanInvalid(f"{source} is not TOML: {error}") from None
    except (RecursionError, ValueError):  # tomllib's own limits: nesting, and numbers of thousands of digits
        raise PlanInvalid(f"{source} is nested too deep or holds a number too long to be a plan") from None
    return plan_from(document, source=source)


def plan_from(document: Mapping[str, Any], *, source: str = "plan", types: EventTypes | None = None) -> Plan:
    """The plan a decoded document stands for; see :func:`parse_plan`.

    *types* are event types that the document may speak of beside the contract's, those of plugins and its own.

    Raises:
        PlanInvalid: as there.
    """
    outer = Stated.of(document, source, KEYS)
    try:
        known = {**(types or {}), **types_for(document, declared_in(document, source), source)}
    except RulebookInvalid as fault:
        raise PlanInvalid(str(fault)) from None
    terms = Stated.of(outer.needed("terms", _as_is, "a table"), f"{source}: terms", TERMS)
    base = Stated.of(document.get("base", {}), f"{source}: base", BASE)

    def section(name: str, read: Callable[[object, str, EventTypes], T]) -> tuple[T, ...]:
        tables = document.get(name, [])
        if not is_list(tables):
            raise PlanInvalid(f"{source}: {name}: expected tables, each under [[{name}]], got {stated.shown(tables)}")
        if len(tables) > TABLES_MAX:
            raise PlanInvalid(f"{source}: {name}: expected at most {TABLES_MAX} tables, got {len(tables):,}")
        return tuple(read(table, _where(table, name, place, source), known) for place, table in enumerate(tables, 1))

    rates = section("rate", rate_of)
    if not rates:
        raise PlanInvalid(f"{source} states no rate: expected one at least, under [[rate]]")
    plan = Plan(
        name=outer.needed("name", stated.text, stated.TEXT_EXPECTED),
        version=outer.needed("version", stated.text, stated.TEXT_EXPECTED),
        title=outer.given("title", stated.titles, stated.TITLES_EXPECTED) or {},
        document=document,
        digest=digest(document),
        zone=terms.needed("timezone", _zone, "a time zone, for example Asia/Shanghai"),
        reversals=terms.needed("reversals", *stated.one_of(Reversals)),
        remainder=terms.given("remainder", *stated.one_of(RemainderRule)) or LARGEST_REMAINDER,
        rounding=terms.given("rounding", *stated.one_of(Rounding)) or "half-even",
        write_off_after=terms.given("write_off_after", stated.window, stated.DAYS_WINDOW_EXPECTED),
        base_pay_days=terms.given("base_pay_days", _days, 'a number above zero as text, such as "21.75" or "87/4"')
        or BASE_PAY_DAYS,
        base=_base(base),
        rates=rates,
        limits=section("limit", limit_of),
        parts=parts_checked(section("part", part_of), source),
        on_top=section("on_top", on_top_of),
        releases=releases_checked(section("release", release_of), source),
        guarantees=section("guarantee", guarantee_of),
        penalties=section("penalty", penalty_of),
    )
    outer.given("source", stated.text, stated.TEXT_EXPECTED)
    _refuse_doubles(plan, source)
    return plan


def _where(table: object, section: str, place: int, source: str) -> str:
    id = table.get("id") if is_table(table) else None
    return f"{source}: {section} {id!r:.60}" if isinstance(id, str) and id else f"{source}: {section} number {place}"


def _as_is(value: object) -> object:
    return value


def _zone(value: object) -> ZoneInfo:
    try:
        return zone(stated.text(value))
    except ValueError as fault:
        raise stated.Unreadable(str(fault)) if str(fault) else fault from None


def _days(value: object) -> Fraction:
    found = stated.number(value)
    if not found:
        raise ValueError
    return found


def _base(asked: Stated) -> Base:
    of: Of = asked.given("of", *stated.one_of(Of)) or "price"
    formula = asked.given("formula", _formula, FORMULA_EXPECTED)
    if formula is None:
        if of == "formula":
            asked.refuse(f': of = "formula" needs a formula: expected {FORMULA_EXPECTED}')
        return Base(of, Formula.parse(_FORMULAS[of]))
    if of in ("price", "received"):
        asked.refuse(f': of = "{of}" has no formula: expected of = "margin" or of = "formula" beside one')
    return Base(of, formula)


def _formula(value: object) -> Formula:
    try:
        return Formula.parse(stated.text(value))
    except ValueError as fault:
        raise stated.Unreadable(str(fault)) if str(fault) else fault from None


def _refuse_doubles(plan: Plan, source: str) -> None:
    seen: set[str] = set()
    for table in plan.tables():
        if table.id in seen:
            raise PlanInvalid(f"{source}: the id {table.id!r} stands on two tables")
        if table.id in RESERVED:
            raise PlanInvalid(f"{source}: no table can have the id {table.id!r}: expected another")
        seen.add(table.id)
