"""A rulebook, ready to judge: its terms and its clauses by stage."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from leadledger.dossier import ClosesWith, Scope
from leadledger.errors import RulebookGap
from leadledger.events import Event
from leadledger.events.declared import EventTypes
from leadledger.rulebook.changes import Setting
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.deadlines import Deadlines
from leadledger.rulebook.governs import Governs
from leadledger.rulebook.register import Rule
from leadledger.values import RemainderRule, Window


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms the engine itself needs.

    The office's zone, what closes a deal, what a register entry is, how long a wish is good (None: for good), how an
    amount is split, and the event types whose entries count also when they come after the closing.
    """

    timezone: ZoneInfo
    closes_with: ClosesWith
    register_entries: frozenset[str]
    wish_validity: Window | None
    remainder: RemainderRule
    counts_after_closing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Article:
    """A statement of the rulebook that is no clause of a kind: what terms mean, and where it is written."""

    id: str
    cite: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    terms: tuple[str, ...]
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a book's parameters stay the same: from *since* until the next.

    *book* has their values, None where *missing* names those that have none on these days.
    """

    since: date
    book: Rulebook | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Rulebook:
    """A written rulebook: *document* is what it says, *digest* the SHA-256 of exactly that.

    *ranks* are the award clauses of each rank together, *rules* the register clauses by the event types they read,
    *events* the event types that it declares, *settings* what was put in place of the document's own parameters
    (nothing, for the book as written), *governs* when and for what it is in force, *disputes* by when they are opened,
    answered and ruled on. Where parameters have a history, the
    book has the latest values, and :meth:`on` those of a day.

    >>> from leadledger.rulebook.library import rulebooks
    >>> rulebooks["sales-office"].clause("declined").cite
    '5.3.2'
    """

    name: str
    version: str
    title: Mapping[str, str]
    document: Mapping[str, object]
    digest: str
    terms: Terms
    articles: tuple[Article, ...]
    party: Clause | None
    reading: tuple[Clause, ...]
    register: tuple[Clause, ...]
    award: tuple[Clause, ...]
    ranks: tuple[tuple[Clause, ...], ...]
    sharing: tuple[Clause, ...]
    on_top: tuple[Clause, ...]
    consequences: tuple[Clause, ...]
    suspense: Clause | None
    scope: Scope
    rules: Mapping[str, tuple[Rule, ...]]
    events: EventTypes
    settings: Mapping[str, Setting]
    governs: Governs
    disputes: Deadlines | None = None
    spans: tuple[Span, ...] = ()

    def __repr__(self) -> str:
        return f"Rulebook(name={self.name!r}, version={self.version!r}, digest={self.digest!r})"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Show no more than that where Hypothesis or IPython print it, and not all that the document is read into."""
        printer.text(repr(self))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, stage by stage, in the document's order."""
        party = () if self.party is None else (self.party,)
        suspense = () if self.suspense is None else (self.suspense,)
        following = (*self.sharing, *self.on_top, *suspense, *self.consequences)
        return (*party, *self.reading, *self.register, *self.award, *following)

    def event(self, name: str) -> Callable[..., Event]:
        """The event type of that name that the book declares, to make entries of.

        Raises:
            KeyError: it declares none.
        """
        return self.events[name]

    @property
    def plugins(self) -> Mapping[str, str]:
        """The plugins whose kinds its clauses use, by name, with their versions."""
        return dict(sorted(clause.plugin for clause in self.clauses if clause.plugin is not None))

    def clause(self, name: str) -> Clause:
        """The clause of that id.

        Raises:
            KeyError: there is none.
        """
        for clause in self.clauses:
            if clause.id == name:
                return clause
        raise KeyError(name)

    def on(self, day: date) -> Rulebook:
        """The book with the values its parameters have on a day; itself, where they have no history.

        Raises:
            RulebookGap: a parameter has no value on that day.
        """
        if not self.spans:
            return self
        span = self.spans[bisect_right(self.spans, day, key=_since) - 1]
        if span.book is None:
            raise RulebookGap(
                f"rulebook {self.name!r} version {self.version!r} gives {' and '.join(span.missing)} no value on {day}"
            )
        return span.book


def _since(span: Span) -> date:
    return span.since
