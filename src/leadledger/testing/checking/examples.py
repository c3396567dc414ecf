"""Examples: for each clause of a rulebook a short story whose answer it changes."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from leadledger.events import Event
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.without import without
from leadledger.testing.checking.observing import Observed, observed
from leadledger.testing.checking.removing import changes_the_answer
from leadledger.testing.checking.telling import Teller

Story = tuple[Event, ...]
SHORT = 1_500
"""How many stories a short search looks at."""


def size(story: Story) -> tuple[int, int]:
    """How long a story is: its entries, and what they state."""
    return len(story), sum(len(event.model_fields_set) for event in story)


class Shown:
    """The clauses of a rulebook, and which of them a story shows at work."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self._less = {clause.id: without(book, clause.id) for clause in book.clauses}

    def shows(self, id: str, story: Story, seen: Observed | None) -> bool:
        """Whether the clause decides something in the story, and the deal would come to something else without it."""
        if seen is None or id not in self._less or id not in seen.decided or seen.answer.status == "needs-ruling":
            return False
        return changes_the_answer(seen.answer, story, self._less[id])


def short_examples(book: Rulebook, *, stories: int = SHORT) -> Mapping[str, Story]:
    """For each clause the shortest story that shows it, of so many told by chance (always the same ones).

    >>> from leadledger.rulebook.library import rulebooks
    >>> found = short_examples(rulebooks["sales-office"], stories=100)
    >>> [event.type for event in found["closer"]]
    ['SubscriptionSigned']
    """
    teller, shown, chance = Teller(book), Shown(book), Random(0)  # noqa: S311  # chance that repeats itself is meant
    found: dict[str, Story] = {}
    for _ in range(stories):
        story = teller.by_chance(chance)
        seen = None if story is None else observed(book, story)
        if story is None or seen is None:
            continue
        for id in seen.decided:
            if (id not in found or size(story) < size(found[id])) and shown.shows(id, story, seen):
                found[id] = story
    return {clause.id: found[clause.id] for clause in book.clauses if clause.id in found}
