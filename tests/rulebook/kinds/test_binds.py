"""The kind ``binds``: whoever holds the customer is good anew, under another time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from hypothesis import given

from leadledger.testing.stories import Draft, call, follow_up, registered, visit
from tests.rulebook.kinds.tales import FIRST_DAY, VISIT, case_of, claims_of, day_of, kind_book, tales
from tests.strategies import examples

BINDS = """
[[register]]
id = "binds"
cite = "B"
use = "binds"
when = { type = "CallReceived" }
"""
FOR_GOOD = kind_book(VISIT + BINDS)
THREE_DAYS = kind_book(VISIT + BINDS + 'hold = { length = "3 days" }\n')
VISITS = tales(partial(visit, "c"), partial(registered, "c"))
LATER = tales(partial(visit, "c"), partial(call, "c"))


def after(told: list[Draft], day: int) -> list[Draft]:
    """The same tale, so many days later."""
    moved = timedelta(days=day)
    return [Draft(one.fields, FIRST_DAY + moved + (day_of([one]) - FIRST_DAY)) for one in told]


@examples(60)
@given(told=VISITS, later=LATER)
def test_who_is_bound_for_good_has_the_customer_whatever_follows(told: list[Draft], later: list[Draft]) -> None:
    day = day_of(told)
    held = case_of(told, FOR_GOOD).good_claims()
    bound = [*told, call("c", "anybody", on=day)]
    if held:
        follows = [*bound, *after(later, (day - FIRST_DAY).days)]
        assert case_of(follows, FOR_GOOD, days=400).good_claims()[0].agent == held[0].agent
    else:
        assert claims_of(bound, FOR_GOOD) == claims_of(told, FOR_GOOD)


@examples(60)
@given(told=VISITS)
def test_the_claim_that_ranks_first_is_put_under_the_new_time_and_no_other(told: list[Draft]) -> None:
    case, day = case_of(told, THREE_DAYS), day_of(told)
    expected = claims_of(told, THREE_DAYS)
    if held := case.good_claims():
        place = expected.index((held[0].agent, held[0].opened_on, held[0].through))
        expected[place] = (held[0].agent, held[0].opened_on, day + timedelta(days=3))
    assert claims_of([*told, call("c", "anybody", on=day)], THREE_DAYS) == expected


def test_a_claim_that_is_only_perhaps_good_is_not_put_under_the_new_time() -> None:
    doubtful = VISIT.replace('"7 days"', '"7 days", doubtful = [{ type = "FollowUpLogged", agent = "holder" }]')
    book = kind_book(doubtful + BINDS + 'hold = { length = "3 days" }\n')
    perhaps = [visit("c", "zhang", on="2026-02-24"), follow_up("c", "zhang", on="2026-03-03")]
    told = [*perhaps, visit("c", "zhang", on="2026-03-05"), call("c", "anybody", on="2026-03-06")]
    assert claims_of(told, book) == [
        ("zhang", FIRST_DAY, date(2026, 3, 3)),
        ("zhang", date(2026, 3, 5), date(2026, 3, 9)),
    ]
