"""A document's outer shape: what it governs, the terms the engine needs, its articles; and what is refused of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from leadledger.errors import RulebookInvalid
from leadledger.events import EVENT_TYPES
from leadledger.events.pattern import Pattern
from leadledger.rulebook import Rulebook
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.outline import closing_stated_in
from leadledger.values import Window
from tests.declared_book import book as declared
from tests.small_books import small_book

ARTICLE: dict[str, Any] = {
    "id": "stay",
    "cite": "7",
    "title": {"en": "How long"},
    "text": {"en": "Claims are good for {wish_validity}, closings are by {closes_with}."},
    "terms": ["wish_validity", "closes_with"],
}


SMALL: dict[str, Any] = dict(small_book().document)


def book(**parts: Any) -> Rulebook:
    return rulebook_from({**SMALL, **parts}, source="small.toml")


def with_terms(**terms: Any) -> Rulebook:
    return book(terms={**SMALL["terms"], **terms})


def test_a_document_says_when_and_for_what_it_governs() -> None:
    governs = book(
        judged_by="registration",
        reaches_back=True,
        ends_on="2026-12-31",
        applies={"project": ["north", "south"], "channel": ["shop"]},
    ).governs
    assert (governs.judged_by, governs.reaches_back, governs.ends_on) == ("registration", True, date(2026, 12, 31))
    assert governs.applies == {"project": {"north", "south"}, "channel": {"shop"}}


def test_a_document_that_says_nothing_of_it_governs_everything_for_good_by_the_closing() -> None:
    governs = book().governs
    assert (governs.judged_by, governs.reaches_back, governs.ends_on, governs.applies) == ("closing", False, None, {})


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"ends_on": "31 December"},
            "small.toml: ends_on: expected a day such as 2026-07-01, got '31 December'",
        ),
        (
            {"applies": {}},
            "small.toml: applies names nothing: expected project, channel, occasion, or no such table",
        ),
        ({"article": [{**ARTICLE, "cite": 7}]}, "small.toml: article.0.cite: input should be a valid string"),
        (
            {"article": [{**ARTICLE, "terms": ["wish_validity", "patience"]}]},
            "small.toml: article 'stay' explains the term 'patience', and there is none",
        ),
        (
            {"article": [{**ARTICLE, "terms": ["closes_with"]}]},
            "small.toml: article 'stay', text.en: {wish_validity} is no parameter stated there; "
            "a text can quote {closes_with}",
        ),
    ],
)
def test_what_is_wrong_in_the_outer_shape_is_refused_with_its_place(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(RulebookInvalid) as refused:
        book(**parts)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (
            {"timezone": "Asia/Nowhere"},
            "terms.timezone: expected a time zone, for example Asia/Shanghai, got 'Asia/Nowhere'",
        ),
        (
            {"counts_after_closing": ["CallReceived", "CallMissed"]},
            "terms.counts_after_closing: expected a list of event types, got ['CallReceived', 'CallMissed']",
        ),
        (
            {"counts_after_closing": "CallReceived"},
            "terms.counts_after_closing: expected a list of event types, got 'CallReceived'",
        ),
        (
            {"closes_with": {"type": "VisitReceived"}},
            "terms.closes_with: expected subscription or contract, or a pattern of entries that name a deal, such as "
            "{ type = \"app.OrderPlaced\" }, got {'type': 'VisitReceived'}",
        ),
        (
            {"closes_with": {"type": ["SubscriptionSigned", "VisitReceived"]}},
            "terms.closes_with: expected subscription or contract, or a pattern of entries that name a deal, such as "
            "{ type = \"app.OrderPlaced\" }, got {'type': ['SubscriptionSigned', 'VisitReceived']}",
        ),
    ],
)
def test_a_term_that_is_not_what_the_engine_needs_is_refused_in_full(terms: dict[str, Any], message: str) -> None:
    with pytest.raises(RulebookInvalid) as refused:
        with_terms(**terms)
    assert str(refused.value) == f"small.toml: {message}"


def test_the_engines_terms_are_read_as_they_are_stated() -> None:
    terms = with_terms(
        other="SubscriptionSigned",
        closes_with={"type": {"term": "other"}},
        counts_after_closing=["CallReceived", "VisitReceived"],
        register_entries=["VisitReceived"],
    ).terms
    assert terms.closes_with == Pattern.parse({"type": "SubscriptionSigned"}, EVENT_TYPES)
    assert terms.counts_after_closing == {"CallReceived", "VisitReceived"}
    assert terms.register_entries == {"VisitReceived"}
    assert book().terms.counts_after_closing == frozenset()


def test_a_book_of_entries_of_its_own_may_close_with_them_and_count_them_later() -> None:
    terms = declared().terms
    assert isinstance(terms.closes_with, Pattern)
    assert terms.closes_with.types == {"SubscriptionSigned", "app.OrderPlaced"}
    assert terms.counts_after_closing == {"app.RefundRequested"}


def test_an_article_tells_the_terms_it_explains() -> None:
    (article,) = book(article=[ARTICLE]).articles
    assert (article.id, article.cite, article.title, article.text, article.terms) == (
        "stay",
        "7",
        ARTICLE["title"],
        ARTICLE["text"],
        ("wish_validity", "closes_with"),
    )
    assert article.params == {"wish_validity": Window.parse("2 months"), "closes_with": "subscription"}


CLOSING = {"type": "SubscriptionSigned"}


@pytest.mark.parametrize(
    ("document", "types"),
    [
        ({"terms": {"closes_with": CLOSING}}, {"SubscriptionSigned"}),
        ({"terms": {"closes_with": {"term": "ours"}, "ours": CLOSING}}, {"SubscriptionSigned"}),
        ({"terms": {"closes_with": "contract"}}, None),
        ({"terms": {"closes_with": {"type": "VisitReceived"}}}, None),
        ({"terms": {"closes_with": {"type": "app.Unknown"}}}, None),
        ({"terms": {"closes_with": {"term": "ours"}}}, None),
        ({"terms": {"timezone": "Asia/Shanghai"}}, None),
        ({"terms": "none"}, None),
        ({"terms": "closes_with"}, None),
        ({}, None),
    ],
)
def test_of_a_document_only_a_pattern_that_can_be_used_says_what_closes(
    document: dict[str, Any], types: set[str] | None
) -> None:
    found = closing_stated_in(document, EVENT_TYPES)
    assert (None if found is None else found.types) == types
