"""The kind ``graded``: after a hand-over the giver keeps a deal for a time, in a part that grows less."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.document import rulebook_from
from leadledger.testing.stories import draft, subscription
from leadledger.testing.stories import given as told_as
from tests.declared_book import document
from tests.rulebook.kinds.meetings import AGENTS, CLOSED, CLOSER
from tests.strategies import examples

MOVED = {"fields": {"customer": "customer", "from_agent": "agent", "to_agent": "agent", "approved_on": "day"}}
GRADED = {
    "id": "graded",
    "cite": "G",
    "rank": 1,
    "use": "graded",
    "when": {"type": "app.AccountMoved"},
    "grades": ["3/4", "1/2", "1/10"],
    "each": "10 days",
    "counted_from": "approved_on",
}
AWARDS = [GRADED, {"id": "closer", "cite": "C", "rank": 2, "use": "closer", "where": "anyhow"}]
BOOK = rulebook_from({**document(AccountMoved=MOVED), "award": AWARDS}, source="graded")
days = st.one_of(st.sampled_from((-1, 0, 9, 10, 19, 20, 29, 30)), st.integers(-5, 35))
moves = st.lists(st.tuples(st.sampled_from(AGENTS), st.sampled_from(AGENTS)), min_size=1, max_size=3)


def after_moves(moved: list[tuple[str, str]], days: int) -> Attribution:
    """What a deal comes to so many days after the day for which the latest of the moves was approved."""
    told = [
        draft(
            "app.AccountMoved",
            customer="c",
            from_agent=gives,
            to_agent=takes,
            approved_on=str(CLOSED),
            on=CLOSED - timedelta(days=20 - place),
        )
        for place, (gives, takes) in enumerate(moved)
    ]
    closing = subscription("d", "c", CLOSER, on=CLOSED + timedelta(days=days))
    return told_as(*told, closing, rulebook=BOOK).decide("d")


@examples(50)
@given(moved=moves, one=days, other=days)
def test_shares_sum_to_one_and_the_givers_part_never_grows_over_time(
    moved: list[tuple[str, str]], one: int, other: int
) -> None:
    giver, taker = moved[-1]
    kept: list[Fraction] = []
    for day in sorted((max(one, 0), max(other, 0))):
        answer = after_moves(moved, day)
        assert sum(answer.credit.values()) == 1
        assert answer.credit == answer.commission
        if answer.clause == "G":
            assert set(answer.credit) == {giver, taker}
        kept.append(answer.credit.get(giver, Fraction(0)))
    assert kept[0] >= kept[1]


@examples(40)
@given(moved=moves, day=days)
def test_it_applies_from_the_day_of_the_move_through_its_last_time_and_never_after(
    moved: list[tuple[str, str]], day: int
) -> None:
    assert (after_moves(moved, day).clause == "G") is (0 <= day < 30)
