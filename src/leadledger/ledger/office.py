"""Deciding: from facts, rulebooks and a question to attributions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from leadledger.dossier import Closing, History, closing_of, gather, would_buy
from leadledger.errors import DealNotClosed, LeadledgerError
from leadledger.events import Event
from leadledger.events.declared import NONE_DECLARED, all_declared
from leadledger.importing.collecting import collected_later
from leadledger.ledger.source import NO_TYPES, InMemory, Source, Types
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.dated import Adoption, Dated, adopted, rulebook_of
from leadledger.rulebook.governing import governing, judging, on_its_day, ways_of_closing
from leadledger.rulebook.judge import judge
from leadledger.rulebook.known_by import OCCASIONS
from leadledger.rulebook.library import DEFAULT, load_rulebook, rulebooks
from leadledger.rulebook.rulebook import Rulebook

_TOGETHER = 256
"""How many deals are asked for at a time: few enough for memory, enough to ask a ledger seldom."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A deal that cannot be decided, and the refusal that says why."""

    deal: str
    error: LeadledgerError


class Office:
    """Facts under their rulebooks, ready for questions.

    The facts are a history, or another source of them. *rulebook* is the one to use, or its name or file; where none is
    given those adopted govern, each in its time, and where none was adopted the seed's book does (*assumed* says so).
    *books* keeps rulebooks that were adopted and read before, by the ids of their adoptions.
    """

    def __init__(
        self,
        facts: History | Source,
        rulebook: Rulebook | str | None = None,
        *,
        books: dict[UUID, Rulebook] | None = None,
    ) -> None:
        self.asked_for = rulebook = load_rulebook(rulebook) if isinstance(rulebook, str) else rulebook
        self.source: Source = InMemory(_as_declared(facts, rulebook)) if isinstance(facts, History) else facts
        self._adoptions = [] if rulebook is not None else self.source.adopted()
        self._books: dict[UUID, Rulebook] = {} if books is None else books
        self._dated: list[Dated] | None = None
        self.assumed = rulebook is None and not self._adoptions
        self._fixed = rulebooks[DEFAULT] if self.assumed else rulebook

    def decide(self, deal: str) -> Attribution:
        """What a deal comes to.

        Raises:
            DealUnknown, DealNotClosed: there is nothing to decide yet.
            HistoryContradiction: entries about it cannot both be true.
            RulebookGap, RulebookAmbiguous: no rulebook governs its closing day, or two do.
        """
        return self._decide(deal, self.history_of(deal))

    def history_of(self, deal: str, *, beside: Types = NO_TYPES) -> History:
        """A history that holds at least all that bears on a deal, and entries of the types *beside* about its party."""
        return self.source.about_deals([deal], self._types() | beside, self.of_agents())

    def decide_all(self) -> Iterator[Attribution | Refused]:
        """Every closed deal in closing order, one at a time; those that cannot be decided as refusals."""
        return self.decide_each(self.closed_deals())

    def decide_each(self, deals: Iterable[str]) -> Iterator[Attribution | Refused]:
        """The deals one at a time, in the order given; those that cannot be decided as refusals."""
        rest = iter(deals)
        while some := list(islice(rest, _TOGETHER)):
            with collected_later():
                history = self.source.about_deals(some, self._types(), self.of_agents())
            for deal in some:
                yield self._decided(deal, history)

    def closed_deals(self) -> list[str]:
        """The deals closed as known, in closing order; last those of which it cannot be said when they closed."""
        if self._fixed is not None:
            return self.source.closed_deals(self._fixed.terms.closes_with)
        ways = ways_of_closing(self._adopted())
        if len(ways) == 1:
            return self.source.closed_deals(ways[0])
        return self._closed(dict.fromkeys(deal for way in ways for deal in self.source.closed_deals(way)))

    def owner(self, customer: str, at: datetime | None = None, project: str | None = None) -> Attribution:
        """Who would own the customer if they bought at that instant, from nobody in particular.

        Without *at* it is the instant up to which the facts are known. *project* is the one they would buy in, for
        offices whose rulebooks differ by project.

        Raises:
            ValueError: the facts are not known up to any instant, and none is given.
            CustomerUnknown: nothing speaks of the customer.
            RulebookGap, RulebookAmbiguous: no rulebook governs that day, or two do.
        """
        at = at if at is not None else self.source.known_at
        if at is None:
            raise ValueError("say at which instant the customer would buy, or up to which the history is known")
        history = self.source.about_customer(customer, self._types(), self.of_agents())
        return self._judge(history, lambda book: would_buy(history, customer, at, book.terms.timezone), project)

    @collected_later()
    def _decided(self, deal: str, history: History) -> Attribution | Refused:
        try:
            return self._decide(deal, history)
        except LeadledgerError as error:
            return Refused(deal, error)

    def _decide(self, deal: str, history: History) -> Attribution:
        return self._judge(history, self._closing(deal, history))

    def _closing(self, deal: str, history: History) -> Callable[[Rulebook], Closing]:
        return lambda book: closing_of(history, deal, book.terms.closes_with, book.terms.timezone)

    def _judge(self, history: History, close: Callable[[Rulebook], Closing], project: str | None = None) -> Attribution:
        if self._fixed is None:
            book, closing, because = judging(self._adopted(), history, close, project)
            return judge(gather(history, closing, book.scope), book, because)
        closing = close(self._fixed)
        book = on_its_day(self._fixed, history, closing)
        return judge(gather(history, closing, book.scope), book)

    def _closed(self, deals: Iterable[str]) -> list[str]:
        """Those of the deals that are closed by what the book in force then asks for, in closing order."""
        closed: list[tuple[datetime, datetime, int, str]] = []
        unsure: list[str] = []
        rest = iter(deals)
        while some := list(islice(rest, _TOGETHER)):
            history = self.source.about_deals(some, self._types(), self.of_agents())
            for deal in some:
                try:
                    closing, _ = governing(self._adopted(), history, self._closing(deal, history))
                    closed.append((closing.closed_at, closing.facts[0].recorded_at, len(closed), deal))
                except DealNotClosed:
                    continue
                except LeadledgerError:
                    unsure.append(deal)
        return [*(deal for *_, deal in sorted(closed)), *unsure]

    def _adopted(self) -> list[Dated]:
        """The rulebooks adopted, in register order."""
        if self._dated is None:
            self._dated = [Dated(adoption, self._book(adoption)) for adoption in self._adoptions]
        return self._dated

    def _book(self, adoption: Adoption) -> Rulebook:
        book = self._books.get(adoption.id)
        if book is None:
            book = self._books[adoption.id] = rulebook_of(adoption)
        return book

    def _types(self) -> Types:
        """What the books in question read, and what one of them is chosen by."""
        if self._fixed is not None:
            return self._fixed.scope.types | self._fixed.scope.closes
        scopes = [one.book.scope for one in self._adopted()]
        types = frozenset[str]().union(*(scope.types | scope.closes for scope in scopes))
        return types | OCCASIONS if any("occasion" in one.keys for one in self._adopted()) else types

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone: that of its rulebook, of several the first adopted."""
        book = self._fixed or self._adopted()[0].book
        return book.terms.timezone

    def closing_types(self) -> Types:
        """The event types that close deals under the books in question."""
        return frozenset[str]().union(*(book.scope.closes for book in self._in_question()))

    def late_types(self) -> Types:
        """The event types that the books in question count whenever they become known, beside those all do."""
        return frozenset[str]().union(*(book.scope.also_whenever for book in self._in_question()))

    def of_agents(self) -> Types:
        """What the books in question read of agents alone."""
        return frozenset[str]().union(*(book.scope.of_agents for book in self._in_question()))

    def _in_question(self) -> list[Rulebook]:
        return [one.book for one in self._adopted()] if self._fixed is None else [self._fixed]


def _as_declared(history: History, rulebook: Rulebook | None) -> History:
    """The history, its entries of apps' types as the rulebook and those adopted declare them."""
    given = NONE_DECLARED if rulebook is None else rulebook.events
    types = all_declared((adoption.event.document for adoption in adopted(history)), given)
    return history.under(types) if types else history


def decide(
    events: Iterable[Event], deal: str, *, rulebook: Rulebook | str | None = None, known_at: datetime | None = None
) -> Attribution:
    """What *deal* comes to in a history, as known at *known_at* (all of it, if none is given).

    Pure: no store, no clock.
    *rulebook* is a rulebook, or the name or file of one; without it those the history adopted govern, and where it
    adopted none the seed's.

    Raises:
        DealUnknown, DealNotClosed: there is nothing to decide yet.
        HistoryContradiction: entries about it cannot both be true.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> events = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li")).events
    >>> decide(events, "d").owner
    'zhang'
    """
    return Office(History(events, known_at=known_at), rulebook).decide(deal)


def owner(
    events: Iterable[Event],
    customer: str,
    at: datetime,
    *,
    rulebook: Rulebook | str | None = None,
    project: str | None = None,
) -> Attribution:
    """Who would own *customer* if they bought at *at* from nobody in particular, with what was entered up to then.

    Where only closing would decide, the owner is None. *project* is the one they would buy in.

    >>> from datetime import datetime
    >>> from leadledger.testing.stories import given, visit
    >>> owner(given(visit("c", "zhang")).events, "c", datetime.fromisoformat("2026-03-20T12:00+08:00")).owner
    'zhang'
    """
    return Office(History(events, known_at=at), rulebook).owner(customer, at, project)
