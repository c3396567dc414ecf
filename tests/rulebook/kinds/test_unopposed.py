"""The kind ``unopposed``: who took the customer in keeps them where nobody objects in time."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Answer, Applies, DoesNotApply, NeedsFinding
from leadledger.rulebook.case import Case
from leadledger.rulebook.clauses.unopposed import unopposed
from leadledger.testing.stories import Draft, call, visit
from leadledger.values import Window
from tests.rulebook.kinds.tales import VISIT, case_of, day_of, kind_book, tales
from tests.strategies import examples

OBJECTED = Pattern.parse({"type": "CallReceived"})
BOOK = kind_book(VISIT.replace('length = "7 days"', "") + 'again = "opened"\n')
BEFORE = tales(partial(visit, "c"), partial(call, "c"), longest=4)
LATER = st.sampled_from((0, 1, 6, 7, 8, 20))


def asked(case: Case) -> Answer:
    """What the clause says: somebody may object by a call within seven days."""
    return unopposed(
        case, given_by=("visit",), by=OBJECTED, within=Window.parse("7 days"), missing={"en": "who objects"}
    )


def taken_in(before: list[Draft]) -> list[Draft]:
    """Who came and called, and at last zhang takes the customer in."""
    return [*before, visit("c", "zhang", on=day_of(before))]


@examples(60)
@given(before=BEFORE, days=LATER)
def test_without_an_objection_it_is_open_while_the_time_runs_and_settled_after_it(
    before: list[Draft], days: int
) -> None:
    answer = asked(case_of(taken_in(before), BOOK, days=days))
    assert isinstance(answer, NeedsFinding) == (days <= 7)
    assert days <= 7 or (isinstance(answer, Applies) and answer.award.owner == "zhang")


@examples(60)
@given(before=BEFORE, after=LATER, days=LATER)
def test_an_objection_in_time_ends_it_whenever_the_deal_closes_and_a_later_one_changes_nothing(
    before: list[Draft], after: int, days: int
) -> None:
    told = taken_in(before)
    objection = call("c", "li", on=day_of(told) + timedelta(days=after))
    answer = asked(case_of([*told, objection], BOOK, days=days))
    if after <= 7:
        assert isinstance(answer, DoesNotApply)
    else:
        assert isinstance(answer, Applies)
        assert answer.award.owner == "zhang"
