"""The kind ``opens``: who may open a claim, what becomes of claims that are live, and which entry it counts from."""

from __future__ import annotations

from functools import partial
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from leadledger.testing.stories import Draft, registered, visit
from tests.rulebook.kinds.tales import AGENTS, FIRST_DAY, VISIT, WEEK, case_of, is_a, kind_book, overlap, tales
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
    assert agents == expected or (again == "stays" and days > 0 and agents == [])  # what stays ends earlier


@examples(60)
@given(told=VISITS, again=AGAIN)
def test_an_agent_who_comes_again_in_time_keeps_the_rank_unless_the_claim_is_opened_anew(
    told: list[Draft], again: str
) -> None:
    book, last = kind_book(f'{VISIT}again = "{again}"\n'), told[-1].fields["agent"]
    case, before = case_of(told, book), case_of(told[:-1], book)
    given_at = {claim.agent: claim.given.order for claim in case.good_claims()}
    live = [one for one in before.register.claims if one.agent == last and one.live_on(case.closing.day)]
    if live and again != "opened":
        assert given_at[last] == live[0].given.order
    else:
        assert given_at[last] == max(given_at.values())


@examples(60)
@given(asking=st.permutations(AGENTS), told=tales(partial(visit, "c"), partial(registered, "c")))
def test_what_is_answered_counts_and_ranks_from_what_was_asked(asking: list[str], told: list[Draft]) -> None:
    first = [registered("c", agent, on=FIRST_DAY) for agent in asking[:2]]
    register = case_of([*first, *told], kind_book(VISIT + ANSWERED)).register
    for claim in register.claims:
        assert (claim.opened.type, claim.through - claim.opened_on) == ("CustomerRegistered", WEEK)
        assert claim.opened.event.occurred_at.date() == claim.opened_on <= claim.given.event.occurred_at.date()
    by_rank = sorted(register.claims, key=lambda claim: claim.rank)
    assert [claim.opened.order for claim in by_rank] == sorted(claim.opened.order for claim in register.claims)
    asked = {one.fields["agent"] for one in (*first, *told) if is_a("CustomerRegistered", one)}
    assert {claim.agent for claim in register.claims} <= asked
