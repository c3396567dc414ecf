"""Searching: many stories under a rulebook, and the smallest of each kind that shows something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from leadledger.events import Event
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.checking.observing import Mark, Observed, observed
from leadledger.testing.checking.telling import Teller

STORIES = 3_000
"""How many stories are looked at, unless it is said."""
AGAIN = 3_000
"""How many are looked at to find a smaller story of a kind."""
K = TypeVar("K")
Story = tuple[Event, ...]


@dataclass(slots=True)
class Looked:
    """What a look at many stories showed.

    *stories* is how many could be told, *decided* in how many of them each clause decided something, *beaten* in how
    many it applied and another was preferred, *found* a story for each mark and *shown* one for each clause.
    """

    stories: int = 0
    decided: Counter[str] = field(default_factory=Counter[str])
    beaten: Counter[str] = field(default_factory=Counter[str])
    found: dict[Mark, Story] = field(default_factory=dict[Mark, Story])
    shown: dict[str, Story] = field(default_factory=dict[str, Story])

    def take(self, story: Story, seen: Observed) -> None:
        """Count a story, and keep it where it is the shortest so far of its kind."""
        self.stories += 1
        self.decided.update(seen.decided)
        self.beaten.update(seen.beaten)
        for mark in seen.marks:
            _keep(self.found, mark, story)
        for id in seen.decided:
            _keep(self.shown, id, story)


def _keep(found: dict[K, Story], key: K, story: Story) -> None:
    if key not in found or len(story) < len(found[key]):
        found[key] = story


def look(book: Rulebook, *, stories: int = STORIES) -> Looked:
    """A look at so many stories, always the same ones for the same rulebook.

    >>> from leadledger.rulebook.library import rulebooks
    >>> looked = look(rulebooks["sales-office"], stories=50)
    >>> looked.decided["closer"] > 0
    True
    """
    looked, teller = Looked(), Teller(book)

    @seed(0)
    @settings(_quiet(stories), phases=[Phase.generate])
    @given(st.randoms(use_true_random=True))
    def take(chance: Random) -> None:
        story = teller.by_chance(chance)
        seen = None if story is None else observed(book, story)
        if story is not None and seen is not None:
            looked.take(story, seen)

    take()
    return looked


def smallest(book: Rulebook, story: Story, shows: Callable[[Observed], bool], *, stories: int = AGAIN) -> Story:
    """The smallest story of entries of these types that shows the same; the story itself where none is found."""
    teller = Teller(book, like=story)

    def does(one: Story | None) -> bool:
        seen = None if one is None or len(one) > len(story) else observed(book, one)
        return seen is not None and shows(seen)

    try:
        told: Any = find(teller.stories(len(story) - 1), does, settings=_quiet(stories))
    except NoSuchExample:
        return story
    found: Story = told
    return found


def examples(book: Rulebook, looked: Looked) -> Mapping[str, Story]:
    """For each clause that decided something, the smallest story in which it does and the deal is decided."""

    def of(id: str) -> Callable[[Observed], bool]:
        return lambda seen: id in seen.decided and seen.answer.status != "needs-ruling"

    return {
        clause.id: smallest(book, looked.shown[clause.id], of(clause.id))
        for clause in book.clauses
        if clause.id in looked.shown
    }


def _quiet(stories: int) -> settings:
    return settings(
        max_examples=stories,
        database=None,
        deadline=None,
        derandomize=True,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
