"""The kind ``reward``: a reward for sending the customer, a part of what they pay for a time."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.events import PaymentReceived
from leadledger.rulebook.attribution import Consequence
from leadledger.testing.stories import Draft, call, discount, draft, subscription, visit, withdrawal
from leadledger.testing.stories import given as told_as
from leadledger.values import Money
from tests.reasons_said import said
from tests.rulebook.kinds.meetings import ANYHOW, CLOSER, Met, days_before, meetings, story, visits
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


PAID = draft("PaymentReceived", deal="d", payment="p", amount={"amount": "50.00", "currency": "CNY"}, on="2026-06-10")
BY_HOLDER = small_book(
    REWARD.replace('{ type = "VisitReceived" }', '{ type = "CallReceived", agent = "holder" }')
    + 'forfeited_by = { type = "DiscountSought", from_agent = "holder" }\n',
    head=HEAD.replace("[[register]]", LATER),
    first=ANYHOW,
)


@pytest.mark.parametrize(
    ("entries", "payees"),
    [
        ([call("c", "zhang")], []),
        ([call("c", "zhang"), call("c", CLOSER)], [CLOSER]),
        ([call("c", CLOSER), discount("c", "zhang")], [CLOSER]),
        ([call("c", CLOSER), discount("c", CLOSER)], []),
    ],
)
def test_the_holder_who_sends_or_forfeits_is_whom_the_award_gives_the_customer(
    entries: list[Draft], payees: list[str]
) -> None:
    met = [replace(one, on=days_before(5)) for one in (visit("c", "zhang"), *entries)]
    story = told_as(*met, subscription("d", "c", CLOSER, on=days_before(0)), PAID)
    assert [one.payee for one in story.decide("d", rulebook=BY_HOLDER).consequences] == payees


def test_where_the_first_entry_names_nobody_nobody_is_rewarded() -> None:
    either = REWARD.replace('{ type = "VisitReceived" }', '{ type = ["VisitReceived", "DiscountSought"] }')
    book = small_book(either, head=HEAD.replace("[[register]]", LATER), first=ANYHOW)
    met = [replace(one, on=days_before(5)) for one in (discount("c", "li"), visit("c", "zhang"))]
    for entries, payees in ((met, []), (met[1:], ["zhang"])):
        story = told_as(*entries, subscription("d", "c", CLOSER, on=days_before(0)), PAID)
        assert [one.payee for one in story.decide("d", rulebook=book).consequences] == payees


def paid(name: str, on: str, at: str = "12:00") -> Draft:
    return draft("PaymentReceived", deal="d", payment=name, amount={"amount": "50.00", "currency": "CNY"}, on=on, at=at)


@pytest.mark.parametrize(
    ("payments", "sentences"),
    [
        ([paid("p", "2026-07-30", "23:30")], ["zhang sent the customer and has 10 % of this payment. [1, 3]"]),
        ([paid("p", "2026-07-31", "00:30")], []),
        ([paid("p", "2026-06-10"), withdrawal("d", on="2026-06-10", at="12:00")], ["[1, 3]"]),
        ([withdrawal("d", on="2026-06-10", at="11:59"), paid("p", "2026-06-10")], []),
    ],
)
def test_payments_are_rewarded_through_the_last_day_of_the_office_and_until_the_deal_is_called_off(
    payments: list[Draft], sentences: list[str]
) -> None:
    story = told_as(
        visit("c", "zhang", on=days_before(5)), subscription("d", "c", CLOSER, on=days_before(0)), *payments
    )
    found = [sentence for clause, sentence in said(story.decide("d", rulebook=BOOK)) if clause == "reward"]
    rewarded = [sentence for sentence in found if "Nothing was entered" not in sentence]
    assert [one.endswith(part) for one, part in zip(rewarded, sentences, strict=True)] == [True] * len(sentences)


def test_what_was_paid_out_before_the_reward_was_forfeited_stays_whichever_payment_it_was_for() -> None:
    ended = small_book(
        REWARD + 'forfeited_by = { type = "DiscountSought" }\npaid_out = { type = "app.RewardPaid" }\n'
        '[event."app.RewardPaid".fields]\ncustomer = "customer"\nagent = "agent"\npayment = "reference"\n',
        head=HEAD.replace("[[register]]", LATER.replace("]\n\n", ', "app.RewardPaid", "DiscountSought"]\n\n')),
        first=ANYHOW,
    )
    story = told_as(
        visit("c", "zhang", on=days_before(5)),
        subscription("d", "c", CLOSER, on=days_before(0)),
        paid("p1", "2026-06-10"),
        paid("p2", "2026-06-11"),
        draft("app.RewardPaid", customer="c", agent="zhang", payment="p2", on="2026-06-12"),
        discount("c", "li", on="2026-06-13"),
        rulebook=ended,
    )
    rewarded = [one.because.entries[1].event for one in story.decide("d").consequences]
    assert [event.payment for event in rewarded if isinstance(event, PaymentReceived)] == ["p2"]
    assert len(rewarded) == 1


@pytest.mark.parametrize("paid_out", ["app.RewardPaid", "CallReceived"])
def test_what_says_of_no_payment_was_paid_out_for_any_before_it_and_does_not_end_the_reward_before_itself(
    paid_out: str,
) -> None:
    book = small_book(
        REWARD + f'forfeited_by = {{ type = "DiscountSought" }}\npaid_out = {{ type = "{paid_out}" }}\n'
        '[event."app.RewardPaid".fields]\ncustomer = "customer"\nagent = "agent"\npayment = "reference?"\n',
        head=HEAD.replace("[[register]]", LATER.replace("]\n\n", f', "{paid_out}", "DiscountSought"]\n\n')),
        first=ANYHOW,
    )
    story = told_as(
        visit("c", "zhang", on=days_before(5)),
        subscription("d", "c", CLOSER, on=days_before(0)),
        paid("p1", "2026-06-10"),
        draft(paid_out, customer="c", agent="zhang", on="2026-06-12"),
        paid("p2", "2026-06-13"),
        discount("c", "li", on="2026-06-14"),
        rulebook=book,
    )
    rewarded = [one.because.entries[1].event for one in story.decide("d").consequences]
    assert [event.payment for event in rewarded if isinstance(event, PaymentReceived)] == ["p1"]
