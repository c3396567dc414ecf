"""Settings take the place of a document's own parameters; what neither may hold is refused in one sentence."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from leadledger.errors import RulebookInvalid
from leadledger.rulebook.changes import Setting
from leadledger.rulebook.document import parse_rulebook, rulebook_from
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.settings import resolve, terms_named
from leadledger.values import Share
from tests.small_books import FIRST, HEAD

HELP = '[[sharing]]\nid = "help"\ncite = "H"\nuse = "helped"\nwhen_helped = "any-day"\nshare = "1/5"\n'
DISPUTES = """
[disputes]
cite = "D"
title = { en = "Disputes" }
text = { en = "Within {open_within}." }
open_within = "1 month"
open_after = "closing"
"""
BOOK = (
    (HEAD + FIRST + HELP)
    .replace("[terms]", '[terms]\nlong = { term = "short" }\nshort = "2 months"')
    .replace('wish_validity = "2 months"', 'wish_validity = { term = "long" }')
    .replace('length = "2 months"', 'length = { term = "long" }')
)


def book(**settings: object) -> Rulebook:
    return parse_rulebook(BOOK, source="book.toml", settings={k.replace("__", "."): v for k, v in settings.items()})


def test_a_setting_takes_the_place_of_a_parameter_a_term_or_a_whole_table() -> None:
    assert book(help__share="1/4").clause("help").params["share"] == Share("1/4")
    assert str(book(terms__short="7 days").terms.wish_validity) == "7 days"
    assert book(terms__timezone="Asia/Tokyo").terms.timezone.key == "Asia/Tokyo"
    hold: Any = book(visit__hold={"length": "7 days"}).clause("visit").params["hold"]
    assert str(hold.length) == "7 days"


def test_a_setting_reaches_a_deadline_and_a_term_whose_name_has_a_dot() -> None:
    dotted = BOOK.replace("[terms]", '[terms]\n"long.est" = "1 month"').replace(
        '{ term = "short" }', '{ term = "long.est" }'
    )
    text = dotted.replace('short = "2 months"\n', "") + DISPUTES
    changed = parse_rulebook(text, settings={"terms.long.est": "9 days", "disputes.open_within": "5 days"})
    assert str(changed.terms.wish_validity) == "9 days"
    assert changed.disputes is not None
    assert str(changed.disputes.open_within) == "5 days"
    assert changed.settings["terms.long.est"] == Setting("9 days", "1 month")


def test_a_document_without_terms_states_none_that_could_be_set() -> None:
    with pytest.raises(RulebookInvalid) as refused:
        rulebook_from({"name": "bare"}, source="book.toml", settings={"terms.validity": "1 month"})
    assert str(refused.value) == "book.toml states no 'validity' in 'terms'; it states: "


def test_a_setting_is_kept_beside_what_the_document_says() -> None:
    assert book(help__share="1/4", terms__wish_validity="7 days", first__rank=3).settings == {
        "help.share": Setting("1/4", "1/5"),
        "terms.wish_validity": Setting("7 days", "2 months"),
        "first.rank": Setting(3, 1),
    }
    assert book().settings == {}


def test_the_document_that_was_given_stays_as_it_is() -> None:
    document = tomllib.loads(BOOK)
    changed = rulebook_from(document, settings={"visit.hold": {"length": "7 days"}, "terms.short": "1 month"})
    assert document == tomllib.loads(BOOK)
    assert dict(changed.document)["terms"] == {**document["terms"], "short": "1 month"}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("share", "a setting is written ID.PARAM=VALUE, for example terms.validity='3 months'; got 'share'"),
        ("help.", "a setting is written ID.PARAM=VALUE, for example terms.validity='3 months'; got 'help.'"),
        ("helq.share", "book.toml has no clause with the id 'helq' (is 'help' meant?)"),
        ("term.short", "book.toml has no clause with the id 'term' (is 'terms' meant?)"),
        ("zzz.share", "book.toml has no clause with the id 'zzz'"),
        ("disputes.answer_within", "book.toml has no clause with the id 'disputes'"),
        (
            "help.shares",
            "book.toml states no 'shares' in 'help' (is 'share' meant?); it states: share, when_helped",
        ),
        ("help.colour", "book.toml states no 'colour' in 'help'; it states: share, when_helped"),
        ("help.use", "book.toml states no 'use' in 'help'; it states: share, when_helped"),
        ("help.title", "book.toml states no 'title' in 'help'; it states: share, when_helped"),
        ("visit.hold.length", "book.toml states no 'hold.length' in 'visit'; it states: hold, when"),
    ],
)
def test_a_setting_of_what_the_document_does_not_state_is_refused(path: str, sentence: str) -> None:
    with pytest.raises(RulebookInvalid) as refused:
        parse_rulebook(BOOK, source="book.toml", settings={path: "1/4"})
    assert str(refused.value) == sentence


def tabled(depth: int) -> object:
    """Tables in tables, that many."""
    value: object = 1
    for _ in range(depth):
        value = {"a": value}
    return value


def nested(depth: int) -> object:
    """Lists in lists, that many."""
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


TEXT = 'title = {{ en = "{}" }}\n'
FINE = {
    "a long text": TEXT.format("x" * 10_000),
    "white space and what prints in any script": TEXT.format("one\\n\\ttwo\u3000三"),
}
HOSTILE = {
    "a longer text": (TEXT.format("x" * 10_001), "holds a text of more than 10,000 characters"),
    "a bell": (TEXT.format("\\u0007"), "holds the unprintable character U+0007 in a text"),
    "the first of several odd signs": (
        TEXT.format("a\\u200bb\\u0007"),
        "holds the unprintable character U+200B in a text",
    ),
    "an odd sign in a name": ('title = { "e\\u0007" = "x" }\n', "holds the unprintable character U+0007 in a text"),
    "an odd sign in a list": ('given_by = ["x\\u0007"]\n', "holds the unprintable character U+0007 in a text"),
    "a huge number": ("given_by = 9007199254740992\n", "holds a number beyond 9,007,199,254,740,992"),
    "a huge negative number": ("given_by = -9007199254740992\n", "holds a number beyond 9,007,199,254,740,992"),
    "what is no number": ("given_by = nan\n", "holds a number beyond 9,007,199,254,740,992"),
    "endless": ("given_by = [inf]\n", "holds a number beyond 9,007,199,254,740,992"),
}


@pytest.mark.parametrize("what", FINE)
def test_what_a_document_may_hold_is_taken(what: str) -> None:
    assert parse_rulebook(HEAD + FIRST + FINE[what]).clause("first").title


@pytest.mark.parametrize("what", HOSTILE)
def test_what_no_document_needs_is_refused(what: str) -> None:
    text, sentence = HOSTILE[what]
    with pytest.raises(RulebookInvalid) as refused:
        parse_rulebook(HEAD + FIRST + text, source="book.toml")
    assert str(refused.value) == f"book.toml {sentence}"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (nested(16), "got [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]"),
        (nested(17), "book.toml is nested more than 16 deep"),
        ({"a": nested(16)}, "book.toml is nested more than 16 deep"),
        (tabled(16), 'got {"a": {"a": '),
        (tabled(17), "book.toml is nested more than 16 deep"),
        (2**53, "book.toml holds a number beyond 9,007,199,254,740,992"),
        (2**53 - 1, "got 9007199254740991"),
        ("\x07", "book.toml holds the unprintable character U+0007 in a text"),
    ],
    ids=[
        "as deep as may be",
        "deeper",
        "deeper in a table",
        "tables as deep",
        "tables deeper",
        "a huge number",
        "a large number",
        "a bell",
    ],
)
def test_a_setting_may_hold_no_more_than_a_document(value: object, sentence: str) -> None:
    with pytest.raises(RulebookInvalid) as refused:
        parse_rulebook(
            BOOK + '[[award]]\nid="c"\ncite="C"\nrank=2\nuse="closer"\n',
            source="book.toml",
            settings={"help.share": value},
        )
    assert sentence in str(refused.value)


def test_terms_are_found_and_put_in_place_wherever_they_are_named() -> None:
    stated = {"a": [{"term": "long"}, {"b": {"term": "short"}}], "c": {"term": "long", "d": 1}, "e": "term"}
    assert terms_named(stated) == {"long", "short"}
    assert resolve(stated, {"long": {"term": "short"}, "short": 1}) == {
        "a": [1, {"b": 1}],
        "c": {"term": "long", "d": 1},
        "e": "term",
    }


def test_terms_that_name_each_other_are_refused_wherever_the_circle_begins() -> None:
    terms = {"a": {"x": [{"term": "b"}]}, "b": {"term": "c"}, "c": {"y": {"term": "b"}}}
    with pytest.raises(ValueError, match="^the terms a, b, c refer to each other in a circle$"):
        resolve({"term": "a"}, terms)
    with pytest.raises(ValueError, match="^there is no term 'd'$"):
        resolve([{"term": "d"}], terms)
