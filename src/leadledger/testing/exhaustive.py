"""Exhaustive small scope: every dossier of a few visits, once for all that differ only in their agents' names.

Where a law holds of all of them, "no counter-example up to this size" is a proof, for the moods and gaps listed here
and for rules to which agents are alike (:data:`leadledger.testing.laws.anonymity`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Literal, NamedTuple, get_args

from leadledger.errors import CallInvalid
from leadledger.events import CustomerRegistered, Event, SubscriptionSigned, VisitReceived
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.checking.fields import AGENT_IDS, BUYER, DEAL, UNIT
from leadledger.testing.checking.telling import FIRST_DAY
from leadledger.testing.laws import conservation, determinism, laws_of
from leadledger.testing.laws.law import Asked, Broken, Law, Story

Mood = Literal["registered", "plain", "forgot", "asked_for", "named", "declined"]
"""What a step is: a registration without a visit, a visit that says nothing, or one with a wish; the last three name
somebody."""
MOODS: tuple[Mood, ...] = get_args(Mood)
SILENT: tuple[Mood, ...] = ("registered", "plain", "forgot")
DAY = timedelta(days=1)
_AGENTS = (*AGENT_IDS, "chen", "zhao", "sun")


class Step(NamedTuple):
    """One visit or registration: its mood, who received it, and whom it names; agents by the order of appearance."""

    mood: Mood
    receiver: int
    named: int | None = None


class Shape(NamedTuple):
    """A dossier but for names and days: its steps, and who closes."""

    steps: tuple[Step, ...]
    closer: int


def shapes(*, visits: int, agents: int) -> Iterator[Shape]:
    """Every shape of exactly so many steps, over at most so many agents, canonical: a new agent is the next one.

    >>> [shape.closer for shape in shapes(visits=0, agents=2)]
    [0]
    >>> len(list(shapes(visits=1, agents=1))), len(list(shapes(visits=2, agents=2)))
    (6, 324)
    """
    for steps, known in _steps(visits, agents):
        for closer in range(min(known + 1, agents)):
            yield Shape(steps, closer)


def _steps(visits: int, agents: int) -> Iterator[tuple[tuple[Step, ...], int]]:
    """The steps, and how many agents have appeared in them."""
    if not visits:
        yield (), 0
        return
    for before, known in _steps(visits - 1, agents):
        for receiver in range(min(known + 1, agents)):
            now = max(known, receiver + 1)
            for mood in SILENT:
                yield (*before, Step(mood, receiver)), now
            for mood in MOODS[len(SILENT) :]:
                for named in range(min(now + 1, agents)):
                    yield (*before, Step(mood, receiver, named)), max(now, named + 1)


def told(shape: Shape, book: Rulebook, *, gap: timedelta = DAY) -> Story:
    """The shape as entries: one step each *gap* from 2 March 2026, ten in the morning, and then the closing."""
    at = datetime.combine(FIRST_DAY, time(10), book.terms.timezone)
    events: list[Event] = []
    for step in shape.steps:
        events.append(_event(step, at))
        at += gap
    closing = SubscriptionSigned(occurred_at=at, deal=DEAL, customer=BUYER, unit=UNIT, agent=_AGENTS[shape.closer])
    return (*events, closing)


@cache
def _event(step: Step, at: datetime) -> Event:
    agent, other = _AGENTS[step.receiver], _AGENTS[step.named or 0]
    match step.mood:
        case "registered":
            return CustomerRegistered(occurred_at=at, customer=BUYER, agent=agent)
        case "plain":
            return VisitReceived(occurred_at=at, customer=BUYER, agent=agent)
        case "forgot":
            return VisitReceived(occurred_at=at, customer=BUYER, agent=agent, forgot=True)
        case "asked_for":
            return VisitReceived(occurred_at=at, customer=BUYER, agent=agent, asked_for=other)
        case "named":
            return VisitReceived(occurred_at=at, customer=BUYER, agent=agent, named=(other,))
        case "declined":
            return VisitReceived(occurred_at=at, customer=BUYER, agent=agent, declined=(other,))


def speaks_of_visits(book: Rulebook) -> bool:
    """Whether the book reads visits, and a subscription closes its deals."""
    return "VisitReceived" in book.scope.types and "SubscriptionSigned" in book.scope.closes


def small_dossiers(book: Rulebook, *, visits: int, agents: int, gap: timedelta = DAY) -> Iterator[Story]:
    """Every dossier of up to so many visits, the shorter first; none where the book does not speak of visits.

    >>> from leadledger.rulebook.library import rulebooks
    >>> len(list(small_dossiers(rulebooks["sales-office"], visits=1, agents=3)))
    22
    """
    if speaks_of_visits(book):
        for count in range(visits + 1):
            for shape in shapes(visits=count, agents=agents):
                yield told(shape, book, gap=gap)


@dataclass(frozen=True, slots=True)
class Scope:
    """What was looked through: all *dossiers* of up to *visits* visits over *agents* agents, and what broke a law.

    *broken* is nothing where every law holds of all of them.
    """

    visits: int
    agents: int
    dossiers: int
    comparisons: int
    broken: Broken | None

    @property
    def holds(self) -> bool:
        """Whether there is no counter-example of that size."""
        return self.broken is None

    def __str__(self) -> str:
        visits, agents = _counted(self.visits, "visit"), _counted(self.agents, "agent")
        size = f"{self.dossiers:,} dossiers of up to {visits} over {agents}"
        if self.broken is None:
            return f"No counter-example among {size} ({self.comparisons:,} comparisons)."
        return f"{self.broken.law} is broken within {size}:\n{self.broken}"


def exhaustive(
    book: Rulebook,
    *,
    visits: int = 2,
    agents: int = 3,
    laws: Iterable[Law | str] = (conservation, determinism),
    gaps: Iterable[timedelta] = (DAY,),
    progress: Callable[[int], None] | None = None,
) -> Scope:
    """Ask the laws of every dossier up to that size, all the comparisons they make; stops at the first that fails.

    The shorter dossiers come first, so that the counter-example has the fewest visits there can be.
    *laws* are the laws or their names; *gaps* the times between steps, each tried for all of them; *progress* is told
    how many dossiers are done.

    Raises:
        CallInvalid: the numbers make no sense, no law has that name, or the book does not speak of visits that end in
            a subscription.

    >>> from leadledger.rulebook.library import rulebooks
    >>> print(exhaustive(rulebooks["sales-office"], visits=1, agents=2, laws=["conservation"]))
    No counter-example among 19 dossiers of up to 1 visit over 2 agents (19 comparisons).
    """
    if visits < 0 or not 1 <= agents <= len(_AGENTS):
        raise CallInvalid(f"exhaustive: expected visits of at least 0 and 1 to {len(_AGENTS)} agents")
    if not speaks_of_visits(book):
        raise CallInvalid(f"rulebook {book.name!r} does not speak of visits that end in a subscription")
    asked, asked_laws, dossiers, comparisons = Asked(book), laws_of(laws), 0, 0
    for gap in gaps:
        for story in small_dossiers(book, visits=visits, agents=agents, gap=gap):
            dossiers += 1
            for law in asked_laws:
                for one in law.tries(asked, story):
                    comparisons += 1
                    if (broken := one()) is not None:
                        return Scope(visits, agents, dossiers, comparisons, broken)
            if progress is not None:
                progress(dossiers)
    return Scope(visits, agents, dossiers, comparisons, None)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
