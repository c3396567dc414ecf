"""The deadlines of disputes that a document states, and what is said of a table that cannot be used."""

from __future__ import annotations

from typing import Any

import pytest

from leadledger.errors import RulebookInvalid
from leadledger.rulebook.deadlines import deadlines_of

TABLE: dict[str, Any] = {
    "cite": "D",
    "title": {"en": "Disputes"},
    "text": {"en": "Within {open_within}, ruled on within {rule_within}."},
    "open_within": "7 days",
    "open_after": "closing",
    "rule_within": {"term": "patience"},
}
LENGTH = "expected a length in days, weeks, business days, months or years"
TEXTS = 'expected texts by language, for example { en = "…", zh = "…" }'
KEYS = "cite, title, text, open_within, open_after, answer_within, rule_within"


def test_each_deadline_is_what_is_stated_or_the_term_it_names() -> None:
    assert deadlines_of(None, {}, "book.toml") is None
    found = deadlines_of(TABLE, {"patience": "2 months"}, "book.toml")
    assert found is not None
    assert {name: str(length) for name, length in found.params.items()} == {
        "open_within": "7 days",
        "rule_within": "2 months",
    }
    assert (found.cite, found.open_after, found.answer_within) == ("D", "closing", None)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"open_within": "soon"}, f"disputes, open_within: {LENGTH}"),
        ({"answer_within": "3 hours"}, f"disputes, answer_within: {LENGTH}"),
        ({"rule_within": 3}, f"disputes, rule_within: {LENGTH}"),
        ({"open_after": "signing"}, "disputes, open_after: expected closing, decision or payment"),
        ({"cite": ""}, "disputes, cite: expected the number people cite, a text"),
        ({"title": "Disputes"}, f"disputes, title: {TEXTS}"),
        ({"text": {"en": 3}}, f"disputes, text: {TEXTS}"),
        ({"opens": "7 days"}, f"disputes, opens: is no key of it; it has {KEYS}"),
        ({"opens": "7 days", "zeal": 1}, f"disputes, opens: is no key of it; it has {KEYS}"),
        ({"open_after": None}, "disputes: open_within and open_after go together: expected both or neither"),
        ({"rule_within": {"term": "zeal"}}, "disputes: there is no term 'zeal'"),
        (
            {"open_within": None, "open_after": None, "rule_within": None},
            "disputes states no deadline: expected open_within, answer_within or rule_within",
        ),
        (
            {"text": {"en": "{zeal}"}},
            "disputes, text.en: {zeal} is no parameter stated there; a text can quote {open_within}, {rule_within}",
        ),
        (
            {"title": {"en": "{open_within}"}},
            "disputes, title.en: {open_within} is no parameter stated there; a text can quote nothing",
        ),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_what_was_expected(changed: dict[str, Any], sentence: str) -> None:
    table = {key: value for key, value in {**TABLE, **changed}.items() if value is not None}
    with pytest.raises(RulebookInvalid) as refusal:
        deadlines_of(table, {"patience": "2 months"}, "book.toml")
    assert str(refusal.value) == f"book.toml: {sentence}"


def test_what_is_no_table_at_all_is_refused() -> None:
    with pytest.raises(RulebookInvalid) as refusal:
        deadlines_of(3, {}, "book.toml")
    assert str(refusal.value) == "book.toml: disputes: expected a table with the deadlines, got 3"
