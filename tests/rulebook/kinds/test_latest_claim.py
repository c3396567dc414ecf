"""The kind ``latest-claim``: the good claim opened last has the customer."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.answers import Applies, DoesNotApply
from leadledger.rulebook.clauses.latest_claim import latest_claim
from leadledger.testing.stories import Draft, call, visit
from tests.rulebook.kinds.tales import VISIT, case_of, is_a, kind_book, tales
from tests.strategies import examples

CALL = VISIT.replace('"visit"', '"call"').replace("VisitReceived", "CallReceived").replace("7 days", "3 days")
ANEW = kind_book(f'{VISIT}again = "opened"\n{CALL}again = "opened"\n')
STAYS = kind_book(VISIT + CALL)
TALES = tales(partial(visit, "c"), partial(call, "c"))


@examples(60)
@given(told=TALES)
def test_who_came_last_owns_on_that_day_where_each_coming_opens_anew(told: list[Draft]) -> None:
    case, last = case_of(told, ANEW), told[-1]
    answer = latest_claim(case)
    assert isinstance(answer, Applies)
    assert answer.award.owner == last.fields["agent"]
    assert isinstance(latest_claim(case, given_by=("visit",)), Applies) == is_a("VisitReceived", last)


@examples(60)
@given(told=TALES, days=st.sampled_from((0, 3, 4, 7, 8)))
def test_no_good_claim_was_opened_after_the_owners(told: list[Draft], days: int) -> None:
    case = case_of(told, STAYS, days=days)
    live = [claim for claim in case.register.claims if claim.live_on(case.closing.day)]
    answer = latest_claim(case)
    if isinstance(answer, Applies):
        orders = {claim.agent: claim.opened.order for claim in live}
        assert orders[str(answer.award.owner)] == max(orders.values())
    else:
        assert isinstance(answer, DoesNotApply)
        assert live == []
