"""The examples of a rulebook: kept beside the books that come with leadledger, told on demand for others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leadledger.events import Event
from leadledger.rulebook import Rulebook, rulebooks
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.explain.entries import effect_in_facts
from leadledger.rulebook.library import examples_kept
from leadledger.rulebook.without import as_it_stands
from leadledger.testing.checking.examples import Shown, short_examples
from leadledger.testing.checking.observing import Observed, observed
from leadledger.testing.checking.wording import told, words_for
from leadledger.texts import Catalogue
from leadledger.texts.register import EFFECTS


@dataclass(frozen=True, slots=True)
class Example:
    """A story that shows a clause at work."""

    story: tuple[Event, ...]
    seen: Observed

    def lines(self, clause: Clause, said: Catalogue) -> Iterator[str]:
        """The story in words, what the clause says of it, and what the deal comes to."""
        answer = self.seen.answer
        story, words = told(answer, said), words_for(answer.rulebook, said)
        yield from story.lines
        for line in answer.register.lines:
            if line.clause == clause.id:
                key, facts = effect_in_facts(line, answer)
                yield f"→ {words.text(EFFECTS.get(key, key), facts)}"
        for one in answer.because:
            if one.clause.id == clause.id:
                yield f"→ {words.reason(one.reason)}"
        yield f"→ {story.comes_to}"


def examples_of(book: Rulebook) -> Mapping[str, Example]:
    """For each clause the story that shows it under this very book; none where none is known or was found."""
    book = as_it_stands(book)
    ours = book.name in rulebooks and rulebooks[book.name].digest == book.digest
    kept: Mapping[str, tuple[Event, ...]] = examples_kept(book.name) if book.name in rulebooks else {}
    stories = kept if ours and kept else {**short_examples(book), **kept}
    shown = Shown(book)
    found: dict[str, Example] = {}
    for id, story in stories.items():
        seen = observed(book, story)
        if seen is not None and (ours or shown.shows(id, story, seen)):
            found[id] = Example(story, seen)
    return found
