"""Entries that cannot both be true are refused with both places, and only where they concern a deal."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from leadledger.dossier import History, closing_of
from leadledger.errors import HistoryContradiction
from leadledger.testing.stories import (
    ZONE,
    Draft,
    complaint,
    contract,
    decided,
    draft,
    given,
    ruling,
    struck,
    subscription,
    visit,
)

ALL = {"li": "1"}
ONE = "00000000-0000-4000-8000-000000000001"
WITHDRAWN = draft("DisputeWithdrawn", dispute="q", by="li", id=ONE)
SETTLED = draft("SettlementAgreed", dispute="q", deal="d", credit=ALL, commission=ALL, signed_by=["li"])
SUB = subscription("d", "c", "li")


def one(currency: str) -> dict[str, str]:
    return {"amount": "1.00", "currency": currency}


def about(dispute: str, name: str, *, deal: str = "d") -> Draft:
    """A ruling on a dispute."""
    return ruling(name, ALL, ALL, deal=deal, dispute=dispute)


CASES: dict[str, list[Draft]] = {
    "deal 'd' is closed twice": [SUB, subscription("d", "c", "zhang")],
    "complaint 'k' is filed twice": [complaint("k", "c", "li"), complaint("k", "c", "zhang"), SUB],
    "complaint 'k' is decided twice": [
        complaint("k", "c", "li"),
        SUB,
        decided("k", "upheld"),
        decided("k", "dismissed"),
    ],
    "complaint 'k' is decided, which nobody had filed": [decided("k", "upheld"), complaint("k", "c", "li"), SUB],
    "ruling 'r' is made twice": [SUB, ruling("r", ALL, ALL, deal="d"), ruling("r", ALL, ALL, deal="d")],
    "dispute 'q' is ruled on twice": [SUB, about("q", "r1"), about("q", "r2")],
    "dispute 'q' is ruled on after it was withdrawn": [
        SUB,
        WITHDRAWN,
        SETTLED,
        about("q", "r"),
    ],
    "dispute 'q' is ruled on after it was settled": [
        SUB,
        SETTLED,
        about("q", "r"),
    ],
    "customer 'c' is linked with nobody but themselves": [
        draft("CustomersLinked", customers=["c", "c"], relation="household"),
        SUB,
    ],
}


@pytest.mark.parametrize("sentence", CASES)
def test_a_contradiction_refuses_the_deal(sentence: str) -> None:
    with pytest.raises(HistoryContradiction) as refusal:
        given(*CASES[sentence]).decide("d")
    assert str(refusal.value).startswith(sentence)
    assert str(refusal.value).endswith(": " + " and ".join(refusal.value.places))
    assert all(place.startswith("entry ") for place in refusal.value.places)


@pytest.mark.parametrize("sentence", CASES)
def test_it_refuses_no_other_deal(sentence: str) -> None:
    story = given(*CASES[sentence], visit("x", "zhang"), subscription("e", "x", "li"))
    assert story.decide("e").owner == "zhang"


@pytest.mark.parametrize("sentence", CASES)
def test_it_is_found_once(sentence: str) -> None:
    assert [str(found).split(":")[0] for found in History(given(*CASES[sentence]).events).contradictions] == [sentence]


def test_a_deal_that_two_subscriptions_close_is_refused_also_where_contracts_close() -> None:
    history = History(given(SUB, subscription("d", "c", "zhang"), contract("d")).events)
    with pytest.raises(HistoryContradiction, match="^deal 'd' is closed twice: entry 1 .* and entry 2 "):
        closing_of(history, "d", "contract", ZoneInfo(ZONE))


def test_a_contract_after_the_subscription_is_no_second_closing() -> None:
    assert History(given(SUB, contract("d")).events).contradictions == []


def test_striking_one_of_two_resolves_it() -> None:
    story = given(subscription("d", "c", "li", id=ONE), subscription("d", "c", "zhang"), struck(ONE))
    assert story.decide("d").owner == "zhang"


def test_a_decision_on_a_complaint_nobody_filed_concerns_no_deal() -> None:
    assert given(visit("c", "zhang"), SUB, decided("k", "upheld")).decide("d").owner == "zhang"


def test_what_nothing_hangs_on_refuses_no_deal_and_is_found() -> None:
    opened = draft("DisputeOpened", dispute="q", deal="d", by="li", says="mine")
    paid = {"agent": "li", "period": "2026-03", "amount": one("CNY"), "payment": "p"}
    story = given(
        visit("c", "zhang"),
        SUB,
        opened,
        draft("CommissionPaid", **paid),
        draft("PeriodClosed", period="2026-03"),
        draft("CommissionPaid", **{**paid, "agent": "wang"}),
        draft("CommissionPaid", **{**paid, "payment": "p2"}),
        draft("PeriodClosed", period="2026-03"),
        draft("DisputeOpened", dispute="q", deal="d", by="li", says="again"),
    )
    assert [str(found).split(":")[0] for found in History(story.events).contradictions] == [
        "payment 'p' is made twice",
        "agent 'li' is paid twice for 2026-03 in CNY",
        "the month 2026-03 is closed twice",
        "dispute 'q' is opened twice",
    ]
    assert all(found.deals == found.customers == frozenset() for found in History(story.events).contradictions)
    assert story.decide("d").owner == "zhang"


def test_another_month_another_currency_and_another_agent_are_paid_once_each() -> None:
    paid = [
        ("li", "2026-03", "CNY"),
        ("li", "2026-04", "CNY"),
        ("li", "2026-03", "USD"),
        ("wang", "2026-03", "CNY"),
    ]
    story = given(
        *(
            draft("CommissionPaid", agent=agent, period=period, payment=f"p{number}", amount=one(currency))
            for number, (agent, period, currency) in enumerate(paid)
        )
    )
    assert History(story.events).contradictions == []


def test_a_withdrawal_that_is_struck_lets_the_dispute_be_ruled_on() -> None:
    assert History(given(SUB, WITHDRAWN, struck(ONE), about("q", "r")).events).contradictions == []
    other = about("p", "r")
    assert History(given(SUB, WITHDRAWN, other).events).contradictions == []
    assert History(given(SUB, about("q", "r"), WITHDRAWN).events).contradictions == []


def test_contradictions_stand_in_register_order() -> None:
    story = given(*CASES["ruling 'r' is made twice"], *CASES["complaint 'k' is decided, which nobody had filed"][:1])
    early = given(draft("PeriodClosed", period="2026-03"), draft("PeriodClosed", period="2026-03"), SUB, SUB)
    assert [len(found.facts) for found in History(story.events).contradictions] == [2, 1]
    assert [found.message for found in History(early.events).contradictions] == [
        "the month 2026-03 is closed twice",
        "deal 'd' is closed twice",
    ]


def test_a_ruling_on_a_customer_made_twice_concerns_what_they_buy() -> None:
    twice = [ruling("r", ALL, ALL, customer="c"), ruling("r", ALL, {"wang": "1"}, customer="c")]
    with pytest.raises(HistoryContradiction, match="^ruling 'r' is made twice"):
        given(*twice, SUB).decide("d")
    assert given(*twice, visit("x", "zhang"), subscription("e", "x", "li")).decide("e").owner == "zhang"


@pytest.mark.parametrize("again", [ruling("r", ALL, ALL, deal="e"), about("q", "r2", deal="e")])
def test_two_rulings_that_contradict_each_other_refuse_the_deals_of_both(again: Draft) -> None:
    story = given(SUB, subscription("e", "x", "li"), about("q", "r"), again)
    for deal in ("d", "e"):
        with pytest.raises(HistoryContradiction, match="twice"):
            story.decide(deal)


def test_nobody_is_taken_apart_from_themselves() -> None:
    alone = draft("CustomersUnlinked", customers=["c", "c"], relation="household")
    assert [one.message for one in History(given(alone).events).contradictions] == [
        "customer 'c' is linked with nobody but themselves"
    ]
