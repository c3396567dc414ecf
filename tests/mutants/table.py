"""Which story catches which mutant: worked out, and written as a page of the docs.

``python -m tests.mutants.table`` writes the page anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from leadledger.dossier import History
from leadledger.errors import LeadledgerError
from leadledger.events import Event
from leadledger.ledger import Office
from leadledger.rulebook.rulebook import Rulebook
from tests.mutants import awards, claims, facts, splits
from tests.mutants.engine import Mutant
from tests.scenarios.reading import STORIES, Told
from tests.strategies import read

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "readings-and-mutants.md"
OF_RULES = (*facts.MUTANTS, *claims.MUTANTS, *awards.MUTANTS)
HEAD = """# Each reading, and what would notice if it changed

The rules leave room for readings; each row is one of them.
The tests change the library so that it reads this one thing otherwise, and at least one story then has another answer.
This page is written by `python -m tests.mutants.table`, and a test sees that it is fresh.

| section | reading | read otherwise | caught by |
|---|---|---|---|
"""


@cache
def events_of(number: int) -> list[Event]:
    """The events of a story, through JSON."""
    return read(STORIES[number].history)


def answer(number: int, book: Rulebook) -> str:
    """What a story comes to under a rulebook, in the fields it cares for; a refusal by its sentence."""
    story = STORIES[number]
    known_at = None if story.known_at is None else datetime.fromisoformat(story.known_at)
    try:
        found = Office(History(events_of(number), known_at=known_at), book).decide(story.deal).to_dict()
    except LeadledgerError as error:
        return str(error)
    return json.dumps({name: found[name] for name in story.expect})


@cache
def caught_by(mutant: Mutant) -> Told | None:
    """The story that tells the mutant from the library: the shortest there is."""
    with mutant.alive() as book:
        for number in shortest_first():
            if answer(number, book) != json.dumps(STORIES[number].expect):
                return STORIES[number]
    return None


@cache
def shortest_first() -> tuple[int, ...]:
    """The stories' numbers, the shortest history first."""
    return tuple(sorted(range(len(STORIES)), key=lambda number: (len(STORIES[number].history), number)))


@cache
def split_caught_by(mutant: Mutant) -> str | None:
    """The amount that tells a mutant of the split from the library."""
    plain = splits.splits()
    with mutant.alive():
        changed = splits.splits()
    return next((name for name in plain if plain[name] != changed[name]), None)


def rows() -> Iterator[str]:
    """The lines of the table."""
    for mutant in OF_RULES:
        yield row(mutant, str(caught_by(mutant)))
    for mutant in splits.MUTANTS:
        yield row(mutant, f"splits: {split_caught_by(mutant)}")


def row(mutant: Mutant, story: str) -> str:
    """One line of the table."""
    return f"| {mutant.section} | {mutant.reading} | {mutant.change()} | {story} |\n"


def page() -> str:
    """The page as it must stand."""
    return HEAD + "".join(rows())


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
