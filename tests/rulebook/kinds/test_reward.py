"""The kind ``reward``: a reward for sending the customer, a part of what they pay for a time."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.attribution import Consequence
from leadledger.testing.stories import draft, withdrawal
from leadledger.values import Money
from tests.rulebook.kinds.meetings import ANYHOW, Met, days_before, meetings, story, visits
from tests.small_books import HEAD, small_book
from tests.strategies import examples

LATER = 'counts_after_closing = ["PaymentReceived"]\n\n[[register]]'
REWARD = """
[[consequence]]
id = "reward"
cite = "E"
use = "reward"
kind = "reward"
when = { type = "VisitReceived" }
closes_within = "30 days"
share = "10%"
lasts = "60 days"
payments_max = 2
"""
BOOK = small_book(REWARD, head=HEAD.replace("[[register]]", LATER), first=ANYHOW)
Payments = list[tuple[int, int]]
after = st.sampled_from((1, 30, 60, 61, 61))
payments: st.SearchStrategy[Payments] = st.lists(st.tuples(after, st.integers(1, 99_999)), max_size=5).map(sorted)


def rewards(told: list[Met], paid: Payments, called_off: int | None = None) -> tuple[Consequence, ...]:
    """The rewards in a story with payments (days after the closing, cents), perhaps called off on such a day."""
    later = [
        draft(
            "PaymentReceived",
            deal="d",
            payment=f"p{place}",
            amount={"amount": f"{cents / 100:.2f}", "currency": "CNY"},
            on=days_before(-days),
        )
        for place, (days, cents) in enumerate(paid)
    ]
    if called_off is not None:
        later.append(withdrawal("d", on=days_before(-called_off), at="23:00"))
    return story(told, *later).decide("d", rulebook=BOOK).consequences


@examples(60)
@given(told=meetings(30, most=2).filter(visits), paid=payments, called_off=st.one_of(st.none(), st.none(), after))
def test_each_payment_in_time_is_rewarded_once_to_the_first_who_sent_the_customer(
    told: list[Met], paid: Payments, called_off: int | None
) -> None:
    found = rewards(told, paid, called_off)
    sent = visits(told)[:1]
    in_time = [days for days, _ in paid if days <= 60 and (called_off is None or days <= called_off)]
    due = in_time[:2] if sent and sent[0].before <= 30 else []
    assert [one.payee for one in found] == [sent[0].agent for _ in due]


@examples(30)
@given(told=meetings(30).filter(visits), paid=payments)
def test_a_reward_is_the_stated_share_of_its_payment_to_less_than_a_cent(told: list[Met], paid: Payments) -> None:
    for one, (_, cents) in zip(rewards(told, paid), paid, strict=False):
        assert isinstance(one.figure, Money)
        assert abs(Fraction(one.figure.amount_minor) - Fraction(cents, 10)) < 1
