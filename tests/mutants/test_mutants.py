"""Every mutant is caught by a story, and the page that says by which is fresh."""

from __future__ import annotations

import pytest

from tests.mutants import splits
from tests.mutants.engine import Mutant
from tests.mutants.table import OF_RULES, PAGE, caught_by, page, split_caught_by


@pytest.mark.parametrize("mutant", OF_RULES, ids=str)
def test_a_story_catches_the_mutant(mutant: Mutant) -> None:
    assert caught_by(mutant) is not None, f"no story notices that {mutant.change()}"


@pytest.mark.parametrize("mutant", splits.MUTANTS, ids=str)
def test_an_amount_catches_the_mutant(mutant: Mutant) -> None:
    assert split_caught_by(mutant) is not None


def test_no_two_mutants_bear_one_name() -> None:
    names = [str(mutant) for mutant in (*OF_RULES, *splits.MUTANTS)]
    assert len(names) == len(set(names))


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: python -m tests.mutants.table"
