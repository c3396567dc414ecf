"""The kind ``first-claim``: entries that may or may not renew a claim call for a finding where it hangs on them."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.answers import Applies, NeedsFinding
from leadledger.rulebook.clauses.first_claim import first_claim
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import Draft, call, follow_up, visit
from tests.rulebook.kinds.tales import FIRST_DAY, VISIT, WEEK, case_of, is_a, kind_book, tales
from tests.strategies import examples

CALL = VISIT.replace('"visit"', '"call"').replace("VisitReceived", "CallReceived").replace("7 days", "60 days")


def book_where(follow_ups: str) -> Rulebook:
    """A book in which a follow-up by the holder renews, perhaps renews, or does nothing."""
    return kind_book(
        (CALL + VISIT).replace(
            '"7 days"', f'"7 days", {follow_ups} = [{{ type = "FollowUpLogged", agent = "holder" }}]'
        )
    )


DOUBTFUL, RENEWED, NEITHER = book_where("doubtful"), book_where("renewed_by"), kind_book(CALL + VISIT)


def each_once(told: list[Draft]) -> list[Draft]:
    """The tale without the later visits to the same agent."""
    visits = [one for one in told if is_a("VisitReceived", one)]
    first = {one.fields["agent"]: one for one in reversed(visits)}
    return [one for one in told if one not in visits or one is first[one.fields["agent"]]]


TALES = tales(partial(visit, "c"), partial(follow_up, "c"), by=("li", "wang"), longest=4).map(each_once)


@examples(60)
@given(told=TALES, called=st.booleans(), days=st.sampled_from((0, 1, 7, 8)))
def test_a_finding_is_needed_exactly_where_renewing_or_not_gives_another_owner(
    told: list[Draft], called: bool, days: int
) -> None:
    week_before = FIRST_DAY - WEEK
    came = call("c", "zhang", on=week_before) if called else visit("c", "zhang", on=week_before)
    told = [came, follow_up("c", "zhang", on=FIRST_DAY - WEEK / 7), *told]
    answer = first_claim(case_of(told, DOUBTFUL, days=days))
    owners = set[str | None]()
    for book in (RENEWED, NEITHER):
        good = case_of(told, book, days=days).good_claims()
        owners.add(good[0].agent if good else None)
    assert isinstance(answer, NeedsFinding) == (len(owners) == 2)
    if len(owners) == 1:
        assert (answer.award.owner if isinstance(answer, Applies) else None) in owners
