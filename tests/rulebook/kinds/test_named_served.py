"""The kind ``named-served``: a visit that only names agents who hold the customer opens nothing."""

from __future__ import annotations

from typing import Any

import pytest

from leadledger.rulebook.effects import Nothing
from leadledger.testing.stories import arrived, call, visit
from tests.rulebook.kinds.tales import VISIT, VISIT_OR_CALL, case_of, kind_book

SERVED = """
[[register]]
id = "served"
cite = "S"
use = "named-served"
when = { type = "VisitReceived" }
"""
ZHANG, WANG = (visit("c", agent, on=f"2026-03-0{day}") for day, agent in ((1, "zhang"), (2, "wang")))


def came(agent: str, **said: Any) -> list[Any]:
    """What the register made of a visit to an agent after zhang and wang were first: its line and who was helped."""
    book = kind_book(SERVED + VISIT.replace("7 days", "20 days"))
    register = case_of([ZHANG, WANG, visit("c", agent, on="2026-03-03", **said)], book).register
    return [register.lines[-1].effect, [(one.helper, one.holders) for one in register.helps]]


def test_who_names_those_who_hold_them_is_helped_for_these_or_served_by_one_of_them() -> None:
    assert came("li", named=["zhang", "wang"], present=[])[1] == [("li", ("zhang", "wang"))]
    assert came("li", named=["wang", "zhang"], present=["zhang", "wang"]) == [
        Nothing("holder-present", ("wang", "zhang")),
        [],
    ]
    assert came("wang", named=["zhang", "wang"], present=[]) == [Nothing("serves-own-customer", ("wang",)), []]


@pytest.mark.parametrize("more", [{"asked_for": "zhang"}, {"declined": ["wang"]}, {"forgot": True}])
def test_a_visit_that_says_more_than_names_is_left_to_other_clauses(more: dict[str, Any]) -> None:
    effect, helps = came("li", named=["zhang"], present=[], **more)
    assert (effect.agent, helps) == ("li", [])


def test_other_entries_and_visits_that_name_nobody_are_left_to_other_clauses() -> None:
    either = SERVED.replace('"VisitReceived"', '["VisitReceived", "CallReceived"]') + VISIT_OR_CALL
    told = [call("c", "zhang", on="2026-03-01"), visit("c", "wang", on="2026-03-02")]
    assert [claim.agent for claim in case_of(told, kind_book(either)).good_claims()] == ["zhang", "wang"]


def test_a_visit_that_names_nobody_names_no_holders() -> None:
    case = case_of([ZHANG, visit("c", "li", on="2026-03-03")], kind_book(SERVED + VISIT))
    assert [case.register.holders_named(fact) for fact in case.reading.own[:2]] == [(), ()]


def helpers(*told: Any) -> list[str]:
    """Who helped zhang, who was first, in a story about the third of March."""
    book = kind_book(SERVED + VISIT.replace("7 days", "20 days"))
    return [one.helper for one in case_of([ZHANG, *told], book).register.helps]


def test_who_came_early_in_the_morning_came_on_that_day_of_the_office() -> None:
    came_in = arrived("zhang", on="2026-03-03", at="05:30")
    named = visit("c", "li", named=["zhang"], on="2026-03-03", at="06:00")
    assert (helpers(named), helpers(came_in, named)) == (["li"], [])


def test_who_is_entered_as_come_only_after_a_visit_was_not_there() -> None:
    morning = visit("c", "li", named=["zhang"], on="2026-03-03", at="09:00")
    came_in = arrived("zhang", on="2026-03-03", at="08:00", recorded="2026-03-03T12:00+08:00")
    evening = visit("c", "wang", named=["zhang"], on="2026-03-03", at="15:00")
    assert helpers(morning, came_in, evening) == ["li"]
