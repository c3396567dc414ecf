"""The kind ``ends``: an agent's claims are over, or everybody's."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from leadledger.testing.stories import Draft, call, visit
from tests.rulebook.kinds.tales import VISIT, case_of, claims_of, is_a, kind_book, tales
from tests.strategies import examples

ENDS = """
[[register]]
id = "ends"
cite = "E"
use = "ends"
when = { type = "CallReceived" }
"""
TALES = tales(partial(visit, "c"), partial(call, "c"), longest=9)


@examples(60)
@given(told=TALES, whose=st.sampled_from(("agent", "everybody")))
def test_the_story_is_as_if_it_began_after_the_last_entry_that_ends(told: list[Draft], whose: str) -> None:
    book = kind_book(f'{ENDS}whose = "{whose}"\n{VISIT}')
    rest: list[Draft] = []
    for one in told:
        if is_a("CallReceived", one):
            rest = [kept for kept in rest if whose == "agent" and kept.fields["agent"] != one.fields["agent"]]
        else:
            rest.append(one)
    assert claims_of(told, book) == claims_of(rest, book)


@examples(60)
@given(told=TALES)
def test_whoever_ended_on_the_closing_day_owns_nothing_then_and_the_others_keep_their_order(told: list[Draft]) -> None:
    book = kind_book(ENDS + VISIT)
    held = [claim.agent for claim in case_of(told, book).good_claims()]
    for agent in ("zhang", "li", "wang"):
        left = case_of([*told, call("c", agent, on=told[-1].on)], book).good_claims()
        assert [claim.agent for claim in left] == [one for one in held if one != agent]
