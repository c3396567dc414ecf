"""A rulebook is adopted only if it can be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leadledger.errors import RegisterRefused
from leadledger.importing import import_into, read_history

ID = "00000000-0000-8000-8000-000000000001"


def adopted(document: dict[str, Any]) -> str:
    return json.dumps(
        {
            "type": "RulebookAdopted", "id": ID, "occurred_at": "2026-03-01T10:00:00+08:00", "document": document,
            "effective_from": "2026-03-02", "published_at": "2026-03-01T10:00:00+08:00",
        }
    )  # fmt: skip


def struck() -> str:
    return json.dumps(
        {"type": "EntryStruck", "occurred_at": "2026-03-02T10:00:00+08:00", "entry": ID, "reason": "no book", "by": "m"}
    )


CALL = '{"type":"CallReceived","occurred_at":"2026-03-01T09:00:00+08:00","customer":"c1","agent":"li"}'


def test_one_that_cannot_be_used_is_refused_with_file_and_line(tmp_path: Path) -> None:
    register = tmp_path / "a.jsonl"
    register.write_text(f"{CALL}\n{adopted({'nonsense': True})}\n")
    with pytest.raises(RegisterRefused) as caught:
        import_into(tmp_path / "h.jsonl", [register])
    [said] = caught.value.problems
    assert said.startswith(f"{register}, line 2: the rulebook adopted")
    assert not (tmp_path / "h.jsonl").exists()


def test_one_that_is_struck_may_be_anything(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{adopted({'nonsense': True})}\n{struck()}\n")
    assert import_into(tmp_path / "h.jsonl", [tmp_path / "a.jsonl"]).added == 2
    assert len(read_history(tmp_path / "h.jsonl")) == 2


def test_a_target_that_has_one_already_can_be_mended(tmp_path: Path) -> None:
    (tmp_path / "h.jsonl").write_text(f"{adopted({'nonsense': True})}\n")
    (tmp_path / "a.jsonl").write_text(f"{struck()}\n")
    assert import_into(tmp_path / "h.jsonl", [tmp_path / "a.jsonl"]).added == 1
