"""Every mutant of the seed's document that the page says is caught is caught as it says; some always, all in deep."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests.mutants.documents import changing_nothing, mutants
from tests.mutants.engine import Mutant
from tests.mutants.of_documents import PAGE, beside, caught

DEEP = settings.get_current_profile_name() == "deep"
ALWAYS = (
    "declined.share = 1/10 instead of 1/5",
    "help.share = 3/10 instead of 1/5",
    "terms.validity = 59 days",
    "terms.validity = 2 months, excluded",
    "ranks 2 and 3 swapped",
    "clause `household` left out",
    "clause `first-asked-for` left out",
    "terms.register_entries without MeetingMinuted",
)


def rows() -> dict[str, list[str]]:
    """The rows of the page by what is changed."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| ")]
    return {row[0]: row[1:] for row in cells}


def test_the_page_has_a_row_for_each_mutant_and_each_is_caught() -> None:
    found = rows()
    assert [one.reading for one in mutants() if not any(found.get(one.reading, [])[1:])] == []
    assert len(mutants()) >= 40


def test_no_two_mutants_bear_one_name() -> None:
    names = [one.says for one in mutants()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("mutant", [one for one in mutants() if one.says in ALWAYS], ids=lambda one: one.says)
def test_a_mutant_is_caught_as_the_page_says(mutant: Mutant) -> None:
    found = caught(mutant)
    assert found
    _, laws, scenario, events = rows()[mutant.reading]
    assert ", ".join(f"`{name}`" for name in found.laws) == laws
    assert found.scenario == scenario
    assert str(found.beside or "") == events


@pytest.mark.parametrize("mutant", changing_nothing(), ids=lambda one: one.says)
def test_what_changes_nothing_is_not_told_from_the_original(mutant: Mutant) -> None:
    assert beside(mutant, 60) is None


@pytest.mark.skipif(not DEEP, reason="it takes some ten minutes: LEADLEDGER_HYPOTHESIS=deep")
def test_the_page_is_fresh() -> None:
    command = [sys.executable, "-m", "tests.mutants.of_documents", "--check"]
    assert subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode == 0
