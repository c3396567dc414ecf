"""Files and bars: a file appears whole or not at all, and a bar only where somebody looks on."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from leadledger.cli import outputs, printing
from leadledger.errors import CallInvalid
from leadledger.texts import catalogue
from leadledger.texts import statements as say


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_where_somebody_looks_on_and_the_entries_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: dict[int, str] = {}
    for many in (10, 100_000):
        monkeypatch.setattr(sys, "stderr", terminal := Terminal())
        with printing.bar(catalogue("zh"), say.POSTING) as told:
            assert told is not None
            told(many // 2, many)
        shown[many] = terminal.getvalue()
    assert "过账" in shown[100_000]
    assert "过账" not in shown[10]


def test_nothing_is_drawn_where_nobody_looks_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with printing.bar(catalogue("en"), say.POSTING) as told:
        assert told is None


def test_a_file_that_cannot_be_finished_is_taken_away(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    with pytest.raises(TypeError):
        outputs.write(str(file), "no bytes")  # type: ignore[arg-type]
    assert not file.exists()


def test_the_same_bytes_are_left_and_others_refused(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    for _ in range(2):
        outputs.write(str(file), b"one")
    for other in (b"two", b"longer"):
        with pytest.raises(CallInvalid, match="is there already and holds something else: name a new file"):
            outputs.write(str(file), other)
    assert file.read_bytes() == b"one"
    with pytest.raises(CallInvalid):
        outputs.write(str(tmp_path), b"")
