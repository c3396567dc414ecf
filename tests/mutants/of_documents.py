"""Which law, scenario or comparison catches which mutant of the seed's document: worked out, and written as a page.

``python -m tests.mutants.of_documents`` writes the page anew; with ``--check`` it says whether it is fresh (exit 1).
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leadledger.errors import RulebookInvalid
from leadledger.testing.laws import ALL
from leadledger.testing.report import check_rulebook
from leadledger.testing.waivers import waivers_of
from tests.mutants.documents import SAME, SEED, mutants
from tests.mutants.engine import Mutant
from tests.mutants.table import answer, shortest_first
from tests.scenarios.reading import STORIES

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "laws-and-mutants.md"
WAIVED = waivers_of("sales-office")
LAWS = [law for law in ALL if law.name not in WAIVED]
STORIES_ASKED, STORIES_COMPARED, STORIES_LONG = 25, 300, 2_500
HEAD = """# Which law catches which mutant

The testing kit is tested by rulebooks that are wrong: each row is the sales office's document with one thing changed.
A mutant is caught by a *law* where the changed rulebook breaks one that the sales office's own does not break; by a
*scenario* of our own tests that then has another answer; or *beside the original*, by the law `same-as`, with a story
of so many events.
Most changes make other rules that are sound in themselves: no law can know that a fifth was meant and not a tenth.
These need an example or a rulebook to be like, and that is what scenarios and `check_rulebook(book, like=...)` are for.

This page is written by `python -m tests.mutants.of_documents`, and a test sees that it is fresh.

"""


@dataclass(frozen=True)
class Caught:
    """What catches a mutant: laws by name, a scenario, and how many events the story beside the original has."""

    laws: tuple[str, ...]
    scenario: str
    beside: int | None

    def __bool__(self) -> bool:
        return bool(self.laws or self.scenario or self.beside)


@cache
def caught(mutant: Mutant) -> Caught:
    """What catches a mutant. A document that is refused when it is read is caught by that alone."""
    try:
        book = mutant.book()
    except RulebookInvalid:
        return Caught(("refused when read",), "", None)
    report = check_rulebook(book, laws=LAWS, examples=STORIES_ASKED)
    laws, scenario = tuple(one.law for one in report.broken), _scenario(mutant)
    found = beside(mutant)
    if found is None and not (laws or scenario):
        found = beside(mutant, STORIES_LONG)
    return Caught(laws, scenario, found)


def beside(mutant: Mutant, stories: int = STORIES_COMPARED) -> int | None:
    """How many events the smallest story has that it decides otherwise than the original does."""
    report = check_rulebook(mutant.book(), like=SEED, laws=(), examples=stories)
    broken = report["same-as"].broken
    return None if broken is None else len(broken.history)


def _scenario(mutant: Mutant) -> str:
    book = mutant.book()
    for number in shortest_first():
        if answer(number, book) != json.dumps(STORIES[number].expect):
            return str(STORIES[number])
    return ""


def page() -> str:
    """The page as it must stand."""
    rows = [(one, caught(one)) for one in mutants()]
    by_law = sum(bool(found.laws) for _, found in rows)
    by_scenario, by_story = sum(bool(found.scenario) for _, found in rows), sum(bool(found.beside) for _, found in rows)
    lines = [
        HEAD,
        f"Of {len(rows)} mutants {sum(bool(found) for _, found in rows)} are caught: ",
        f"{by_law} by a law or when it is read, {by_scenario} by a scenario, {by_story} beside the original.\n",
        "Where a row has no number in the end, chance met no story that tells the two apart.\n\n",
        "| what is changed | kind | caught by the laws | by the scenario | beside the original: events of a story |\n",
        "|---|---|---|---|---|\n",
    ]
    for one, found in rows:
        laws = ", ".join(f"`{name}`" for name in found.laws)
        lines.append(f"| {one.reading} | {one.section} | {laws} | {found.scenario} | {found.beside or ''} |\n")
    lines += ["\n## Changes that change nothing\n\n", "| what is changed | why nothing follows |\n|---|---|\n"]
    lines += [f"| {says} | {why} |\n" for says, why in SAME.items()]
    return "".join(lines)


if __name__ == "__main__":
    fresh = page()
    if "--check" in sys.argv[1:]:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == fresh else 1)
    PAGE.write_text(fresh, encoding="utf-8")
