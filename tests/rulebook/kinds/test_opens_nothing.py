"""The kind ``opens-nothing``: an entry that is taken, and nothing comes of it."""

from __future__ import annotations

from functools import partial

from hypothesis import given

from leadledger.rulebook.effects import Nothing
from leadledger.testing.stories import Draft, call, visit
from tests.rulebook.kinds.tales import VISIT_OR_CALL, case_of, claims_of, is_a, kind_book, tales
from tests.strategies import examples

BOOK = kind_book(
    """
[[register]]
id = "nothing"
cite = "N"
use = "opens-nothing"
when = { type = "CallReceived" }
"""
    + VISIT_OR_CALL
)
TALES = tales(partial(visit, "c"), partial(call, "c"))


@examples(60)
@given(told=TALES)
def test_the_claims_are_those_of_the_story_without_such_entries(told: list[Draft]) -> None:
    assert claims_of(told, BOOK) == claims_of([one for one in told if not is_a("CallReceived", one)], BOOK)


@examples(60)
@given(told=TALES)
def test_every_such_entry_is_taken_and_no_later_clause_is_asked(told: list[Draft]) -> None:
    lines = [line for line in case_of(told, BOOK).register.lines if line.fact.type == "CallReceived"]
    assert [(line.clause, line.effect) for line in lines] == [("nothing", Nothing("opens-nothing"))] * sum(
        is_a("CallReceived", one) for one in told
    )
