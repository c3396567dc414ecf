"""The commands on the example office: import it, decide its deals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "examples" / "office"


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "leadledger", *words], capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_import_and_decide_the_sixty_deals(tmp_path: Path) -> None:
    history = tmp_path / "h.jsonl"
    imported = run("import", FOLDER / "registers.xlsx", "--into", history)
    assert imported.returncode == 0, imported.stderr
    assert history.read_bytes() == (FOLDER / "history.jsonl").read_bytes()
    decided = run("decide", history, "--json")
    assert decided.returncode == 0, decided.stderr
    answers = [json.loads(line) for line in decided.stdout.splitlines()]
    assert [answer["deal"] for answer in answers] == [f"RG{number:03d}" for number in range(1, 61)]
    assert {answer["status"] for answer in answers} == {"final", "provisional"}


def test_every_buyer_and_agent_has_a_name_in_the_explanation() -> None:
    explained = run("explain", FOLDER / "history.jsonl", "--deal", "RG003", "--lang", "zh")
    assert explained.returncode == 0, explained.stderr
    assert "陈静" in explained.stdout
    assert "chenjing" not in explained.stdout
