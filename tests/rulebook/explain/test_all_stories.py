"""Every story of the scenarios can be explained, in every language, to the last placeholder."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from leadledger.dossier import History
from leadledger.events import event_from_dict
from leadledger.importing import read_history
from leadledger.ledger import Office, decide
from leadledger.rulebook import Attribution
from leadledger.texts import LANGUAGES
from leadledger.texts.reasons import REASONS
from leadledger.texts.wrapping import width

ROOT = Path(__file__).parents[3]
SCENARIOS = sorted((ROOT / "tests" / "scenarios").glob("*.jsonl"))


def stories(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_deal_of_the_example_office_is_explained(lang: str) -> None:
    lines = read_history(ROOT / "examples" / "office" / "history.jsonl")
    answers = [answer for answer in Office(History.of(lines)).decide_all() if isinstance(answer, Attribution)]
    assert len(answers) == 60
    for answer in answers:
        text = answer.explain(lang)
        assert not re.search(r"[{}]", text), answer.deal
        assert all(width(line) <= 80 for line in text.splitlines()), answer.deal


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_story_is_explained(file: Path, lang: str) -> None:
    for story in stories(file):
        known_at = story["known_at"] and datetime.fromisoformat(story["known_at"])
        answer = decide([event_from_dict(event) for event in story["history"]], story["deal"], known_at=known_at)
        text = answer.explain(lang)
        assert not re.search(r"[{}]", text), story["name"]
        assert all(width(line) <= 80 for line in text.splitlines()), story["name"]
        said = json.dumps(answer.to_dict(lang, considered=True), ensure_ascii=False)
        assert not any(f'"text": "{key}' in said for key in REASONS), story["name"]
