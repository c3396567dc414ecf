"""The kind ``passes``: what the giver holds goes to the taker, at its rank and good anew."""

from __future__ import annotations

from datetime import date
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.effects import Nothing
from leadledger.testing.stories import Draft, call, complaint, decided, found, subscription, visit
from leadledger.testing.stories import given as given_story
from tests.rulebook.kinds.tales import AGENTS, VISIT, WEEK, case_of, is_a, kind_book, tales
from tests.strategies import examples

MOVES = """
[[register]]
id = "moves"
cite = "M"
use = "passes"
when = { type = "PriorClaimFound" }
giver = "prior_agent"
taker = "found_by"
"""
HELPS = '[[register]]\nid = "helps"\ncite = "H"\nuse = "helps"\nwhen = { type = "VisitReceived" }\n'
WEEKLY = MOVES + 'hold = { length = "7 days" }\n'


def move(giver: str, taker: str, *, on: date) -> Draft:
    """The customer goes from one agent to another."""
    return found("c", taker, giver, on=on)


TALES = tales(partial(visit, "c"), *(partial(move, giver) for giver in AGENTS), longest=9)


@examples(60)
@given(told=TALES)
def test_the_taker_stands_at_the_givers_rank_or_behind_all_where_there_was_nothing_to_give(told: list[Draft]) -> None:
    held: list[str] = []
    for one in told:
        taker = one.fields["agent"] if is_a("VisitReceived", one) else one.fields["found_by"]
        if (giver := one.fields.get("prior_agent")) in held:
            held = [taker if agent == giver else agent for agent in held]
        elif taker not in held:
            held.append(taker)
    book = kind_book(MOVES + VISIT.replace('length = "7 days"', ""))
    assert [claim.agent for claim in case_of(told, book).good_claims()] == list(dict.fromkeys(held))


@examples(60)
@given(told=TALES)
def test_a_claim_that_passed_is_good_for_a_whole_hold_and_keeps_the_entry_that_opened_it(told: list[Draft]) -> None:
    claims = case_of(told, kind_book(WEEKLY + VISIT)).register.claims
    for claim in claims:
        assert claim.through == claim.given.event.occurred_at.date() + WEEK
    left = {(one.passed_to, one.opened.order, one.rank) for one in claims if one.passed_to is not None}
    assert left == {(one.agent, one.opened.order, one.rank) for one in claims if one.opened is not one.given}


@examples(60)
@given(told=TALES, giver=st.sampled_from(AGENTS))
def test_help_given_to_who_gives_a_live_claim_passes_with_it(told: list[Draft], giver: str) -> None:
    day = date.fromisoformat(str(told[-1].on))
    book = kind_book(WEEKLY + HELPS + VISIT)
    before, after = case_of(told, book).register, case_of([*told, move(giver, "new", on=day)], book).register
    passed = {
        "new" if agent == giver and before.live(giver) else agent for one in before.helps for agent in one.holders
    }
    assert {agent for one in after.helps for agent in one.holders} == passed


def test_nothing_goes_to_one_whom_a_complaint_bars() -> None:
    bars = '[[reading]]\nid = "bars"\ncite = "K"\nuse = "bars-complained-of"\n'
    told = [visit("c", "zhang"), complaint("k", "c", "li"), decided("k", "upheld"), found("c", "li", "zhang")]
    case = given_story(*told, subscription("d", "c", "wang")).case("d", rulebook=kind_book(bars + WEEKLY + VISIT))
    assert case.register.lines[-1].effect == Nothing("barred", ("li",))
    assert [claim.agent for claim in case.good_claims()] == ["zhang"]


def test_an_entry_that_cannot_name_a_giver_moves_nothing() -> None:
    book = kind_book(MOVES.replace('"PriorClaimFound"', '["PriorClaimFound", "CallReceived"]') + VISIT)
    told = [visit("c", "zhang", on="2026-03-01"), call("c", "li", on="2026-03-02")]
    assert [claim.agent for claim in case_of(told, book).good_claims()] == ["zhang"]


def test_whoever_takes_a_claim_stands_where_the_giver_stood_among_the_receivers() -> None:
    ends = '[[register]]\nid = "ends"\ncite = "E"\nuse = "ends"\nwhen = { type = "CallReceived" }\n'
    came = [visit("c", agent, on="2026-03-01") for agent in ("zhang", "li", "wang")]
    told = [*came, move("li", "chen", on=date(2026, 3, 2)), call("c", "zhang", on="2026-03-03")]
    assert case_of(told, kind_book(MOVES + ends + VISIT)).register.first_holder() == "chen"
