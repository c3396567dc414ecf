"""The docs hang together: fences are of kinds that are checked, links lead somewhere, every page can be reached."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
CHECKED = {"python", "console", "json", "jsonl", "toml"}
SHOWN_ONLY = {"text", "csv"}
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_fenced_blocks_are_of_kinds_that_are_checked(page: Path) -> None:
    opening = re.findall(r"^ *```(\S*)[^\n]*\n(?:.*?\n)? *```", page.read_text("utf-8"), flags=re.M | re.S)
    allowed = CHECKED | SHOWN_ONLY | ({"sh"} if page.name == "README.md" else set())
    assert set(opening) <= allowed


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_inside_the_repository_lead_to_something(page: Path) -> None:
    links = re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", page.read_text("utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page not in reached and page.suffix == ".md" and page.is_file():
            reached.add(page)
            links = re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", page.read_text("utf-8"))
            waiting += [page.parent / link for link in links]
    pages = (ROOT / "docs").rglob("*.md")
    assert [str(page.relative_to(ROOT)) for page in sorted(pages) if page.resolve() not in reached] == []


def test_every_decision_is_listed_on_the_page_of_decisions() -> None:
    decisions = ROOT / "docs" / "decisions"
    listed = (decisions / "index.md").read_text("utf-8")
    assert [page.name for page in sorted(decisions.glob("[0-9]*.md")) if page.name not in listed] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")), ids=lambda page: page.stem)
def test_a_decision_says_its_question_choice_and_reasons_and_its_date(page: Path) -> None:
    text = page.read_text("utf-8")
    for part in ("## Question", "## Choice", "## Reasons"):
        assert part in text
    assert re.search(r"\b20\d\d-\d\d-\d\d\b", text)
