"""Why a rulebook judges, of those adopted, stands in every explanation, for people and as data."""

from __future__ import annotations

import pytest

from leadledger.rulebook import rulebook_from
from leadledger.rulebook.explain import explanation
from leadledger.testing.stories import Draft, given, subscription, visit
from tests.rulebook.adoptions import adopted, decided, document

OLD = adopted("old", "2024-01-01")
VISIT = visit("c", "zhang", on="2026-02-10", project="north")
DEAL = (VISIT, subscription("d", "c", "li", on="2026-03-15", project="south"))
NORTH = adopted("north", "2024-01-01", applies={"project": ["north"]})


def told(drafts: list[Draft], lang: str) -> str:
    """What the explanation says below the rulebook."""
    lines = explanation(decided(*drafts), lang, columns=1_000).splitlines()
    (place,) = [number for number, line in enumerate(lines) if line.startswith(("Rulebook:", "适用规则："))]
    label, _, reason = lines[place + 1].partition({"en": ": ", "zh": "："}[lang])
    assert label == {"en": "Why this one", "zh": "选用理由"}[lang]
    return reason.strip()


@pytest.mark.parametrize(
    ("drafts", "key", "en", "zh"),
    [
        pytest.param(
            [OLD, adopted("new", "2026-03-16"), *DEAL],
            "in-force-at-closing",
            "It counts from 1 January 2024 and was in force on 15 March 2026.",
            "该规则自2024年1月1日起施行，2026年3月15日有效。",
            id="a later book counts from the day after the closing",
        ),
        pytest.param(
            [OLD, adopted("new", "2026-03-01", judged_by="registration"), *DEAL],
            "in-force-at-registration",
            "It counts from 1 January 2024 and was in force on 10 February 2026, the day on which the customer was "
            "first registered; the rulebook in force at the closing (new, version 1) leaves the deal to that day's.",
            "该规则自2024年1月1日起施行，在客户首次登记之日2026年2月10日有效；"
            "成交时有效的规则（new，第1版）规定以该日的规则为准。",
            id="the book of the closing leaves it to that of the registration",
        ),
        pytest.param(
            [NORTH, adopted("new", "2026-03-01", judged_by="giver"), *DEAL],
            "in-force-for-giver",
            "It counts from 1 January 2024 and was in force on 15 March 2026 for the project in which the customer "
            "was first registered; the rulebook in force for the closing itself (new, version 1) leaves the deal to "
            "that project's.",
            "该规则自2024年1月1日起施行，2026年3月15日适用于客户首次登记所在的项目；"
            "成交本身所属的有效规则（new，第1版）规定以该项目的规则为准。",
            id="the book of the closing leaves it to that of the giver's project",
        ),
        pytest.param(
            [OLD, adopted("new", "2026-03-01", judged_by="receiver"), *DEAL],
            "in-force-at-closing",
            "It counts from 1 March 2026 and was in force on 15 March 2026.",
            "该规则自2026年3月1日起施行，2026年3月15日有效。",
            id="the book of the closing judges itself",
        ),
    ],
)
def test_it_says_since_when_and_on_which_day_and_who_left_it_the_deal(
    drafts: list[Draft], key: str, en: str, zh: str
) -> None:
    assert told(drafts, "en") == en
    assert told(drafts, "zh") == zh
    because = decided(*drafts).to_dict()["rulebook"]["in_force"]
    assert (because["reason"], because["text"]) == (key, en)


def test_the_first_registration_is_named_where_it_chose_the_book() -> None:
    answer = decided(OLD, adopted("new", "2026-03-01", judged_by="registration"), *DEAL)
    assert answer.in_force is not None
    assert [fact.type for fact in answer.in_force.entries] == ["VisitReceived"]


def test_a_book_that_was_given_needs_no_reason() -> None:
    answer = given(OLD, *DEAL).decide("d", rulebook=rulebook_from(document("given")))
    assert "in_force" not in answer.to_dict()["rulebook"]
    assert "Why this one" not in answer.explain()
