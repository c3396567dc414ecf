"""Answers as plain data: every key, in its order, with what stands in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.wire import as_written, plain, shares
from leadledger.testing.stories import given, subscription, visit
from leadledger.values import Money
from tests.rulebook.explain.stories import STORIES
from tests.small_books import small_book


def said(name: str, **asked: Any) -> dict[str, Any]:
    return STORIES[name]().decide("d").to_dict(**asked)


def test_an_answer_is_told_in_the_order_of_the_contract() -> None:
    answer = STORIES["help-of-the-day"]().decide("d")
    named, helped = answer.because
    visited = [str(fact.id) for fact in helped.reason.entries]
    count, digest = answer.dossier.fingerprint()
    wanted: dict[str, Any] = {
        "deal": "d",
        "customer": "c",
        "closed_at": "2026-03-15T16:30:00+08:00",
        "withdrawn_at": None,
        "status": "final",
        "owner": "wang",
        "credit": {"wang": "1"},
        "commission": {"wang": "1/2", "chen": "1/2"},
        "on_top": {},
        "amounts": {"wang": {"amount": "50.00", "currency": "CNY"}, "chen": {"amount": "0.05", "currency": "CNY"}},
        "clause": "2.5",
        "because": [
            {
                "id": "named-one",
                "cite": "5.3.1",
                "reason": "named-absent",
                "facts": {"agent": "wang", "receiver": "chen", "through": "2026-05-04"},
                "text": "The customer named 王强, who was out and holds a good claim (good through 4 May 2026). "
                "陈静 received the visit for them.",
                "events": [str(fact.id) for fact in named.reason.entries],
            },
            {
                "id": "help-of-the-day",
                "cite": "2.5",
                "reason": "helped-on-closing-day",
                "facts": {"agent": "wang", "helpers": ["chen"], "share": "1/2"},
                "text": "陈静 received the customer for 王强 on the closing day, and so has 50 % of the commission.",
                "events": visited,
            },
        ],
        "rulebook": {"name": "sales-office", "version": "1", "digest": answer.rulebook.digest},
        "facts": {"count": count, "digest": digest},
    }
    found = answer.to_dict(amounts={"wang": Money.parse("50.00", "CNY"), "chen": Money.parse("0.05", "CNY")})
    assert list(found.items()) == list(wanted.items())
    assert list(found["because"][0]) == ["id", "cite", "reason", "facts", "text", "events"]


def test_without_a_plan_there_are_no_amounts_and_a_withdrawal_says_when() -> None:
    found = said("joint-buyers")
    assert (found["amounts"], found["withdrawn_at"]) == (None, "2026-03-20T10:00:00+08:00")


def test_what_follows_says_for_whom_and_how_much_and_is_left_out_where_the_book_has_none() -> None:
    assert "consequences" not in said("declined")
    found = said("beside-the-award", lang="zh")
    assert found["on_top"] == {"wang": "3/25"}
    fine, rate, tier = found["consequences"]
    assert list(fine) == ["kind", "payee", "figure", "id", "cite", "reason", "facts", "text", "events"]
    assert (fine["kind"], fine["payee"], fine["id"], fine["cite"]) == ("fine", "wang", "fine", "E 1")
    assert fine["figure"] == {"amount": "100.00", "currency": "CNY"}
    assert fine["text"] == "因此登记，王强计100.00 CNY。"
    assert (rate["figure"], tier["figure"]) == ("7/100", None)
    assert (tier["reason"], tier["facts"]) == ("tier-unclear", {"agent": "chen", "count": "500"})


def test_clauses_that_were_considered_say_what_they_would_have_given() -> None:
    assert not {"considered", "missing"} & said("declined").keys()
    found = said("declined", considered=True)["considered"]
    first = next(one for one in found if one["id"] == "first-visit")
    assert list(first) == ["id", "cite", "outcome", "reason", "facts", "text", "events", "would_give"]
    assert (first["cite"], first["outcome"]) == ("5.1", "beaten")
    assert list(first["would_give"].items()) == [
        ("status", "final"),
        ("owner", "zhang"),
        ("credit", {"zhang": "1"}),
        ("commission", {"zhang": "1"}),
        ("clause", "5.1"),
    ]
    other = next(one for one in found if one["id"] == "quarrel")
    assert (other["outcome"], other["would_give"]) == ("does-not-apply", None)


def test_what_is_missing_names_its_clause_where_there_is_one_and_the_entries_that_could_bring_it() -> None:
    (nothing,) = said("nothing-decides", considered=True)["missing"]
    assert (nothing["what"], nothing["id"], nothing["cite"]) == ("ruling", None, None)
    first = said("open-complaint", considered=True)["missing"][0]
    assert (first["id"], first["cite"], first["entries"]) == ("complaint-open", "5.3.4", ["ComplaintDecided"])


def test_what_was_set_otherwise_stands_beside_the_rulebook() -> None:
    book = rulebook_from({**small_book().document, "version": "2"}, source="small")
    story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    settings = {"visit.hold": {"length": "7 days"}}
    found = story.decide("d", rulebook=book, settings=settings).to_dict()["rulebook"]
    assert (found["name"], found["version"]) == ("small", "2")
    assert found["settings"] == {"visit.hold": '{"length": "7 days"}'}


@pytest.mark.parametrize(
    ("value", "written"),
    [("20%", "20%"), (True, "true"), (["周", 1], '["周", 1]'), ({"length": "7 days"}, '{"length": "7 days"}')],
)
def test_a_value_is_written_as_a_setting_writes_it(value: object, written: str) -> None:
    assert as_written(value) == written


def test_shares_are_exact_fractions_as_text() -> None:
    assert shares({"zhang": Fraction(1, 3), "li": Fraction(2, 3)}) == {"zhang": "1/3", "li": "2/3"}


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Fraction(1, 5), "1/5"),
        (3, "3"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 10, 30, tzinfo=UTC), "2026-03-01T10:30:00+00:00"),
        (("a", date(2026, 3, 1)), ["a", "2026-03-01"]),
        ([Fraction(1, 2)], ["1/2"]),
        ({"zhang": Fraction(1, 2), 3: ["x"]}, {"zhang": "1/2", "3": ["x"]}),
    ],
)
def test_a_fact_is_text_a_list_of_texts_or_a_table_of_texts(value: object, data: object) -> None:
    assert plain(value) == data
