"""The kind ``closer``: who closes."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import given as told_as
from tests.rulebook.kinds.meetings import CLOSED, CLOSER, Met, anyhow_book, decided, meetings, visits
from tests.small_books import FIRST, small_book
from tests.strategies import examples

WHERE_NOBODY_HOLDS = """
[[award]]
id = "closer"
cite = "C"
rank = 2
use = "closer"
where = "nobody-holds"
"""
AFTER = small_book(WHERE_NOBODY_HOLDS)
BEFORE = small_book(FIRST.replace("rank = 1", "rank = 3"), first=WHERE_NOBODY_HOLDS)
ANYHOW = anyhow_book()


@examples(50)
@given(told=meetings(61))
def test_the_closer_has_the_deal_exactly_where_nobody_holds_a_good_claim(told: list[Met]) -> None:
    after, before = decided(told, AFTER), decided(told, BEFORE)
    assert (after.owner, after.clause) == (before.owner, before.clause)
    held = any(met.before <= 61 for met in visits(told))
    assert (after.clause == "C") is (after.owner == CLOSER) is not held


@examples(30)
@given(told=meetings(61))
def test_anyhow_the_deal_is_the_closers_whoever_holds_and_without_a_closing_nobodys(told: list[Met]) -> None:
    assert decided(told, ANYHOW).owner == CLOSER
    if told:
        asked = told_as(*(met.told() for met in told), rulebook=ANYHOW)
        assert asked.owner("c", f"{CLOSED}T12:00").owner is None
