"""The reference of clause kinds is made from the kinds, and its examples can be used."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from leadledger.rulebook.binding import parameters_of
from leadledger.rulebook.clauses import STAGES
from leadledger.rulebook.library import load_rulebook

ROOT = Path(__file__).parents[2]
KINDS = [(stage, name) for stage, kinds in STAGES.items() for name in kinds]


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / "make_kind_reference.py"))


def test_the_page_of_clause_kinds_is_fresh(made: dict[str, Any]) -> None:
    assert made["PAGE"].read_text(encoding="utf-8") == made["page"](), "run scripts/make_kind_reference.py"


def test_every_kind_is_used_by_an_example_that_binds(made: dict[str, Any]) -> None:
    book = load_rulebook(str(made["EXAMPLES"]))
    assert {(clause.stage, clause.use) for clause in book.clauses} == set(KINDS)


@pytest.mark.parametrize(("stage", "name"), KINDS, ids=[f"{stage} {name}" for stage, name in KINDS])
def test_a_kinds_docstring_speaks_of_what_has_to_be_stated(stage: str, name: str, made: dict[str, Any]) -> None:
    function = STAGES[stage][name].function
    text = made["said"](function)
    spoken = {"hold", "share", "kind", "missing", "relations"}  # their type says enough
    required = {one for one, (_, stated) in parameters_of(function).items() if stated}
    assert [one for one in sorted(required - spoken) if f"`{one}`" not in text] == []


def test_a_readers_first_page_names_every_stage(made: dict[str, Any]) -> None:
    assert set(made["ORDER"]) == set(STAGES)
