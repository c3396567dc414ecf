"""Bad histories: one clear sentence for each fault, exit 2, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import refused, run

VISIT = {"type": "VisitReceived", "customer": "c", "agent": "li", "occurred_at": "2026-03-01T10:00:00+08:00"}
ID = "00000000-0000-4000-8000-000000000001"
DEAL = {"type": "SubscriptionSigned", "deal": "d", "customer": "c", "agent": "li", "unit": "u"}
RULING = {"type": "RulingMade", "ruling": "r", "deal": "d", "reason": "x", "by": "m"}
AT = {"occurred_at": "2026-03-01T10:00:00+08:00"}


def lines(*objects: object) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in objects)


BAD: dict[str, tuple[bytes, str]] = {
    "truncated JSON": (lines(VISIT)[:-10], "line 1"),
    "wrong type": (lines({**VISIT, "agent": 7}), "agent"),
    "unknown field": (lines({**VISIT, "agnet": "li"}), "agnet"),
    "unknown type": (lines({**VISIT, "type": "VisitRecieved"}), "VisitRecieved"),
    "one id, two contents": (lines({**VISIT, "id": ID}, {**VISIT, "id": ID, "agent": "wang"}), ID),
    "naive time": (lines({**VISIT, "occurred_at": "2026-03-01T10:00:00"}), "occurred_at"),
    "more than all": (lines({**RULING, **AT, "credit": {"a": "120%"}, "commission": {"a": "1"}}), "120%"),
    "negative money": (lines({**DEAL, **AT, "price": {"amount": "-1.00", "currency": "CNY"}}), "price"),
    "empty file": (b"", "is empty"),
    "binary file": (bytes(range(256)), "is not UTF-8 text"),
    "deep nesting": (b'{"type":' + b"[" * 50_000 + b"]" * 50_000 + b"}\n", "line 1"),
    "repeated key": (b'{"type": "VisitReceived", "type": "CallReceived"}\n', "type"),
}


@pytest.mark.parametrize("command", ["decide", "import"])
@pytest.mark.parametrize("fault", BAD)
def test_a_bad_history_is_refused_in_a_sentence_that_says_where(tmp_path: Path, fault: str, command: str) -> None:
    content, where = BAD[fault]
    file = tmp_path / "bad.jsonl"
    file.write_bytes(content)
    into = tmp_path / "into.jsonl"
    done = run("decide", file) if command == "decide" else run("import", file, "--into", into)
    sentence = refused(done)
    assert "bad.jsonl" in sentence
    assert where in sentence
    assert len(sentence) < 600
    assert not into.exists()


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "registers.xlsx"
    file.write_bytes(b"PK\x03\x04 and nothing more")
    assert "registers.xlsx" in refused(run("import", file, "--into", tmp_path / "into.jsonl"))


def test_a_naive_time_is_taken_where_the_command_names_a_zone(tmp_path: Path) -> None:
    file = tmp_path / "naive.jsonl"
    file.write_bytes(lines({**VISIT, "occurred_at": "2026-03-01T10:00:00"}))
    assert run("decide", file, "--timezone", "Asia/Shanghai").code == 0


@pytest.mark.parametrize("history", ["nix.jsonl", ".", "postgresql://host/office"])
def test_what_is_no_history_is_refused(tmp_path: Path, history: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert history in refused(run("decide", history))
