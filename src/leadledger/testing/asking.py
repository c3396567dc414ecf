"""Questions to a story: what a deal comes to, who owns a customer, whether one more entry is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from leadledger import ledger as ledgers
from leadledger.errors import LeadledgerError
from leadledger.events import Event
from leadledger.ledger.moves import closed_in_either, moves
from leadledger.ledger.pure_books import books
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.drafts import Draft, instant
from leadledger.testing.stories import Story
from leadledger.values import Money


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: an *answer*, or the *refusal*; for an entry the deals whose decision it *moved*.

    *amounts* works out what the books give each payee, which takes longer than the answer.
    """

    answer: Attribution | None = None
    refusal: LeadledgerError | None = None
    moved: tuple[str, ...] = ()
    amounts: Callable[[], Mapping[str, Money]] | None = None


class Question(Protocol):
    """Something to ask of a story."""

    def ask(self, story: Story) -> Found:
        """What the story answers."""
        ...


@dataclass(frozen=True, slots=True)
class Decide:
    """What a *deal* comes to."""

    deal: str
    known_at: datetime | str | None = None
    rulebook: Rulebook | None = None
    settings: Mapping[str, object] | None = None

    def ask(self, story: Story) -> Found:
        """The decision, or why there is none."""
        try:
            answer = story.decide(self.deal, rulebook=self.rulebook, settings=self.settings, known_at=self.known_at)
        except LeadledgerError as refusal:
            return Found(refusal=refusal)
        return Found(answer, amounts=partial(self._amounts, story, answer.rulebook))

    def _amounts(self, story: Story, book: Rulebook) -> Mapping[str, Money]:
        at = None if self.known_at is None else instant(self.known_at, story.zone)
        return books(story.events, rulebook=book, plan=story.plan, known_at=at).amounts(self.deal)

    def __str__(self) -> str:
        return f"deal {self.deal}" + ("" if self.known_at is None else f" as known at {self.known_at}")


@dataclass(frozen=True, slots=True)
class Owner:
    """Who would own a *customer* who bought at that time, from nobody in particular."""

    customer: str
    at: datetime | str

    def ask(self, story: Story) -> Found:
        """The owner, or why nobody can say."""
        try:
            return Found(story.owner(self.customer, self.at))
        except LeadledgerError as refusal:
            return Found(refusal=refusal)

    def __str__(self) -> str:
        return f"the owner of customer {self.customer} at {self.at}"


@dataclass(frozen=True, slots=True)
class Record:
    """Whether a ledger that holds the story takes one more *entry*."""

    entry: Draft | Event

    def ask(self, story: Story) -> Found:
        """The deals that the entry moves, or why it is refused."""
        more = story.and_then(self.entry).events[-1]
        with ledgers.open(":memory:", clock=lambda: more.registered_at) as ledger:
            ledger.import_events(story.events, rulebook=story.rulebook)
            before, book = ledger.head().size, story.rulebook
            try:
                ledger.import_events([more], rulebook=book)
            except LeadledgerError as refusal:
                return Found(refusal=refusal)
            was, now = ledger.office(rulebook=book, upto=before), ledger.office(rulebook=book)
            return Found(moved=tuple(one.deal for one in moves(was, now, closed_in_either(was, now))))

    def __str__(self) -> str:
        return "the entry"


def decide(
    deal: str,
    *,
    known_at: datetime | str | None = None,
    rulebook: Rulebook | None = None,
    settings: Mapping[str, object] | None = None,
) -> Decide:
    """Ask what a deal comes to, as known at a time (at the end, if none is said), under a rulebook or its settings."""
    return Decide(deal, known_at, rulebook, settings)


def owner(customer: str, *, at: datetime | str) -> Owner:
    """Ask who would own a customer at a time."""
    return Owner(customer, at)


def record(entry: Draft | Event) -> Record:
    """Ask whether one more entry would be taken, and which deals it would move."""
    return Record(entry)
