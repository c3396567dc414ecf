"""The kind ``touch``: the first or the last of certain entries takes the customer."""

from __future__ import annotations

from hypothesis import given

from tests.rulebook.kinds.meetings import CLOSER, Met, anyhow_book, decided, meetings, visits
from tests.strategies import examples

TOUCH = """
[[award]]
id = "touch"
cite = "T"
rank = 1
use = "touch"
when = { type = "VisitReceived" }
"""
LATEST = anyhow_book(TOUCH + 'within = "30 days"')
FIRST = anyhow_book(TOUCH + 'within = "30 days"\npick = "first"')
LONG_AGO = anyhow_book(TOUCH + 'beyond = "30 days"')
UNBROKEN = anyhow_book(TOUCH + 'unbroken = "5 days"\npick = "first"')


@examples(50)
@given(told=meetings(30))
def test_no_counted_visit_stands_after_the_latest_or_before_the_first(told: list[Met]) -> None:
    in_time = [met.agent for met in visits(told) if met.before <= 30]
    long_ago = [met.agent for met in visits(told) if met.before > 30]
    assert decided(told, LATEST).owner == (in_time[-1] if in_time else CLOSER)
    assert decided(told, FIRST).owner == (in_time[0] if in_time else CLOSER)
    assert decided(told, LONG_AGO).owner == (long_ago[-1] if long_ago else CLOSER)


@examples(40)
@given(late=meetings(6), early=meetings(6))
def test_what_was_before_a_gap_changes_nothing(late: list[Met], early: list[Met]) -> None:
    chain = visits(late)
    begins = chain[0].before if chain else 0
    before = [met._replace(before=met.before + begins + 6) for met in early]
    assert decided(before + chain, UNBROKEN).owner == decided(chain, UNBROKEN).owner
