"""Rulebooks by name and in files: what there is, how it is read, and what a file must be to be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.errors import RulebookInvalid, RulebookUnknown
from leadledger.rulebook.library import examples_kept, load_rulebook, rulebooks, text_of
from leadledger.values import Share
from tests.small_books import FIRST, HEAD

GOOD = HEAD + FIRST
COMMENT = "# 说明\n"


def test_the_books_of_the_library_are_listed_by_name() -> None:
    names = list(rulebooks)
    assert names == sorted(names)
    assert "sales-office" in names
    assert len(rulebooks) == len(names)
    assert all(rulebooks[name].name == name for name in names)
    assert all("_" not in name for name in names)


def test_a_book_of_the_library_is_loaded_by_its_name_once() -> None:
    assert load_rulebook("sales-office") is rulebooks["sales-office"]
    assert load_rulebook("sales-office", {}) is rulebooks["sales-office"]
    assert load_rulebook("sales-office", {"declined.share": "1/4"}).clause("declined").params["share"] == Share("1/4")


def test_the_text_of_a_book_is_what_was_written() -> None:
    assert text_of("sales-office").startswith("#")
    assert 'name = "sales-office"' in text_of("sales-office")


def test_a_book_in_a_file_is_read_with_its_settings(tmp_path: Path) -> None:
    file = tmp_path / "book.toml"
    file.write_text(COMMENT + GOOD, encoding="utf-8")
    assert load_rulebook(str(file)).name == "small"
    assert load_rulebook(str(file), {"first.rank": 7}).clause("first").rank == 7
    assert text_of(str(file)) == COMMENT + GOOD


def test_a_refusal_names_the_book_or_the_file(tmp_path: Path) -> None:
    file = tmp_path / "book.toml"
    file.write_text(GOOD, encoding="utf-8")
    with pytest.raises(RulebookInvalid) as refused:
        load_rulebook(str(file), {"first.colour": 1})
    assert str(refused.value).startswith(f"{file} states no 'colour' in 'first'")
    with pytest.raises(RulebookInvalid) as refused:
        load_rulebook("sales-office", {"declined.colour": 1})
    assert str(refused.value).startswith("rulebook sales-office states no 'colour' in 'declined'")


@pytest.mark.parametrize("load", [load_rulebook, text_of])
def test_what_is_neither_a_name_nor_a_file_is_refused_with_the_names_there_are(load: object, tmp_path: Path) -> None:
    assert callable(load)
    for name in (str(tmp_path / "none.toml"), "sales_office", "no\0name"):
        with pytest.raises(RulebookUnknown) as refused:
            load(name)
        known = ", ".join(rulebooks)
        assert str(refused.value) == f"no rulebook is named {name!r} ({known}), and no such file can be read"
    with pytest.raises(RulebookUnknown) as refused:
        rulebooks["sales_office"]
    assert str(refused.value) == f"no rulebook is named 'sales_office'; there is {', '.join(rulebooks)}"


def test_a_file_that_cannot_be_a_rulebook_is_refused(tmp_path: Path) -> None:
    binary, large, small = tmp_path / "binary.toml", tmp_path / "large.toml", tmp_path / "small.toml"
    binary.write_bytes(b"name = \xff")
    large.write_bytes(b"#" * 1_000_001)
    small.write_bytes(b"#" * 1_000_000)
    for path, sentence in (
        (binary, "is not UTF-8 text, and a rulebook is a TOML document"),
        (large, "holds more than 1,000,000 bytes, which no rulebook needs"),
        (tmp_path, "is no regular file, and a rulebook is a TOML document"),
    ):
        with pytest.raises(RulebookInvalid) as refused:
            text_of(str(path))
        assert str(refused.value) == f"{path} {sentence}"
    assert len(text_of(str(small))) == 1_000_000


def test_the_stories_kept_for_a_book_are_those_of_its_clauses() -> None:
    kept = examples_kept("sales-office")
    assert set(kept) <= {clause.id for clause in rulebooks["sales-office"].clauses}
    assert all(story for story in kept.values())
    assert kept
