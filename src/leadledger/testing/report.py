"""Checking a rulebook by the laws: a report that says which hold, and tells the smallest story against the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any, Literal

from leadledger.errors import CallInvalid
from leadledger.events import to_json
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.without import as_it_stands
from leadledger.testing.checking.telling import Teller
from leadledger.testing.exhaustive import small_dossiers
from leadledger.testing.laws import ALL, laws_of, same_as
from leadledger.testing.laws.law import Asked, Broken, Law, Story, in_order
from leadledger.testing.laws.shrinking import smaller
from leadledger.testing.laws.telling import lines
from leadledger.texts import catalogue
from leadledger.texts import laws as say

if TYPE_CHECKING:
    from leadledger.plan import Plan

EXAMPLES = 100
"""Of how many stories the laws are asked, unless it is said."""
TRIES = 4
"""How many of the comparisons that a law makes in one story are made: which, is drawn, always the same."""
COSTLY = 5
"""Laws that keep a ledger or books are asked of one story in so many."""
State = Literal["holds", "broken", "waived", "needless-waiver", "silent"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What asking one law showed: in how many *stories* it spoke, how many comparisons it made, what broke it.

    *waived* is the reason for which the rulebook may break it.
    """

    law: str
    stories: int
    comparisons: int
    broken: Broken | None = None
    waived: str | None = None

    @property
    def state(self) -> State:
        """Whether the law holds as far as it was asked, is broken (on purpose, where it is waived), or never spoke."""
        if self.broken is not None:
            return "broken" if self.waived is None else "waived"
        if not self.comparisons:
            return "silent"
        return "holds" if self.waived is None else "needless-waiver"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check showed, law by law; *ok* where none is broken but those that are waived.

    As text it is the report in *lang*, with the smallest story against each law that does not hold.
    """

    book: Rulebook
    stories: int
    checked: tuple[Checked, ...]
    lang: str = field(default="en", repr=False)

    @property
    def ok(self) -> bool:
        """Whether every law holds, or is waived."""
        return not self.broken

    @property
    def broken(self) -> Sequence[Checked]:
        """The laws that are broken and not waived."""
        return [one for one in self.checked if one.state == "broken"]

    def __getitem__(self, law: str) -> Checked:
        for one in self.checked:
            if one.law == law:
                return one
        raise KeyError(law)

    def __str__(self) -> str:
        return self.tell(self.lang)

    def tell(self, lang: str) -> str:
        """The report in English (``en``) or Chinese (``zh``)."""
        return "\n".join(told(self, lang))

    def to_dicts(self) -> list[dict[str, Any]]:
        """One object for each law, in the report's order: law, state, stories, comparisons, waived, story, says."""
        return [as_data(one, self.lang) for one in self.checked]


def check_rulebook(
    book: Rulebook,
    *,
    plan: Plan | None = None,
    like: Rulebook | None = None,
    waive: Mapping[str, str] | None = None,
    examples: int = EXAMPLES,
    laws: Iterable[Law | str] = ALL,
    lang: str = "en",
) -> Report:
    """Ask the laws of a rulebook, over all dossiers of two visits and stories told by chance; always the same ones.

    *plan* is a commission plan to ask with it, *like* a rulebook that it should decide as. *waive* names laws that it
    breaks on purpose, each with the reason, which stands in the report. *examples* is how many stories are told, and
    *laws* are those that are asked, or their names.

    Raises:
        CallInvalid: a waiver names no law, or gives no reason; no law has that name; or no story is to be told.

    >>> from leadledger.rulebook.library import load_rulebook
    >>> report = check_rulebook(load_rulebook("two-month-hold"), examples=20, laws=["conservation"])
    >>> report.ok, report["conservation"].state
    (True, 'holds')
    """
    if examples < 1:
        raise CallInvalid(f"examples is how many stories are told: expected at least 1, got {examples}")
    asked_laws = (*laws_of(laws), *([same_as(like)] if like is not None else ()))
    waivers = _waivers(waive or {}, asked_laws)
    book = as_it_stands(book)
    stories = list(_stories(book, like, examples))
    checked = tuple(replace(_ask(law, book, plan, stories), waived=waivers.get(law.name)) for law in asked_laws)
    return Report(book, len(stories), checked, lang)


def _waivers(waive: Mapping[str, str], laws: Sequence[Law]) -> Mapping[str, str]:
    names = [law.name for law in laws]
    for name, reason in waive.items():
        if name not in names:
            raise CallInvalid(f"waive names {name!r}, which is no law asked; the laws are: {', '.join(names)}")
        if not str(reason).strip():
            raise CallInvalid(f"waive gives no reason for {name!r}: say why the rulebook breaks it on purpose")
    return waive


def _stories(book: Rulebook, like: Rulebook | None, examples: int) -> Iterator[Story]:
    """Small dossiers first, where the book reads visits; then stories told by chance from what the documents read."""
    yield from islice(small_dossiers(book, visits=2, agents=2), max(0, examples // 2))
    tellers = [Teller(one) for one in (book, like) if one is not None]
    chance = Random(0)  # noqa: S311  # chance that repeats itself is meant
    for number in range(examples):
        story = tellers[number % len(tellers)].by_chance(chance)
        if story is not None:
            yield in_order(story)


def _ask(law: Law, book: Rulebook, plan: Plan | None, stories: Sequence[Story]) -> Checked:
    asked, spoke, comparisons = Asked(book, plan), 0, 0
    found: Broken | None = None
    for number, story in enumerate(stories):
        if (law.costly and number % COSTLY) or (found is not None and len(story) >= len(found.history)):
            continue
        tries = list(law.tries(asked, story))
        chance = Random(number)  # noqa: S311  # as above
        for one in tries if len(tries) <= TRIES else chance.sample(tries, TRIES):
            comparisons += 1
            if (broken := one()) is not None:
                found = broken
                break
        spoke += bool(tries)
    return Checked(law.name, spoke, comparisons, None if found is None else smaller(law, found, plan=plan))


def told(report: Report, lang: str) -> Iterator[str]:
    """The report line by line: a line for each law, then the stories against those that are broken."""
    said = catalogue(lang)
    yield said(say.HEAD).format(
        book=said.of_book(report.book.title),
        version=report.book.version,
        laws=len(report.checked),
        stories=report.stories,
    )
    for one in report.checked:
        yield f"- {one.law}: {said(say.TITLES[one.law])} — {said(STATES[one.state])} ({one.comparisons})"
    for one in report.checked:
        if one.broken is not None or one.waived is not None:
            yield ""
            yield from of_law(one, lang)
    yield ""
    yield summed_up(report, lang)


def of_law(one: Checked, lang: str) -> Iterator[str]:
    """What is told of a law that is broken or waived."""
    said = catalogue(lang)
    yield f"{one.law}: {said(say.TITLES[one.law])} — {said(STATES[one.state])}"
    if one.waived is not None:
        text = say.WAIVER if one.broken is not None else say.WAIVED_NEEDLESSLY
        yield said(text).format(reason=one.waived)
    if one.broken is not None:
        yield from lines(one.broken, lang)


def summed_up(report: Report, lang: str) -> str:
    """How many laws are broken, and how many of them on purpose."""
    said = catalogue(lang)
    found: list[str] = []
    for text, state in ((say.BREAKS, "broken"), (say.ON_PURPOSE, "waived")):
        count = sum(one.state == state for one in report.checked)
        if count:
            found.append(said.plural(text.one, text.many, count).format(count=count))
    return " ".join(found) or said(say.ALL_HOLD)


def as_data(one: Checked, lang: str) -> dict[str, Any]:
    """What a law showed, as plain data."""
    broken = one.broken
    return {
        "law": one.law,
        "state": one.state,
        "stories": one.stories,
        "comparisons": one.comparisons,
        "waived": one.waived,
        "story": [] if broken is None else [json.loads(to_json(event)) for event in broken.history],
        "says": "" if broken is None else "\n".join(lines(broken, lang)),
    }


STATES: Mapping[State, str] = {
    "holds": say.HOLDS,
    "broken": say.BROKEN,
    "waived": say.WAIVED,
    "needless-waiver": say.NEEDLESS,
    "silent": say.SILENT,
}
