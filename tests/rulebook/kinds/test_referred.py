"""The kind ``referred``: on which day an old customer's word counts, and where the claim then ranks."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.testing.stories import Draft, call, follow_up, household, referral, visit
from tests.rulebook.kinds.tales import FIRST_DAY, VISIT, case_of, day_of, kind_book, tales
from tests.strategies import examples

REFERRED = """
[[register]]
id = "referred"
cite = "R"
use = "referred"
when = { type = "ReferralMade" }
"""
OLD = visit("old", "chen", on=FIRST_DAY - timedelta(days=60))
VISITS = tales(partial(visit, "c"))
DAYS = st.lists(st.integers(-2, 4), min_size=1, max_size=3)


@examples(60)
@given(told=VISITS, days=DAYS, counts=st.sampled_from(("any-day", "first-day")))
def test_one_in_time_ranks_before_all_and_a_late_one_opens_what_counts_lets_it(
    told: list[Draft], days: list[int], counts: str
) -> None:
    book = kind_book(f'{REFERRED}counts = "{counts}"\n{VISIT}')
    brought = [referral("old", "c", on=FIRST_DAY + timedelta(days=day)) for day in days]
    story = sorted([*told, *brought], key=lambda one: str(one.on))
    case = case_of([OLD, *story], book)
    by_rank = [one.agent for one in sorted(case.register.claims, key=lambda one: one.rank)]
    if min(days) <= 0:
        assert by_rank[0] == "chen"
    else:
        assert by_rank[0] == told[0].fields["agent"]
        assert ("chen" in by_rank) == (counts == "any-day")
    assert by_rank.count("chen") <= 1  # a second word finds the claim live
    assert case.closing.day == day_of(story)


def test_of_several_referred_the_first_word_in_time_ranks_first() -> None:
    receivers = {"old-1": "wang", "old-2": "li", "old-3": "zhang"}
    before = [visit(old, agent, on="2026-02-27") for old, agent in receivers.items()]
    came = [visit("c", agent, on="2026-03-01") for agent in ("wang", "zhang", "li")]
    words = [referral(old, "c", on="2026-03-01") for old in receivers]
    kept = [follow_up("c", agent, on="2026-03-05") for agent in ("zhang", "li")]
    renewed = VISIT.replace('"7 days"', '"7 days", renewed_by = [{ type = "FollowUpLogged", agent = "holder" }]')
    case = case_of([*before, *came, *words, *kept], kind_book(f"{REFERRED}{renewed}"), days=5)
    assert [claim.agent for claim in case.good_claims()] == ["li", "zhang"]


@pytest.mark.parametrize(("days", "good"), [(7, ["li"]), (8, [])])
def test_who_was_put_first_has_beaten_nobody_yet(days: int, good: list[str]) -> None:
    rival = VISIT.replace('"7 days"', '"7 days", tested_at = "rival"')
    told = [visit("old", "li", on="2026-02-23"), visit("c", "zhang", on=FIRST_DAY), visit("c", "li", on=FIRST_DAY)]
    case = case_of([*told, referral("old", "c", on=FIRST_DAY)], kind_book(f"{REFERRED}{rival}"), days=days)
    assert [claim.agent for claim in case.good_claims()] == good


def test_a_word_from_within_the_party_counts_for_nobody() -> None:
    party = '[[party]]\nid = "family"\ncite = "P"\nuse = "linked"\nrelations = ["household"]\n'
    words = [referral("kin", "c", on=FIRST_DAY), referral("old", "c", on=FIRST_DAY)]
    told = [OLD, household("c", "kin", on="2026-01-02"), visit("c", "li", on=FIRST_DAY), *words]
    case = case_of(told, kind_book(REFERRED + VISIT + party))
    assert [claim.agent for claim in case.good_claims()] == ["chen", "li"]


def test_what_no_register_clause_takes_is_read_over_in_a_referrers_register_too() -> None:
    called = call("old", "wang", on="2026-01-02")
    told = [OLD, called, visit("c", "li", on=FIRST_DAY), referral("old", "c", on=FIRST_DAY)]
    assert [claim.agent for claim in case_of(told, kind_book(REFERRED + VISIT)).good_claims()] == ["chen", "li"]
