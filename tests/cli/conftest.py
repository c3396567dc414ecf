"""A small history that the commands are tried on, as a file and as a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.testing.stories import complaint, given, joined, registered, subscription, visit
from tests.cli.running import entered, written


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Two deals: one declined, one with an open complaint."""
    story = given(
        joined("zhang", "张伟", on="2026-03-01"),
        joined("li", "李娜", on="2026-03-01"),
        registered("c1", "zhang", name="陈先生", on="2026-03-02"),
        visit("c1", "li", declined=["zhang"], on="2026-03-10"),
        subscription("d1", "c1", "li", on="2026-03-20"),
        visit("c2", "zhang", on="2026-03-11"),
        complaint("k", "c2", "zhang", on="2026-03-12"),
        subscription("d2", "c2", "li", on="2026-03-15"),
    )
    return written(story, tmp_path / "history.jsonl")


@pytest.fixture
def office(history: Path, tmp_path: Path) -> Path:
    """The same entries in a ledger."""
    return entered(history, tmp_path / "office.db")
