"""Runs a command in this process, as ``leadledger`` would be called."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leadledger.cli import main
from leadledger.events import to_json
from leadledger.importing import read_history
from leadledger.ledger import open as open_ledger
from leadledger.testing.stories import Story


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def run(*argv: object) -> Run:
    """What a call prints, and how it ends."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(one) for one in argv])
    return Run(code, out.getvalue(), err.getvalue())


def written(story: Story, path: Path) -> Path:
    """The story as a history file."""
    path.write_text("".join(f"{to_json(event)}\n" for event in story.events), encoding="utf-8")
    return path


def entered(history: Path, path: Path) -> Path:
    """The entries of a history file in a ledger, as those of an old register."""
    with open_ledger(path) as ledger:
        ledger.import_events([line.event for line in read_history(history)])
    return path


def refused(done: Run) -> str:
    """The one sentence of a refusal: exit 2, nothing printed, no traceback."""
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    (sentence,) = [line for line in done.err.splitlines() if not line.startswith("No rulebook was adopted")]
    assert sentence.startswith("leadledger: ")
    return sentence.removeprefix("leadledger: ")
