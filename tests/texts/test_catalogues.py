"""The catalogues: fresh, whole, and true to the placeholders of the English texts."""

from __future__ import annotations

import string
import sys
from pathlib import Path

import pytest

from leadledger.rulebook import rulebooks
from leadledger.texts import LANGUAGES, catalogue

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def build():  # type: ignore[no-untyped-def]
    """The script that builds them."""
    pytest.importorskip("babel", reason="catalogues are built with Babel")
    pytest.importorskip("opencc", reason="Traditional Chinese is made with OpenCC")
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import build_texts
    finally:
        sys.path.pop(0)
    return build_texts


def test_the_committed_catalogues_are_what_the_script_builds(build) -> None:  # type: ignore[no-untyped-def]
    stale = [path.name for path, content in build.built().items() if path.read_bytes() != content]
    assert stale == []  # else: python scripts/build_texts.py


def test_every_text_has_chinese(build) -> None:  # type: ignore[no-untyped-def]
    assert build.untranslated() == []


def test_translations_have_the_placeholders_of_their_texts_and_no_others(build) -> None:  # type: ignore[no-untyped-def]
    for catalog in (build.simplified(), build.traditional(build.simplified())):
        for message in catalog:
            if message.id and message.id != "{day} {month} {year}":
                id = message.id[0] if message.pluralizable else message.id
                string = message.string[0] if message.pluralizable else message.string
                assert placeholders(string) == placeholders(id), id


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_clause_and_article_of_the_books_has_heading_and_text(lang: str) -> None:
    said = catalogue(lang)
    for book in rulebooks.values():
        for one in (*book.clauses, *book.articles):
            assert said.of_book(one.title), one.id
            assert said.of_book(one.text), one.id


def test_traditional_is_made_from_simplified() -> None:
    clause = rulebooks["sales-office"].clause("declined")
    assert catalogue("zh-Hant").of_book(clause.title) == "客戶不願由原銷售員接待"
    assert catalogue("zh-Hant")("provisional") == "暫定"


def test_a_book_with_one_language_is_read_in_it() -> None:
    assert [catalogue(lang).of_book({"en": "One"}) for lang in LANGUAGES] == ["One"] * 3
    assert [catalogue(lang).of_book({"de": "Eins"}) for lang in LANGUAGES] == ["Eins"] * 3
    assert catalogue("zh-Hant").of_book({"zh": "一", "zh-Hant": "壹"}) == "壹"
    assert catalogue("en").of_book({}) == ""


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="there are no texts in 'fr': expected en, zh, zh-Hant"):
        catalogue("fr")
