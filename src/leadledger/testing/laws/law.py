"""A law of split rules, what breaks it, and a rulebook to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from inspect import getdoc
from typing import TYPE_CHECKING

from leadledger.dossier import History
from leadledger.errors import LeadledgerError
from leadledger.events import Event
from leadledger.ledger.office import Office, Refused
from leadledger.ledger.pure_books import books
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook

if TYPE_CHECKING:
    from leadledger.plan import Plan
    from leadledger.projections.books import Books

Story = tuple[Event, ...]
Answer = Attribution | LeadledgerError
"""What a deal comes to, or the refusal to decide it."""
Answers = Mapping[str, Answer]
_KEPT = 16
"""Of how many histories the answers are kept, while they are asked for again and again."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A counter-example: under *book* the *law* does not hold of *history*.

    *why* is a key, with *facts* for its text (:mod:`leadledger.texts.laws`). *changed* is the history that the law
    compares with, if any; *before* and *after* are what the deal in question comes to in the one and in the other.
    """

    law: str
    book: Rulebook = field(repr=False)
    history: Story = field(repr=False)
    why: str
    facts: Mapping[str, object]
    before: Answer | None = field(default=None, repr=False)
    after: Answer | None = field(default=None, repr=False)
    changed: Story = field(default=(), repr=False)

    def tell(self, lang: str = "en") -> str:
        """The counter-example as a story, in *lang*: what was entered, what changed, what each comes to."""
        from leadledger.testing.laws.telling import told  # noqa: PLC0415  # texts are read when they are asked for

        return told(self, lang)

    def __str__(self) -> str:
        return self.tell()


Try = Callable[[], Broken | None]
"""One comparison that a law makes; nothing where it holds."""


class Asked:
    """A rulebook, and a plan if there is one, as laws ask them.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> Asked(rulebooks["sales-office"]).answers(story.events)["d"].owner
    'zhang'
    """

    def __init__(self, book: Rulebook, plan: Plan | None = None) -> None:
        self.book, self.plan = book, plan
        self._kept: dict[int, tuple[Sequence[Event], Answers]] = {}

    def answers(self, events: Sequence[Event], known_at: datetime | None = None) -> Answers:
        """What every closed deal comes to; nothing at all where entries of one id differ."""
        if known_at is None and id(events) in self._kept:
            return self._kept[id(events)][1]
        try:
            found = list(Office(History(events, known_at=known_at), self.book).decide_all())
        except LeadledgerError:
            found = []
        answers = {one.deal or "": one.error if isinstance(one, Refused) else one for one in found}
        if known_at is None:
            if len(self._kept) == _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[id(events)] = events, answers
        return answers

    def decided(self, events: Sequence[Event], known_at: datetime | None = None) -> dict[str, Attribution]:
        """The deals that can be decided, and what they come to."""
        answers = self.answers(events, known_at)
        return {deal: one for deal, one in answers.items() if isinstance(one, Attribution)}

    def books(self, events: Sequence[Event]) -> Books | None:
        """What is posted under the plan; nothing where there is none, or the entries contradict each other."""
        if self.plan is None:
            return None
        try:
            return books(events, rulebook=self.book, plan=self.plan)
        except LeadledgerError:
            return None


@dataclass(frozen=True)
class Law:
    """A law: *tries* gives, for a history, the comparisons that it makes there, lazily; none where it is silent.

    Called with a rulebook and a history it makes them all and returns the first that fails.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing import laws
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li"))
    >>> laws.conservation(rulebooks["sales-office"], story.events)
    >>> len(list(laws.conservation.tries(Asked(rulebooks["sales-office"]), story.events)))
    1
    """

    name: str
    tries: Callable[[Asked, Story], Iterable[Try]]
    costly: bool = False
    """Whether one comparison takes ten times as long as a decision: it keeps a ledger or books."""

    def __call__(self, book: Rulebook, history: Iterable[Event], *, plan: Plan | None = None) -> Broken | None:
        """The first counter-example that the history gives, None where the law holds or is silent."""
        for one in self.tries(Asked(book, plan), in_order(history)):
            if (broken := one()) is not None:
                return broken
        return None

    @property
    def __name__(self) -> str:
        """The name, for pytest's ids."""
        return self.name

    @property
    def says(self) -> str:
        """The law in words: the change of the history, the relation of the answers, and what makes it silent."""
        return (getdoc(self.tries) or "").split("\n>>>")[0].strip()

    def __repr__(self) -> str:
        return f"<law {self.name}>"


def in_order(history: Iterable[Event]) -> Story:
    """The entries in register order."""
    return tuple(sorted(history, key=lambda event: event.registered_at))


def outcome(answer: Answer | None) -> tuple[object, ...]:
    """What a deal comes to, without why: what laws compare."""
    if not isinstance(answer, Attribution):
        return (type(answer).__name__,)
    consequences = [(one.kind, one.payee, one.figure, one.missing is None) for one in answer.consequences]
    shares = (dict(answer.credit), dict(answer.commission), dict(answer.on_top))
    return (answer.status, answer.owner, *shares, consequences)


def part_of(agent: str, answer: Attribution) -> tuple[object, object]:
    """What an agent has of a deal: the commission and what is paid on top of it, then the credit."""
    return answer.commission.get(agent, 0) + answer.on_top.get(agent, 0), answer.credit.get(agent, 0)


def gains(agent: str, before: Attribution, after: Attribution) -> bool:
    """Whether an agent has more commission by the second answer, or as much of it and more credit."""
    return part_of(agent, after) > part_of(agent, before)
