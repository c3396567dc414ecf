"""The kind ``opens``: who may open a claim, what becomes of claims that are live, and which entry it counts from."""

from __future__ import annotations

from functools import partial
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from leadledger.testing.stories import Draft, registered, visit
from tests.rulebook.kinds.tales import VISIT, WEEK, case_of, is_a, kind_book, overlap, tales
from tests.strategies import examples

VISITS = tales(partial(visit, "c"))
AGAIN = st.sampled_from(("stays", "renewed", "opened"))
ANSWERED = """
of = { type = "CustomerRegistered", same = ["agent"] }
counted_from = "of"
ranked_from = "of"
"""


@examples(60)
@given(told=VISITS, again=AGAIN, where=st.sampled_from(('where = "nobody-else-holds"', 'others = "end"')))
def test_two_agents_never_hold_live_claims_on_one_day(told: list[Draft], again: str, where: str) -> None:
    claims = case_of(told, kind_book(f'{VISIT}again = "{again}"\n{where}\n')).register.claims
    assert not any(overlap(one, other) for one, other in combinations(claims, 2))


@examples(60)
@given(told=VISITS, again=AGAIN, days=st.sampled_from((0, 7, 8)))
def test_where_others_end_the_last_one_to_come_has_the_customer_to_the_end_of_the_hold(
    told: list[Draft], again: str, days: int
) -> None:
    case = case_of(told, kind_book(f'{VISIT}again = "{again}"\nothers = "end"\n'), days=days)
    agents = [claim.agent for claim in case.good_claims()]
    expected = [told[-1].fields["agent"]] if days <= 7 else []
    assert agents == expected or (again == "stays" and agents == [])


@examples(60)
@given(told=VISITS, again=AGAIN)
def test_an_agent_who_comes_again_keeps_the_first_rank_unless_the_claim_is_opened_anew(
    told: list[Draft], again: str
) -> None:
    case = case_of(told, kind_book(f'{VISIT}again = "{again}"\n'))
    last = told[-1].fields["agent"]
    ranks = {claim.agent: claim.given.order for claim in case.good_claims()}
    first_of_all = case_of(told[:-1], kind_book(f'{VISIT}again = "{again}"\n')).register if told[1:] else None
    assert last in ranks
    if again == "opened":
        assert ranks[last] == max(ranks.values())
    elif first_of_all is not None and (held := first_of_all.live(last)) is not None:
        assert ranks[last] == held.given.order or not held.live_on(case.closing.day)


@examples(60)
@given(told=tales(partial(visit, "c"), partial(registered, "c")))
def test_what_is_answered_counts_and_ranks_from_what_was_asked(told: list[Draft]) -> None:
    register = case_of(told, kind_book(VISIT + ANSWERED)).register
    for claim in register.claims:
        assert (claim.opened.type, claim.through - claim.opened_on) == ("CustomerRegistered", WEEK)
        assert claim.opened.event.occurred_at.date() == claim.opened_on <= claim.given.event.occurred_at.date()
    by_rank = sorted(register.claims, key=lambda claim: claim.rank)
    assert [claim.opened.order for claim in by_rank] == sorted(claim.opened.order for claim in register.claims)
    asked = {one.fields["agent"] for one in told if is_a("CustomerRegistered", one)}
    assert {claim.agent for claim in register.claims} <= asked
