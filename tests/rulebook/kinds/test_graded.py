"""The kind ``graded``: after a hand-over the giver keeps a deal for a time, in a part that grows less."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.document import rulebook_from
from leadledger.testing.stories import draft, subscription
from leadledger.testing.stories import given as told_as
from tests.declared_book import document
from tests.reasons_said import said
from tests.rulebook.kinds.meetings import AGENTS, CLOSED, CLOSER
from tests.strategies import examples

MOVED = {"fields": {"customer": "customer", "from_agent": "agent", "to_agent": "agent", "approved_on": "day"}}
GRADED = {
    "id": "graded",
    "cite": "G",
    "rank": 1,
    "use": "graded",
    "when": {"type": "app.AccountMoved"},
    "grades": ["3/4", "1/2", "1/10"],
    "each": "10 days",
    "counted_from": "approved_on",
}
AWARDS = [GRADED, {"id": "closer", "cite": "C", "rank": 2, "use": "closer", "where": "anyhow"}]
BOOK = rulebook_from({**document(AccountMoved=MOVED), "award": AWARDS}, source="graded")
days = st.one_of(st.sampled_from((-1, 0, 9, 10, 19, 20, 29, 30)), st.integers(-5, 35))
moves = st.lists(st.tuples(st.sampled_from(AGENTS), st.sampled_from(AGENTS)), min_size=1, max_size=3)


def after_moves(moved: list[tuple[str, str]], days: int) -> Attribution:
    """What a deal comes to so many days after the day for which the latest of the moves was approved."""
    told = [
        draft(
            "app.AccountMoved",
            customer="c",
            from_agent=gives,
            to_agent=takes,
            approved_on=str(CLOSED),
            on=CLOSED - timedelta(days=20 - place),
        )
        for place, (gives, takes) in enumerate(moved)
    ]
    closing = subscription("d", "c", CLOSER, on=CLOSED + timedelta(days=days))
    return told_as(*told, closing, rulebook=BOOK).decide("d")


@examples(50)
@given(moved=moves, one=days, other=days)
def test_shares_sum_to_one_and_the_givers_part_never_grows_over_time(
    moved: list[tuple[str, str]], one: int, other: int
) -> None:
    giver, taker = moved[-1]
    kept: list[Fraction] = []
    for day in sorted((max(one, 0), max(other, 0))):
        answer = after_moves(moved, day)
        assert sum(answer.credit.values()) == 1
        assert answer.credit == answer.commission
        if answer.clause == "G":
            assert set(answer.credit) == {giver, taker}
        kept.append(answer.credit.get(giver, Fraction(0)))
    assert kept[0] >= kept[1]


@examples(40)
@given(moved=moves, day=days)
def test_it_applies_from_the_day_of_the_move_through_its_last_time_and_never_after(
    moved: list[tuple[str, str]], day: int
) -> None:
    assert (after_moves(moved, day).clause == "G") is (0 <= day < 30)


OPEN = {"customer": "customer", "from_agent": "agent?", "to_agent": "agent?", "begins": "time?", "day": "day?"}
UNDATED = {key: value for key, value in GRADED.items() if key != "counted_from"}
NAMED: dict[str, Any] = {"from_agent": "zhang", "to_agent": "li"}


def moved(clause: dict[str, Any], *before: Any, closed: str = "2026-03-12", **move: Any) -> list[str]:
    """What the clause says of one move, late on the first of March, entered two days later."""
    awards = [{**UNDATED, **clause}, AWARDS[1]]
    book = rulebook_from({**document(AccountMoved={"fields": OPEN}), "award": awards}, source="graded")
    entered = {"on": "2026-03-01", "at": "23:30", "recorded": "2026-03-03T09:00:00+08:00"}
    story = [*before, draft("app.AccountMoved", customer="c", **entered, **move)]
    answer = told_as(*story, subscription("d", "c", CLOSER, on=closed), rulebook=book).decide("d")
    return [sentence for clause, sentence in said(answer) if clause == "graded"]


KEPT = (
    "zhang keeps the deal for a time after the move of {day} March 2026. In part {part} of that time zhang has {share}"
)


@pytest.mark.parametrize(
    ("counted_from", "closed", "move", "kept"),
    [
        (None, "2026-03-10", {}, ("1", "1", "75 %")),
        (None, "2026-03-11", {}, ("1", "2", "50 %")),
        ("recorded_at", "2026-03-12", {}, ("3", "1", "75 %")),
        ("recorded_at", "2026-03-13", {}, ("3", "2", "50 %")),
        ("begins", "2026-03-14", {"begins": "2026-03-05T01:00:00+08:00"}, ("5", "1", "75 %")),
        ("begins", "2026-03-11", {}, ("1", "2", "50 %")),
        ("day", "2026-03-15", {"day": "2026-03-06"}, ("6", "1", "75 %")),
    ],
)
def test_the_times_begin_with_the_offices_day_of_what_they_are_counted_from(
    counted_from: str | None, closed: str, move: dict[str, str], kept: tuple[str, str, str]
) -> None:
    day, part, share = kept
    (sentence,) = moved({"counted_from": counted_from} if counted_from else {}, closed=closed, **NAMED, **move)
    assert sentence.startswith(KEPT.format(day=day, part=part, share=share))


def test_a_move_that_names_nobody_on_one_side_keeps_nothing() -> None:
    for side in NAMED:
        said_so = "The entry of the move does not name both who gives and who takes. [1]"
        assert moved({}, **{**NAMED, side: None}) == [said_so]


def test_of_a_move_to_oneself_the_agent_has_all() -> None:
    answer = after_moves([("li", "li")], 15)
    assert answer.clause == "G"
    assert dict(answer.credit) == {"li": 1} == dict(answer.commission)


def test_what_must_lack_is_asked_at_the_move_where_same_is_the_giver() -> None:
    early = {"on": "2026-02-20"}
    met = {"lacking": [{"type": "VisitReceived", "agent": "same"}]}
    at_once = "What zhang would keep after the move had no ground then: it is li's at once. [2]"
    assert moved(met, draft("VisitReceived", customer="c", agent="zhang", **early), **NAMED) == [at_once]
    assert moved(met, draft("VisitReceived", customer="c", agent="li", **early), **NAMED) != [at_once]


def test_a_move_of_a_type_without_the_field_counts_from_the_day_on_which_it_happened() -> None:
    lent = {"fields": {"customer": "customer", "from_agent": "agent", "to_agent": "agent"}}
    either = [{**GRADED, "when": {"type": ["app.AccountMoved", "app.AccountLent"]}}, AWARDS[1]]
    book = rulebook_from({**document(AccountMoved=MOVED, AccountLent=lent), "award": either}, source="graded")
    moved = draft("app.AccountLent", customer="c", from_agent="zhang", to_agent="li", on=CLOSED - timedelta(days=10))
    answer = told_as(moved, subscription("d", "c", CLOSER, on=CLOSED), rulebook=book).decide("d")
    assert {agent: str(share) for agent, share in answer.credit.items()} == {"zhang": "1/2", "li": "1/2"}
