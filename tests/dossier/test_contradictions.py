"""Entries that cannot both be true are refused with both places, and only where they concern a deal."""

from __future__ import annotations

import pytest

from leadledger.dossier import History
from leadledger.errors import HistoryContradiction
from leadledger.testing.stories import (
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
SUB = subscription("d", "c", "li")
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
    assert refusal.value.places


@pytest.mark.parametrize("sentence", CASES)
def test_it_refuses_no_other_deal(sentence: str) -> None:
    story = given(*CASES[sentence], visit("x", "zhang"), subscription("e", "x", "li"))
    assert story.decide("e").owner == "zhang"


@pytest.mark.parametrize("sentence", CASES)
def test_it_is_found_once(sentence: str) -> None:
    assert [str(found).split(":")[0] for found in History(given(*CASES[sentence]).events).contradictions] == [sentence]


def test_a_contract_after_the_subscription_is_no_second_closing() -> None:
    assert History(given(SUB, contract("d")).events).contradictions == []


def test_striking_one_of_two_resolves_it() -> None:
    story = given(subscription("d", "c", "li", id=ONE), subscription("d", "c", "zhang"), struck(ONE))
    assert story.decide("d").owner == "zhang"


def test_a_decision_on_a_complaint_nobody_filed_concerns_no_deal() -> None:
    assert given(visit("c", "zhang"), SUB, decided("k", "upheld")).decide("d").owner == "zhang"
