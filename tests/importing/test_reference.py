"""The page about the office mapping says what the mapping says."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_the_office_mapping_is_fresh() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "make_mapping_reference.py"))
    assert made["PAGE"].read_text(encoding="utf-8") == made["page"](), "run scripts/make_mapping_reference.py"


def test_every_kind_of_cell_and_every_entry_of_a_mapping_is_described() -> None:
    from typing import get_args

    from leadledger.importing.mapping import Column, Entry, Kind, Mapping, SheetMapping

    text = (ROOT / "docs" / "reference" / "mapping.md").read_text(encoding="utf-8")
    names = [
        *get_args(Kind),
        *(name for model in (Mapping, SheetMapping, Column, Entry) for name in model.model_fields),
    ]
    assert [name for name in names if f"`{name}`" not in text] == []
