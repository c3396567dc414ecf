"""The page of laws is made from the laws, and is fresh."""

from __future__ import annotations

import runpy
from pathlib import Path

from leadledger.testing.laws import ALL

ROOT = Path(__file__).parents[3]


def test_the_page_is_fresh_and_has_every_law() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "make_law_reference.py"))
    page = made["PAGE"].read_text(encoding="utf-8")
    assert page == made["page"](), "run scripts/make_law_reference.py"
    assert [law.name for law in ALL if f"### {law.name}: " not in page] == []
