"""The examples kept beside the rulebooks show what they are kept for."""

from __future__ import annotations

import pytest

from leadledger.rulebook.library import examples_kept, rulebooks
from leadledger.testing.checking.examples import Shown
from leadledger.testing.checking.observing import observed


@pytest.mark.parametrize("name", sorted(rulebooks))
def test_every_example_changes_what_its_deal_comes_to(name: str) -> None:
    book, kept = rulebooks[name], examples_kept(name)
    assert kept  # else: python scripts/make_rulebook_examples.py
    shown = Shown(book)
    stale = [id for id, story in kept.items() if not shown.shows(id, story, observed(book, story))]
    assert stale == []  # else: the same


def test_every_clause_of_the_seeds_book_has_one() -> None:
    assert [one.id for one in rulebooks["sales-office"].clauses if one.id not in examples_kept("sales-office")] == []


def test_a_book_without_kept_examples_has_none() -> None:
    assert examples_kept("nobody's") == {}
