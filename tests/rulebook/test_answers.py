"""An answer as data and in words: what it holds unless asked for more, and what is told where more is given."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from leadledger.rulebook.answers import Award, Reason, shared_by
from leadledger.rulebook.explain import explanation, markdown
from leadledger.testing.stories import given, subscription, visit
from leadledger.values import Money, Share
from tests.rulebook.explain.test_bill import BILL

ANSWER = given(visit("c", "zhang"), subscription("d", "c", "li")).decide("d")


def test_the_clauses_considered_are_in_the_data_where_they_are_asked_for() -> None:
    assert "considered" not in ANSWER.to_dict()
    assert [one["id"] for one in ANSWER.to_dict(considered=True)["considered"]] == [
        one.clause.id for one in ANSWER.considered()
    ]
    assert json.loads(ANSWER.to_json()) == ANSWER.to_dict()
    assert json.loads(ANSWER.to_json(considered=True)) == ANSWER.to_dict(considered=True)
    assert ANSWER.explain(format="json") == ANSWER.to_json(considered=True)


def test_the_amounts_are_in_the_data_where_they_are_known() -> None:
    assert ANSWER.to_dict()["amounts"] is None
    amount = {"amount": "1.00", "currency": "CNY"}
    assert ANSWER.to_dict(amounts={"zhang": Money.parse("1.00", "CNY")})["amounts"] == {"zhang": amount}


def test_a_line_of_json_can_be_read_in_any_script() -> None:
    assert "客户" in ANSWER.to_json("zh", considered=True)
    assert "\\u" not in ANSWER.to_json("zh")


def test_an_explanation_tells_the_bill_it_is_given() -> None:
    assert ANSWER.explain(bill=BILL) == explanation(ANSWER, bill=BILL) != ANSWER.explain()
    assert (
        ANSWER.explain(format="markdown", bill=BILL) == markdown(ANSWER, bill=BILL) != ANSWER.explain(format="markdown")
    )


def test_a_reason_keeps_the_entries_and_facts_there_are() -> None:
    (fact, *_) = ANSWER.dossier.own.facts
    assert Reason.of("why", fact, None, agent="li", day=None) == Reason("why", {"agent": "li"}, (fact,))


def test_of_what_an_owner_does_not_have_nothing_is_given() -> None:
    assert shared_by("zhang", {"li": Share(1)}, Share("1/2"), ["wang"]) == {
        "li": Fraction(1),
        "zhang": Fraction(0),
        "wang": Fraction(0),
    }


def test_an_explanation_is_in_the_language_and_the_form_asked_for() -> None:
    for form, shown in (("markdown", markdown(ANSWER, "zh")), ("json", ANSWER.to_json("zh", considered=True))):
        assert ANSWER.explain("zh", format=form) == shown != ANSWER.explain("en", format=form)  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="^an explanation is text, markdown or json, not 'html'$"):
        ANSWER.explain(format="html")  # type: ignore[call-overload]


def test_shares_stand_the_owner_first_and_what_waits_last() -> None:
    award = Award.of(
        {"li": Share("3/5"), "wang": Share("2/5")},
        {"@suspense": Share("1/2"), "wang": Share("1/4"), "li": Share("1/4")},
    )
    assert list(award.commission) == ["li", "wang", "@suspense"]
