"""The kind ``helps``: who receives another's customer helps, and opens no claim."""

from __future__ import annotations

from functools import partial
from itertools import combinations

from hypothesis import given

from leadledger.testing.stories import Draft, visit
from tests.rulebook.kinds.tales import VISIT, case_of, kind_book, overlap, tales
from tests.strategies import examples

HELPS = """
[[register]]
id = "helps"
cite = "H"
use = "helps"
when = { type = "VisitReceived" }
"""
VISITS = tales(partial(visit, "c"))


@examples(60)
@given(told=VISITS)
def test_whoever_comes_while_another_holds_helps_that_one_and_has_no_claim(told: list[Draft]) -> None:
    register = case_of(told, kind_book(HELPS + VISIT)).register
    assert not any(overlap(one, other) for one, other in combinations(register.claims, 2))
    for helped in register.helps:
        day = helped.visit.event.occurred_at.date()
        held = [claim.agent for claim in register.claims if claim.opened_on <= day <= claim.through]
        assert helped.helper not in held
        assert list(helped.holders) == held


@examples(60)
@given(told=VISITS)
def test_the_first_receiver_is_helped_by_all_others_however_long_ago_it_was(told: list[Draft]) -> None:
    register = case_of(told, kind_book(HELPS + 'of = "receiver"\n' + VISIT)).register
    came = [one.fields["agent"] for one in told]
    assert {claim.agent for claim in register.claims} == {came[0]}
    assert [(one.helper, one.holders) for one in register.helps] == [(a, (came[0],)) for a in came if a != came[0]]
