"""What a person reads where a test of theirs fails: short, and enough to tell it again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis.vendor.pretty import pretty

from leadledger import rulebooks
from leadledger.testing import given, subscription, visit

pytest_plugins = ["pytester"]

SETTINGS = """
from hypothesis import Phase, given as examples_of, settings

quick = settings(max_examples=1, phases=[Phase.generate], database=None, derandomize=True)  # a profile would stay ours
"""
DOCUMENTS = """
from leadledger.testing import strategies

@quick
@examples_of(strategies.rulebooks(), strategies.plans())
def test_no_rulebook(book, plan):
    assert not book.title
"""
LAWS = """
import pytest
from leadledger.testing import given, laws, subscription, visit

def test_law(rulebook):
    story = given(visit("c", "zhang"), subscription("d", "c", "li", on="2026-05-15"))
    assert laws.late_claim(rulebook, story.events) is None
"""
STORY = """given(
    visit("c", "zhang"),
    subscription("d", "c", "li"),
    rulebook=<two-month-hold 1>,
)"""


@pytest.fixture
def failing(pytester: pytest.Pytester) -> Callable[[str], str]:
    """What a run of a user's tests prints."""

    def run(tests: str) -> str:
        pytester.makepyfile(SETTINGS + tests)
        return pytester.runpytest_inprocess("-p", "pytest_leadledger", "-p", "no:cacheprovider").stdout.str()

    return run


def test_hypothesis_shows_a_story_as_the_call_that_tells_it_again() -> None:
    story = given(visit("c", "zhang"), subscription("d", "c", "li"), rulebook=rulebooks["two-month-hold"])
    assert pretty(story) == STORY


def test_a_property_of_rulebooks_that_fails_shows_the_documents_and_little_more(failing: Callable[[str], str]) -> None:
    said = failing(DOCUMENTS)
    assert "book=Rulebook(name='random', " in said
    assert "plan=Plan(name='random', " in said
    assert "'use': 'closer'" in said
    assert "'base': {'of': 'price'}" in said
    assert len(said.splitlines()) < 100


def test_a_law_that_is_broken_tells_the_story_first(failing: Callable[[str], str]) -> None:
    lines = [line.removeprefix("E").strip() for line in failing(LAWS).splitlines()]
    start = lines.index("assert late-claim is broken")
    assert lines[start + 2] == "The smallest story that shows it:"
    assert lines[start + 3].startswith("1. 1 March 2026, 10:00 · Visit")
    assert any(line.startswith("Zhang enters it only at 15 May 2026, 09:59") for line in lines[start:])
