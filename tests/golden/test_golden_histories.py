"""Histories whose answers are pinned byte for byte, so that no version decides otherwise unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.events import UPCASTS
from leadledger.values.version import VERSION
from tests.cli.running import entered, run
from tests.golden.pinning import ANSWERS, HISTORIES, LANGUAGES, given_now, pinned, versions

CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_has_the_answers_that_are_pinned(name: str, lang: str, tmp_path: Path) -> None:
    file = pinned(name, lang)
    assert file is not None, "python -m tests.golden.pinning writes them"
    wanted = file.read_text("utf-8")
    assert given_now(HISTORIES[name], lang) == wanted
    if lang == "en":
        assert given_now(entered(HISTORIES[name], tmp_path / "office.db"), lang) == wanted


def test_decisions_recorded_by_any_version_are_the_same_when_replayed(tmp_path: Path) -> None:
    ledger = entered(HISTORIES["recorded"], tmp_path / "office.db")
    for place in (HISTORIES["recorded"], ledger):
        done = run("replay", place, "--json")
        assert done.code == 0, done.out
        assert len(done.objects) == 4


def test_lines_of_version_1_stay_as_they_were_written() -> None:
    lines = HISTORIES["version-1"].read_text("utf-8").splitlines()
    assert all('"version":1,' in line for line in lines)
    types = {line.split('"')[3] for line in lines}
    assert {name for name, version in UPCASTS if version == 1} <= types, "a type that changed needs its old line here"


def test_nothing_is_pinned_for_what_is_not_there_nor_by_a_version_to_come() -> None:
    names = {f"{name}.{lang}.jsonl" for name in HISTORIES for lang in LANGUAGES}
    assert {path.name for path in ANSWERS.glob("*/*")} <= names
    assert versions()[-1] <= VERSION


def test_an_answer_that_changed_stands_in_the_changelog() -> None:
    told = CHANGELOG.read_text("utf-8")
    for name in HISTORIES:
        files = sorted(ANSWERS.glob(f"*/{name}.en.jsonl"))
        for file in files[1:]:
            assert f"golden history {name} of {file.parent.name}" in told
