"""A rulebook as if one of its clauses were not written."""

from __future__ import annotations

import pytest
from hypothesis.vendor.pretty import pretty

from leadledger.rulebook import rulebook_from
from leadledger.rulebook.touching import agent_in
from leadledger.rulebook.without import as_it_stands, without
from leadledger.testing.stories import call, given, subscription, visit
from tests.rulebook.adoptions import document, value
from tests.small_books import FIRST, small_book

CLOSER = FIRST.replace('"first"', '"closer"').replace('"first-claim"', '"closer"\nwhere = "anyhow"')
BESIDE = CLOSER.replace("rank = 1", "rank = 2").replace('"closer"\ncite', '"beside"\ncite')


def test_the_other_clauses_stand_in_their_ranks_and_a_rank_that_is_left_empty_is_none() -> None:
    book = small_book(CLOSER.replace("rank = 1", "rank = 2") + BESIDE)
    ranks = {id: [[one.id for one in rank] for rank in without(book, id).ranks] for id in ("first", "closer", "none")}
    assert ranks == {
        "first": [["closer", "beside"]],
        "closer": [["first"], ["beside"]],
        "none": [["first"], ["closer", "beside"]],
    }


def test_a_deal_is_decided_by_the_clauses_that_are_left() -> None:
    story = given(visit("c", "zhang"), call("c", "wang"), subscription("d", "c", "li"))
    book = small_book(CLOSER.replace("rank = 1", "rank = 2"))
    owners = {id: story.decide("d", rulebook=without(book, id)).owner for id in ("first", "closer", "visit")}
    assert owners == {"first": "li", "closer": "zhang", "visit": "li"}


def test_a_book_as_it_stands_has_its_latest_values_only() -> None:
    book = rulebook_from(document(hold=value(("2024-01-01", "1 month"), ("2026-03-15", "2 months"))))
    latest = as_it_stands(book)
    assert (bool(book.spans), latest.spans) == (True, ())
    assert as_it_stands(latest) == latest


def test_a_book_is_shown_by_its_name_where_a_failing_test_prints_it() -> None:
    book = small_book()
    assert pretty(book) == repr(book)
    assert "small" in pretty(book)


def test_a_clause_that_is_not_in_the_book_is_named() -> None:
    with pytest.raises(KeyError, match="nothing"):
        small_book().clause("nothing")


def test_the_agent_in_a_field_is_one_and_not_several() -> None:
    case = given(visit("c", "zhang", named=["li"]), subscription("d", "c", "li")).case("d")
    assert [agent_in(case.reading.own[0], field) for field in ("agent", "named", "no_field")] == ["zhang", None, None]
