"""Rulebooks in time on the command line: histories shown, settings in place of them, projects asked for."""

from __future__ import annotations

from pathlib import Path

from leadledger.testing.stories import given, subscription, visit
from tests.cli.running import refused, run, written
from tests.rulebook.adoptions import FIRST, adopted
from tests.small_books import HEAD

VALUES = "{ since = 2024-01-01, is = '1 month' }, { since = 2026-07-01, is = '2 months' }"


def dated(folder: Path) -> Path:
    book = folder / "dated.toml"
    text = HEAD.replace('wish_validity = "2 months"', f"wish_validity = {{ history = [ {VALUES} ] }}")
    book.write_text('ends_on = 2026-12-31\njudged_by = "registration"\n' + text + FIRST, encoding="utf-8")
    return book


def test_a_history_is_shown_in_words_and_in_json(tmp_path: Path) -> None:
    book = dated(tmp_path)
    assert "2 months since 1 July 2026" in run("rulebook", "show", book).out
    assert "2026年7月1日起为2个月" in run("rulebook", "show", book, "--lang", "zh").out
    (told,) = run("rulebook", "show", book, "--json").objects
    assert told["document"]["ends_on"] == "2026-12-31"
    assert told["document"]["terms"]["wish_validity"]["history"][1] == {"since": "2026-07-01", "is": "2 months"}


def test_a_setting_takes_the_place_of_a_history_and_says_so(tmp_path: Path) -> None:
    file = written(given(visit("c", "zhang"), subscription("d", "c", "li")), tmp_path / "h.jsonl")
    said = run("decide", file, "--rulebook", dated(tmp_path), "--set", "terms.wish_validity=3 months").out
    assert "3 months" in said
    assert "1 January 2024" in " ".join(said.split())


def test_who_would_own_is_asked_for_a_project(tmp_path: Path) -> None:
    books = [adopted(one, applies={"project": [one]}) for one in ("north", "south")]
    file = written(given(*books, visit("c", "zhang", on="2026-03-01")), tmp_path / "h.jsonl")
    at = ("--at", "2026-03-20")
    assert run("owner", file, "c", *at, "--project", "north", "--json").objects[0]["owner"] == "zhang"
    assert "for one with project 'west'" in refused(run("owner", file, "c", *at, "--project", "west"))
    assert "for one with no project" in refused(run("owner", file, "c", *at))
