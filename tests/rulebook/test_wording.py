"""A rulebook's own texts and numbers in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from leadledger.events import EVENT_TYPES
from leadledger.events.pattern import Pattern
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.wording import filled, parameter, placeholders, quotable, stated
from leadledger.texts import catalogue
from leadledger.values import Window

MONTHS = {"history": [{"since": "2026-01-01", "is": "1 month"}, {"since": "2026-07-01", "is": "2 months"}]}
CLOSED = {"history": [{"since": "2026-01-01", "until": "2026-03-31", "is": "closing"}]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nothing to fill in.", set()),
        ("{share} within {hold.length}, {share} each", {"share", "hold.length"}),
        ("a brace {{so}}, and {share}", {"share"}),
    ],
)
def test_a_text_leaves_places_for_the_parameters_it_names(text: str, found: set[str]) -> None:
    assert placeholders(text) == found


@pytest.mark.parametrize("text", ["{share:>10}", "{share!r}"])
def test_a_place_asks_for_a_parameter_and_not_for_how_it_is_shown(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a place in a text is a parameter's name alone, not \{share:…\}$"):
        placeholders(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Good as it stands.", "Good as it stands."),
        ("{share} each", "50 % each"),
        ("{{share}}", "{share}"),
        ("ends }} here", "ends } here"),
        ("{hold.length}, at most {hold.cap}", "7 days, at most 3 months"),
        ("{pause}, {named}", "2 months, for good"),
    ],
)
def test_a_text_is_told_with_its_parameters(text: str, told: str) -> None:
    parameters = {
        "share": Fraction(1, 2),
        "hold": Hold(Window.parse("7 days"), cap=Window.parse("3 months")),
        "pause": {"length": "2 months", "month_end": "overflow"},
        "named": {"length": "for good"},
    }
    assert filled(catalogue("en"), {"en": text, "zh": "不"}, parameters) == told
    assert filled(catalogue("zh"), {"zh": "{pause}"}, parameters) == "2个月"


def test_what_a_text_can_quote_has_neither_patterns_nor_tables_nor_times_that_are_not_stated() -> None:
    parameters = {
        "when": Pattern.parse({"type": "VisitReceived"}, EVENT_TYPES),
        "codes": {"u1": "li"},
        "hold": Hold(Window.parse("7 days")),
        "count": "one",
    }
    assert quotable(parameters) == {"hold.length": Window.parse("7 days"), "count": "one"}


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (Fraction(1, 5), "20 %", "20%"),
        (Window.parse("1 month"), "1 month", "1个月"),
        ((Fraction(1, 2), Window.parse("2 days"), "x"), "50 %, 2 days, x", "50%、2天、x"),
        (3, "3", "3"),
    ],
)
def test_a_parameter_is_said_as_a_reader_takes_it(value: object, en: str, zh: str) -> None:
    assert (parameter(catalogue("en"), value), parameter(catalogue("zh"), value)) == (en, zh)


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("20%", "20 %", "20%"),
        ("1/2", "50 %", "50%"),
        ("2 months", "2 months", "2个月（2 months）"),
        ("2 month", "2 months (2 month)", "2个月（2 month）"),
        ("closing", "closing", "成交日（closing）"),
        ("VisitReceived", "VisitReceived", "来访（VisitReceived）"),
        ("K9", "K9", "K9"),
        (True, "true", "是（true）"),
        (3, "3", "3"),
        ([], "none", "无"),
        (["one", "20%"], "one, 20 %", "一名（one）、20%"),
        ({"term": "validity"}, "terms.validity", "terms.validity"),
        (
            {"length": "2 months", "cap": {"term": "validity"}},
            "length = 2 months, cap = terms.validity",
            "length = 2个月（2 months）、cap = terms.validity",
        ),
        (
            MONTHS,
            "1 month from 1 January 2026 through 30 June 2026; 2 months since 1 July 2026",
            "自2026年1月1日至2026年6月30日为1个月（1 month）；自2026年7月1日起为2个月（2 months）",
        ),
    ],
)
def test_what_a_document_writes_is_said_in_words_and_as_written_beside_them(value: object, en: str, zh: str) -> None:
    assert (stated(catalogue("en"), value), stated(catalogue("zh"), value)) == (en, zh)


@pytest.mark.parametrize(
    ("value", "zh"),
    [
        ("2 months", "2个月"),
        ("closing", "成交日"),
        (["closing"], "成交日"),
        ({"tested_at": "closing"}, "tested_at = 成交日"),
        (CLOSED, "自2026年1月1日至2026年3月31日为成交日"),
    ],
)
def test_in_a_sentence_words_stand_without_what_the_document_writes(value: object, zh: str) -> None:
    assert stated(catalogue("zh"), value, beside=False) == zh
