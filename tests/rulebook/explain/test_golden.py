"""Explanations as they read, kept as texts.

``LEADLEDGER_GOLDEN=write`` writes them anew, to be read before a commit.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.rulebook.explain.stories import STORIES

GOLDEN = Path(__file__).parent / "golden"
IN_MARKDOWN = ("declined", "beside-the-award")


def plain(explanation: str) -> str:
    """The explanation without what content decides: digests and the ends of ids."""
    masked = re.sub(r"sha256:[0-9a-f]{64}", "sha256:<digest>", explanation)
    return re.sub(r"…[0-9a-f]{12}", "…<id>", masked)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", STORIES)
def test_the_explanation_reads_as_kept(name: str, lang: str) -> None:
    assert_kept(STORIES[name]().decide("d").explain(lang), f"{name}.{lang}.txt")


@pytest.mark.parametrize("name", IN_MARKDOWN)
def test_in_markdown_it_reads_as_kept(name: str) -> None:
    assert_kept(STORIES[name]().decide("d").explain("en", format="markdown"), f"{name}.en.md")


def assert_kept(explanation: str, name: str) -> None:
    found, file = plain(explanation), GOLDEN / name
    if os.environ.get("LEADLEDGER_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text("utf-8")


def test_every_kept_text_belongs_to_a_story() -> None:
    names = {f"{name}.{lang}.txt" for name in STORIES for lang in ("en", "zh")}
    names |= {f"{name}.en.md" for name in IN_MARKDOWN}
    assert {path.name for path in GOLDEN.glob("*")} == names
