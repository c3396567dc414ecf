"""The parts, limits and overrides of a plan's document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from leadledger.events.declared import EventTypes
from leadledger.plan import stated
from leadledger.plan.read_rates import CITED, cited
from leadledger.plan.stated import Stated, Unreadable
from leadledger.plan.tables import Each, Holders, Limit, OnTop, PlanPart, Portion
from leadledger.values import DEPARTMENT, SHARE_EXPECTED, is_id, is_list, is_table
from leadledger.values.splitting import Part, refuse_unsplittable

AGENTS: Final = "agents"
"""In a part's *to*: those who share the deal by the rulebook."""
PORTION: Final = frozenset({"to", "share", "fixed", "at_most", "rest", "parts"})
PART: Final = CITED | PORTION
LIMIT: Final = CITED | {"each", "at_most", "at_least", "role"}
ON_TOP: Final = CITED | {"to", "rate", "share"}
HOLDERS: Final = frozenset({"role", "team", "own"})
TO_EXPECTED: Final = f'"{AGENTS}", "{DEPARTMENT}" or the id of somebody'
PARTS_EXPECTED: Final = "a list of parts"
DEPTH_MAX: Final = 8
"""How deep parts can be nested."""
HOLDERS_EXPECTED: Final = (
    f'"{DEPARTMENT}", the id of somebody, or a role such as {{ role = "supervisor", team = "same" }}'
)


def limit_of(table: object, where: str, _types: EventTypes) -> Limit:
    """The limit that a table stands for."""
    asked = Stated.of(table, where, LIMIT)
    limit = Limit(
        *cited(asked),
        each=asked.needed("each", *stated.one_of(Each)),
        at_most=asked.given("at_most", stated.total, stated.SUM_EXPECTED),
        at_least=asked.given("at_least", stated.total, stated.SUM_EXPECTED),
        role=asked.given("role", stated.words, stated.WORDS_EXPECTED) or frozenset(),
    )
    if limit.at_most is None and limit.at_least is None:
        asked.refuse(" states neither at_most nor at_least: expected one of them, or both")
    if limit.at_least is not None and limit.each != "deal":
        asked.refuse(f': at_least is for each = "deal", not each = "{limit.each}": a month has a [[guarantee]]')
    return limit


def part_of(table: object, where: str, _types: EventTypes) -> PlanPart:
    """The part that a table stands for."""
    asked = Stated.of(table, where, PART)
    return PlanPart(*cited(asked), portion=_portion(asked, 1))


def parts_checked(parts: tuple[PlanPart, ...], source: str) -> tuple[PlanPart, ...]:
    """The parts, which can be split and have a place for the agents.

    Raises:
        PlanInvalid: they cannot, or have none.
    """
    if not parts:
        return parts
    asked = Stated({}, f"{source}: part")
    try:
        refuse_unsplittable([_shape(part.portion) for part in parts])
    except ValueError as fault:
        asked.refuse(f": {fault}")
    places = Counter(to for part in parts for to in _payees(part.portion))
    if places[AGENTS] != 1:
        asked.refuse(f': expected one part to = "{AGENTS}", who share the deal, and there are {places[AGENTS]}')
    return parts


def on_top_of(table: object, where: str, _types: EventTypes) -> OnTop:
    """The override or overlay that a table stands for."""
    asked = Stated.of(table, where, ON_TOP)
    found = OnTop(
        *cited(asked),
        to=asked.needed("to", _holders, HOLDERS_EXPECTED),
        rate=asked.given("rate", stated.share, SHARE_EXPECTED),
        share=asked.given("share", stated.share, SHARE_EXPECTED),
    )
    if (found.rate is None) == (found.share is None):
        asked.refuse(": expected either a rate of the base or a share of the commission, and one of them")
    return found


def _portion(asked: Stated, depth: int) -> Portion:
    if depth > DEPTH_MAX:
        asked.refuse(f": parts are nested at most {DEPTH_MAX} deep")
    rows = asked.given("parts", _rows, PARTS_EXPECTED) or []
    inside = [Stated.of(row, f"{asked.where}, part {place}", PORTION) for place, row in enumerate(rows, start=1)]
    return Portion(
        to=asked.given("to", _payee, TO_EXPECTED),
        share=asked.given("share", stated.share, SHARE_EXPECTED),
        fixed=asked.given("fixed", stated.total, stated.SUM_EXPECTED),
        at_most=asked.given("at_most", stated.total, stated.SUM_EXPECTED),
        rest=asked.given("rest", stated.flag, stated.FLAG_EXPECTED) or False,
        parts=tuple(_portion(one, depth + 1) for one in inside),
    )


def _shape(portion: Portion) -> Part[str]:
    """The part as far as it can be judged without a sale: its sums are in no currency yet."""
    return Part(
        portion.to,
        portion.share,
        None if portion.fixed is None else 0,
        None if portion.at_most is None else 0,
        portion.rest,
        tuple(map(_shape, portion.parts)),
    )


def _payees(portion: Portion) -> Iterator[str]:
    if portion.to is not None:
        yield portion.to
    for part in portion.parts:
        yield from _payees(part)


def _payee(value: object) -> str:
    name = stated.text(value)
    if name != DEPARTMENT and not is_id(name):
        raise ValueError
    return name


def _holders(value: object) -> str | Holders:
    if not is_table(value):
        name = _payee(value)
        if name == AGENTS:
            raise ValueError
        return name
    if "role" not in value or not set(value) <= HOLDERS:
        raise ValueError
    team: Any = value.get("team")
    if team not in (None, "same"):
        raise Unreadable(f'team: expected "same", got {stated.shown(team)}')
    own = value.get("own", False)
    return Holders(stated.text(value["role"]), team == "same", stated.flag(own))


def _rows(value: object) -> list[object]:
    if not is_list(value) or not value:
        raise ValueError
    return value
