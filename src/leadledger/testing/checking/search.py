"""Searching: many stories under a rulebook, and the smallest of each kind that shows something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from hypothesis import HealthCheck, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from leadledger.events import Event, to_json
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.checking.examples import Shown, short_examples, size
from leadledger.testing.checking.fields import AGENT_IDS
from leadledger.testing.checking.observing import Mark, Observed, What, observed
from leadledger.testing.checking.telling import LONGEST_AFTER, Draft, Teller

STORIES = 5_000
"""How many stories are looked at, unless it is said."""
AGAIN = 3_000
"""How many are looked at to find a smaller story of a kind."""
# Hypothesis prefers numbers that stand in the modules a process has imported. None are so great as these, and so every
# process draws the same.
_FAR = int.from_bytes(b"leadledger's stories")
_AGENT = re.compile(rf'"({"|".join(AGENT_IDS)})"')
K = TypeVar("K")
Story = tuple[Event, ...]


@dataclass(slots=True)
class Looked:
    """What a look at many stories showed.

    *stories* is how many could be told, *decided* in how many of them each clause decided something, *beaten* in how
    many it applied and another was preferred; *found* has a story for each mark, *behind* one for each clause beaten.
    """

    stories: int = 0
    decided: Counter[str] = field(default_factory=Counter[str])
    beaten: Counter[str] = field(default_factory=Counter[str])
    found: dict[Mark, Story] = field(default_factory=dict[Mark, Story])
    behind: dict[str, Story] = field(default_factory=dict[str, Story])

    def take(self, story: Story, seen: Observed) -> None:
        """Count a story, and keep it where it is the shortest so far of its kind."""
        self.stories += 1
        self.decided.update(seen.decided)
        self.beaten.update(seen.beaten)
        for mark in seen.marks:
            _keep(self.found, mark, story)
        for id in seen.beaten:
            _keep(self.behind, id, story)


def _keep(found: dict[K, Story], key: K, story: Story) -> None:
    if key not in found or size(story) < size(found[key]):
        found[key] = story


def look(book: Rulebook, *, stories: int = STORIES) -> Looked:
    """A look at so many stories, always the same ones for the same rulebook.

    >>> from leadledger.rulebook.library import rulebooks
    >>> looked = look(rulebooks["sales-office"], stories=50)
    >>> looked.decided["closer"] > 0
    True
    """
    looked, teller, chance = Looked(), Teller(book), Random(0)  # noqa: S311  # chance that repeats itself is meant
    for _ in range(stories):
        story = teller.by_chance(chance)
        seen = None if story is None else observed(book, story)
        if story is not None and seen is not None:
            looked.take(story, seen)
    return looked


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found under a rulebook: *what*, of which *clauses*, and the smallest *story* that shows it, if any."""

    what: What
    clauses: tuple[str, ...]
    story: Story
    seen: Observed | None

    @property
    def at_fault(self) -> bool:
        """Whether somebody has to put the document right: not where it settles or leaves it itself."""
        return self.what not in ("settled", "left", "needs-finding")


def findings(book: Rulebook, looked: Looked) -> Iterator[Finding]:
    """What a look at many stories found, each with its smallest story: collisions first, then what never decides."""
    for mark in sorted(looked.found, key=lambda mark: (_ORDER.index(mark.what), _places(book, mark.clauses))):
        story = smallest(book, looked.found[mark], _marked(mark))
        yield Finding(mark.what, mark.clauses, story, observed(book, story))
    for clause in book.clauses:
        if looked.decided[clause.id]:
            continue
        story = looked.behind.get(clause.id, ())
        if story:
            story = smallest(book, story, _beaten(clause.id))
        yield Finding("never-decides", (clause.id,), story, observed(book, story) if story else None)


_ORDER: tuple[What, ...] = ("collision", "no-clause", "sums", "settled", "left", "needs-finding")


def _places(book: Rulebook, clauses: tuple[str, ...]) -> list[int]:
    places = {clause.id: place for place, clause in enumerate(book.clauses)}
    return [places[id] for id in clauses]


def _marked(mark: Mark) -> Callable[[Story, Observed], bool]:
    return lambda _, seen: mark in seen.marks


def _beaten(id: str) -> Callable[[Story, Observed], bool]:
    return lambda _, seen: id in seen.beaten


def smallest(book: Rulebook, story: Story, shows: Callable[[Story, Observed], bool], *, stories: int = AGAIN) -> Story:
    """The smallest story of entries of these types that shows the same; the story itself where none is found."""
    teller = Teller(book, like=story)

    def does(one: Story | None) -> bool:
        seen = None if one is None or len(one) > len(story) else observed(book, one)
        return one is not None and seen is not None and shows(one, seen)

    try:
        told: Any = find(_stories(teller, len(story) - 1), does, settings=_quiet(stories))
    except NoSuchExample:
        return story
    found: Story = told
    named = _renamed(found)
    return named if does(named) else found


def _renamed(story: Story) -> Story:
    """The story with its agents called by their names in the order in which they appear."""
    lines = [to_json(event) for event in story]
    names = dict.fromkeys(_AGENT.findall("".join(lines)))
    called = dict(zip(names, AGENT_IDS, strict=False))
    renamed = [_AGENT.sub(lambda found: f'"{called[found[1]]}"', line) for line in lines]
    return tuple(type(event).model_validate_json(line) for event, line in zip(story, renamed, strict=True))


def _stories(teller: Teller, longest: int) -> st.SearchStrategy[Any]:
    """Stories of at most *longest* entries beside the closing, for Hypothesis to make smaller."""

    @st.composite
    def drafts(draw: st.DrawFn, models: Sequence[type[Event]]) -> Draft:
        def pick(options: Sequence[Any]) -> Any:
            return options[draw(st.integers(_FAR, _FAR + len(options) - 1)) - _FAR]

        return teller.draft(pick(models), pick)

    def lists(models: Sequence[type[Event]], most: int) -> st.SearchStrategy[list[Draft]]:
        return st.lists(drafts(models), max_size=most) if models else st.just([])

    before, after = lists(teller.before, longest), lists(teller.after, min(longest, LONGEST_AFTER))
    return st.builds(teller.told, before, drafts(teller.closings), after)


def smallest_examples(book: Rulebook, *, stories: int) -> Mapping[str, Story]:
    """For each clause the smallest story that shows it at work, of so many told by chance and then made smaller."""
    shown = Shown(book)
    short = short_examples(book, stories=stories)

    def showing(id: str) -> Callable[[Story, Observed], bool]:
        return lambda story, seen: shown.shows(id, story, seen)

    return {id: smallest(book, story, showing(id)) for id, story in short.items()}


# A story is allowed to be long to find, and many to be thrown away.
_UNASKED = [
    HealthCheck.filter_too_much,
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
]


def _quiet(stories: int) -> settings:
    return settings(
        max_examples=stories,
        database=None,
        deadline=None,
        derandomize=True,
        print_blob=False,
        suppress_health_check=_UNASKED,
    )
