"""Every story has the answer it must have, key order included."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from leadledger.cli import main
from leadledger.ledger import decide
from tests.scenarios.reading import STORIES, Told
from tests.strategies import read


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story_in_python(story: Told) -> None:
    known_at = None if story.known_at is None else datetime.fromisoformat(story.known_at)
    answer = decide(read(story.history), story.deal, known_at=known_at).to_dict()
    assert json.dumps({name: answer[name] for name in story.expect}) == json.dumps(story.expect)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story_on_the_command_line(story: Told, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text("".join(f"{json.dumps(entry)}\n" for entry in story.history), encoding="utf-8")
    known = [] if story.known_at is None else ["--known-at", story.known_at]
    assert main(["decide", str(file), "--deal", story.deal, "--json", *known]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    answer = json.loads(line)
    assert json.dumps({name: answer[name] for name in story.expect}) == json.dumps(story.expect)


def test_no_two_stories_of_a_book_bear_one_name() -> None:
    assert [name for name, count in Counter(map(str, STORIES)).items() if count > 1] == []
