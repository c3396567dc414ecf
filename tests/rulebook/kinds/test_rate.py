"""The kind ``rate``: the rate at which the owner is paid."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook.kinds.meetings import CLOSED, Met, decided, meetings
from tests.small_books import small_book
from tests.strategies import examples

BOOK = small_book("""
[[award]]
id = "nobody"
cite = "N"
rank = 2
use = "nobody"

[[consequence]]
id = "first-year"
cite = "R1"
use = "rate"
kind = "rate"
share = "7%"
lasts = "1 year"

[[consequence]]
id = "later"
cite = "R2"
use = "rate"
kind = "rate"
share = "3%"
beyond = "1 year"
""")


@examples(50)
@given(told=meetings(61))
def test_the_owner_and_nobody_else_is_paid_at_the_rates_stated(told: list[Met]) -> None:
    answer = decided(told, BOOK)
    paid = [(one.payee, str(one.figure)) for one in answer.consequences]
    assert paid == ([] if answer.owner is None else [(answer.owner, "7/100"), (answer.owner, "3/100")])


@examples(40)
@given(told=meetings(5, most=2), later=st.integers(0, 55))
def test_one_rate_begins_where_the_other_ends(told: list[Met], later: int) -> None:
    found = decided(told, BOOK, on=CLOSED + timedelta(days=later)).consequences
    facts = {one.clause.id: one.because.facts for one in found}
    if facts:
        assert facts["first-year"]["through"] == facts["later"]["after"]
