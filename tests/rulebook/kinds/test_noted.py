"""The kind ``noted``: the first or the last of certain entries is noted beside the award."""

from __future__ import annotations

from hypothesis import given

from tests.rulebook.kinds.meetings import Met, anyhow_book, decided, meetings, visits
from tests.strategies import examples

NOTED = """
[[consequence]]
id = "{pick}"
cite = "O"
use = "noted"
kind = "{pick}-touch"
when = {{ type = "VisitReceived" }}
pick = "{pick}"
"""
TOUCH = """
[[award]]
id = "touch"
cite = "T"
rank = 1
use = "touch"
when = { type = "VisitReceived" }
pick = "first"
"""
IN_TIME = 'within = "20 days"\nunbroken = "12 days"\n'
FIRST = anyhow_book(NOTED.format(pick="first"))
AS_TOUCH = anyhow_book(TOUCH + IN_TIME + NOTED.format(pick="first") + IN_TIME)
WITHOUT = anyhow_book(TOUCH + IN_TIME)


@examples(40)
@given(told=meetings(20))
def test_the_first_noted_stays_the_first_whatever_comes_later(told: list[Met]) -> None:
    first = [met.agent for met in visits(told)][:1]
    for length in range(told.index(visits(told)[0]) + 1 if first else 0, len(told) + 1):
        assert [one.payee for one in decided(told[:length], FIRST).consequences] == first


@examples(50)
@given(told=meetings(20))
def test_what_is_noted_is_whom_a_touch_of_the_same_times_names_and_changes_no_award(told: list[Met]) -> None:
    answer, without = decided(told, AS_TOUCH), decided(told, WITHOUT)
    assert (answer.owner, answer.clause, answer.commission) == (without.owner, without.clause, without.commission)
    assert [one.payee for one in answer.consequences] == ([answer.owner] if answer.clause == "T" else [])


def test_a_rate_may_go_with_what_is_noted() -> None:
    told = [Met(5, "09:30", "zhang", "VisitReceived")]
    assert [one.figure for one in decided(told, FIRST).consequences] == [None]
    rated = anyhow_book(NOTED.format(pick="first") + 'figure = "5%"\n')
    assert [str(one.figure) for one in decided(told, rated).consequences] == ["1/20"]
