"""Conditions of any clause: what must, or must not, have been entered for it to speak."""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.events import EVENT_TYPES
from leadledger.events.declared import declare
from leadledger.events.pattern import Pattern
from leadledger.rulebook.conditions import Condition, Entries
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import Window
from tests.rulebook.kinds.meetings import CLOSER, Met, anyhow_book, decided, meetings, story
from tests.strategies import examples

CLAUSE = """
[[award]]
id = "{how}"
cite = "{how}"
rank = {rank}
use = "nobody"
{how} = [{condition}]
"""
CONDITIONS: Final = (
    '{ type = "VisitReceived" }',
    '{ type = "VisitReceived", within = "30 days" }',
    '{ type = "CallReceived", beyond = "30 days" }',
    '{ type = "VisitReceived", agent = "holder", times = 2 }',
    '{ type = "VisitReceived", after = { type = "CallReceived" }, within = "7 days" }',
    '{ type = "VisitReceived", of = { type = "CallReceived", agent = "zhang" }, beyond = "2 days" }',
    '{ type = "VisitReceived", agent = "zhang", latest_of = { type = "VisitReceived" } }',
    '{ type = "CallReceived", without = { type = "VisitReceived", same = ["agent"] } }',
    '{ closing = { type = "SubscriptionSigned", agent = "not holder" } }',
)


def both(condition: str, *, first: str) -> Rulebook:
    """A book with a clause that asks for the condition and one that asks for its absence."""
    ranks = {"if": 2, "unless": 2, first: 1}
    return anyhow_book("".join(CLAUSE.format(how=how, rank=rank, condition=condition) for how, rank in ranks.items()))


BOOKS: Final = [(both(condition, first="if"), both(condition, first="unless")) for condition in CONDITIONS]


@examples(60)
@given(told=meetings(30), books=st.sampled_from(BOOKS))
def test_if_and_unless_of_one_condition_never_both_hold_and_one_always_does(
    told: list[Met], books: tuple[Rulebook, Rulebook]
) -> None:
    one, other = (decided(told, book).clause for book in books)
    assert one == other
    assert one in ("if", "unless")


@examples(50)
@given(told=meetings(30), days=st.sampled_from((0, 29, 30, 31)))
def test_within_a_time_and_beyond_it_split_the_entries_in_two(told: list[Met], days: int) -> None:
    scene = story(told).case("d").scene()
    every, within, beyond = (
        Condition.parse({"type": "VisitReceived", **time}).found(scene) or []
        for time in ({}, {"within": f"{days} days"}, {"beyond": f"{days} days"})
    )
    assert sorted(fact.order for fact in (*within, *beyond)) == [fact.order for fact in every]


def test_a_time_after_an_entry_counts_from_the_latest_like_it() -> None:
    called = Met(40, "09:30", "li", "CallReceived")
    told = [called, called._replace(before=30), Met(25, "09:30", "li", "VisitReceived")]
    scene = story(told).case("d").scene()
    after = {"type": "VisitReceived", "after": {"type": "CallReceived"}}
    met = {
        within: Condition.parse({**after, "within": within}).found(scene) is not None for within in ("4 days", "5 days")
    }
    assert met == {"4 days": False, "5 days": True}
    assert Condition.parse({**after, "beyond": "4 days"}).found(scene) is not None
    assert Condition.parse({**after, "beyond": "5 days"}).found(scene) is None


def test_nothing_comes_after_itself() -> None:
    scene = story([Met(9, "09:30", "li", "VisitReceived")]).case("d").scene()
    assert Condition.parse({"type": "VisitReceived", "after": {"type": "VisitReceived"}}).found(scene) is None


def test_the_closing_is_asked_in_its_own_light() -> None:
    scene = story([]).case("d").scene()
    assert Condition.parse({"closing": {"type": "SubscriptionSigned", "same": ["customer"]}}).found(scene) == []


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            "VisitReceived",
            "expected a condition: a pattern, perhaps with a time, such as "
            '{ type = "CallReceived", within = "7 days" }',
        ),
        (
            {"closing": {"type": "SubscriptionSigned"}, "times": 2},
            "a condition on the closing is { closing = a pattern }, and nothing beside it",
        ),
        *(({"type": "VisitReceived", "times": times}, "times is a whole number from 1 on") for times in ("2", True, 0)),
        *(
            ({"type": "VisitReceived", "taken_by": names}, "taken_by is a list of register clauses' ids")
            for names in ("call", [], [1], ["call", 1])
        ),
        (
            {"type": "VisitReceived", "within": 7},
            'within: 7 is not a window: write a length such as "2 months" or "7 days"',
        ),
        (
            {"type": "VisitReceived", "beyond": "soon"},
            'beyond: \'soon\' is not the length of a window: write a length such as "2 months" or "7 days"',
        ),
    ],
)
def test_what_is_no_condition_is_refused_with_what_was_expected(table: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        Condition.parse(table)


NOTICE: Final = {"type": "app.NoticeGiven"}
VISIT: Final = {"type": "VisitReceived"}


@pytest.mark.parametrize(
    "table",
    [
        NOTICE,
        {"closing": NOTICE},
        {**NOTICE, "taken_by": ["call"]},
        *({**VISIT, part: NOTICE} for part in ("after", "of", "first_of", "latest_of", "without")),
        {**VISIT, "of": {**VISIT, "of": NOTICE}},
    ],
)
def test_every_part_of_a_condition_may_speak_of_declared_types(table: dict[str, object]) -> None:
    notice = declare("app.NoticeGiven", {"fields": {"customer": "customer", "agent": "agent"}}, "a book")
    assert Condition.parse(table, {**EVENT_TYPES, "app.NoticeGiven": notice})
    with pytest.raises(ValueError, match=r"app\.NoticeGiven"):
        Condition.parse(table)


def test_each_part_of_a_condition_stands_for_what_is_written() -> None:
    call = Pattern.parse({"type": "CallReceived"})
    parts = {part: {"type": "CallReceived"} for part in ("after", "of", "first_of", "latest_of", "without")}
    written = {**VISIT, **parts, "within": "7 days", "beyond": "1 day", "times": 2, "taken_by": ["call"]}
    assert Condition.parse(written) == Condition(
        seen=Pattern.parse(VISIT),
        within=Window.parse("7 days"),
        beyond=Window.parse("1 day"),
        after=Entries(call),
        of=Condition(call),
        first_of=call,
        latest_of=call,
        without=call,
        taken_by=("call",),
        times=2,
    )


@pytest.mark.parametrize(("role", "unanswered"), [("holder", []), ("not holder", ["li"])])
def test_what_answers_an_entry_may_be_told_by_its_role(role: str, unanswered: list[str]) -> None:
    told = [Met(9, "09:30", "li", "CallReceived"), Met(8, "09:30", "zhang", "VisitReceived")]
    scene = story(told).case("d", rulebook=anyhow_book()).scene()
    condition = Condition.parse({"type": "CallReceived", "without": {"type": "VisitReceived", "agent": role}})
    assert [one.event.agent for one in condition.found(scene) or ()] == unanswered  # type: ignore[attr-defined]


def test_an_entry_does_not_belong_to_itself() -> None:
    scene = story([Met(9, "09:30", "li", "VisitReceived")]).case("d").scene()
    assert Condition.parse({**VISIT, "of": VISIT}).found(scene) is None


def test_a_condition_on_what_an_entry_belongs_to_is_asked_in_that_entrys_light() -> None:
    told = [Met(30, "09:30", "li", "CallReceived"), Met(25, "09:30", "li", "VisitReceived")]
    scene = story([*told, Met(24, "09:30", "zhang", "VisitReceived")]).case("d").scene()
    recent = {"type": "CallReceived", "within": "5 days"}
    assert [one.event.agent for one in Condition.parse({**VISIT, "of": recent}).found(scene) or ()] == ["li"]
    later = {"type": "VisitReceived", "agent": "zhang"}
    assert Condition.parse({"type": "CallReceived", "of": later}).found(scene) is None


def test_the_first_of_those_in_its_light_is_meant() -> None:
    told = [Met(30, "09:30", "li", "CallReceived"), Met(25, "09:30", CLOSER, "CallReceived")]
    scene = story(told).case("d").scene()
    own = {"type": "CallReceived", "same": ["agent"]}
    assert [
        one.event.agent for one in Condition.parse({"type": "CallReceived", "first_of": own}).found(scene) or ()
    ] == [CLOSER]
