"""Rulings: what one would mean elsewhere, and which treat equal facts differently, whoever the people are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from leadledger.disputes.rulings import conflicts, pattern_of, preview, readings, renamed, ruled_deals
from leadledger.errors import CallInvalid
from leadledger.rulebook.answers import Award
from leadledger.testing.stories import Draft, given, ruling, subscription, visit
from leadledger.values import Share

PEOPLE = ("zhang", "li", "wang", "zhao")


def declined(number: int, first: str, then: str) -> list[Draft]:
    """A customer who turns *first* down and buys from *then*."""
    customer = f"c{number}"
    return [
        visit(customer, first, on="2026-03-02"),
        visit(customer, then, declined=[first], on="2026-03-10"),
        subscription(f"d{number}", customer, then, on=f"2026-03-{10 + number}"),
    ]


def plain(number: int, agent: str) -> list[Draft]:
    """A customer whom one agent met and sold to."""
    return [
        visit(f"c{number}", agent, on="2026-03-02"),
        subscription(f"d{number}", f"c{number}", agent, on="2026-03-20"),
    ]


STORY = given(*declined(1, "zhang", "li"), *declined(2, "wang", "zhang"), *plain(3, "li"))
ALL = [STORY.decide(deal) for deal in ("d1", "d2", "d3")]


def test_the_same_reading_changes_the_case_that_the_same_clauses_decide() -> None:
    found = preview(ALL[0], Award.whole("zhang"), ALL)
    assert (found.decided_by, found.follows) == (("declined",), (("first-visit",),))
    assert [(one.case.deal, one.after.owner) for one in found.changed] == [("d2", "wang")]


def test_customers_who_have_not_bought_are_cases_too() -> None:
    story = given(*declined(1, "zhang", "li"), visit("k", "wang", on="2026-03-02"), visit("k", "li", declined=["wang"]))
    open_case = story.owner("k", "2026-03-20T10:00")
    (changed,) = preview(story.decide("d1"), Award.whole("zhang"), [open_case]).changed
    assert (changed.case.customer, changed.before.owner, changed.after.owner) == ("k", "li", "wang")


def test_a_ruling_that_upholds_the_book_changes_nothing() -> None:
    award = Award.of({"li": Share("1")}, {"li": Share("4/5"), "zhang": Share("1/5")})
    found = preview(ALL[0], award, ALL)
    assert found.decided_by in found.follows
    assert found.changed == ()


def test_a_ruling_may_follow_no_clause() -> None:
    found = preview(ALL[0], Award.whole("zhao"), ALL)
    assert (found.follows, found.changed) == ((), ())


def test_a_reading_that_does_not_give_what_is_ruled_is_refused() -> None:
    with pytest.raises(CallInvalid, match="--reading declined: that clause does not give what is ruled"):
        preview(ALL[0], Award.whole("zhang"), ALL, ["declined"])


def test_an_earlier_ruling_on_equal_facts_is_shown() -> None:
    drafts = [*declined(1, "zhang", "li"), *declined(2, "wang", "zhang")]
    story = given(*drafts, ruling("r", {"wang": "1"}, {"wang": "1"}, deal="d2", on="2026-04-01"))
    other, deal = story.decide("d2"), story.decide("d1")
    assert [one.deal for one in preview(deal, Award.whole("li"), [other]).against] == ["d2"]
    assert preview(deal, Award.whole("zhang"), [other]).against == ()
    assert preview(deal, Award.whole("zhang"), [other]).changed == ()  # it is ruled already


@pytest.mark.parametrize(
    ("ruled", "differs"), [(("zhang", "wang"), False), (("li", "zhang"), False), (("zhang", "zhang"), True)]
)
def test_two_rulings_on_equal_facts_differ_by_more_than_names_or_not(ruled: Sequence[str], differs: bool) -> None:
    story = given(
        *declined(1, "zhang", "li"),
        *declined(2, "wang", "zhang"),
        *(
            ruling(f"r{number}", {agent: "1"}, {agent: "1"}, deal=f"d{number}", on=f"2026-04-0{number}")
            for number, agent in enumerate(ruled, 1)
        ),
    )
    found = conflicts(ruled_deals(story.decide(deal) for deal in ("d1", "d2")))
    assert [(one.first.deal, one.second.deal) for one in found] == ([("d1", "d2")] if differs else [])


def test_unequal_facts_are_no_conflict() -> None:
    story = given(
        *declined(1, "zhang", "li"),
        *plain(3, "li"),
        ruling("r1", {"zhang": "1"}, {"zhang": "1"}, deal="d1", on="2026-04-01"),
        ruling("r3", {"li": "1"}, {"li": "1"}, deal="d3", on="2026-04-02"),
    )
    assert conflicts(ruled_deals(story.decide(deal) for deal in ("d1", "d3"))) == []


@for_all(st.permutations(PEOPLE), st.sampled_from([1, 2, 3]))
def test_renaming_people_leaves_pattern_and_outcome(names: Sequence[str], number: int) -> None:
    new = dict(zip(PEOPLE, names, strict=True))
    tales = {
        1: lambda who: declined(1, who("zhang"), who("li")),
        2: lambda who: [
            visit("c2", who("zhang"), on="2026-03-02"),
            visit("c2", who("li"), on="2026-03-03"),
            visit("c2", who("wang"), asked_for=who("wang"), on="2026-03-05"),
            subscription("d2", "c2", who("li"), on="2026-03-20"),
        ],
        3: lambda who: plain(3, who("li")),
    }
    once = given(*tales[number](str)).decide(f"d{number}")
    again = given(*tales[number](new.__getitem__)).decide(f"d{number}")
    assert pattern_of(once).key == pattern_of(again).key
    assert [new[one] for one in pattern_of(once).people] == list(pattern_of(again).people)
    for one, other in zip(readings(once), readings(again), strict=True):
        assert one.by == other.by
        assert renamed(pattern_of(once), one.award) == renamed(pattern_of(again), other.award)
