"""Which rulebook judges a deal: the one in force at its closing, or the one that this one names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from leadledger.dossier import ClosesWith, Closing, History
from leadledger.errors import DealNotClosed, HistoryContradiction, LeadledgerError, RulebookAmbiguous, RulebookGap
from leadledger.rulebook.answers import Reason
from leadledger.rulebook.dated import Asked, Dated, in_force
from leadledger.rulebook.known_by import KnownBy
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import office_day

Close = Callable[[Rulebook], Closing]
"""The closing in question, as a book sees it."""


class Chosen(NamedTuple):
    """The book that judges, with the values of the day that governs, the closing it judges, and why it does."""

    book: Rulebook
    closing: Closing
    because: Reason


def judging(books: Sequence[Dated], history: History, close: Close, project: str | None = None) -> Chosen:
    """The book that judges a closing: the one in force at it, or the one that this one names.

    Raises:
        RulebookGap: no book is in force, or one of its parameters has no value.
        RulebookAmbiguous: two are in force, and neither goes first.
        DealNotClosed: nothing closes the deal under the book that would govern it.
    """
    closing, at_closing = governing(books, history, close, project)
    known = KnownBy.of(history, closing, project)
    book, at = at_closing.book, closing.closed_at
    rule = book.governs.judged_by
    first = known.first_entry(book) if rule in ("registration", "giver") else None
    if first is None:
        day = at_closing.day(at)
        return Chosen(book.on(day), closing, Reason.of("in-force-at-closing", day=day, since=at_closing.since))
    if rule == "registration":
        at = min(first.recorded_at, at)
        what = f"the day on which the party of {_whom(closing)} was first registered"
        found = in_force(books, Asked(at, what, _whom(closing), known.name))
    else:
        what = f"the closing day of {_whom(closing)}, which goes by the project of the first registration"
        found = in_force(books, Asked(at, what, _whom(closing), known.from_project_of(first).name))
    because = Reason.of(
        "in-force-at-registration" if rule == "registration" else "in-force-for-giver",
        first,
        day=found.day(at),
        since=found.since,
        name=book.name,
        version=book.version,
    )
    return Chosen(found.book.on(found.day(at)), closing, because)


def on_its_day(book: Rulebook, history: History, closing: Closing) -> Rulebook:
    """A book that was chosen already, with the values of the day that governs.

    Raises:
        RulebookGap: one of its parameters has no value on that day.
    """
    if not book.spans:
        return book
    first = KnownBy.of(history, closing).first_entry(book) if book.governs.judged_by == "registration" else None
    at = closing.closed_at if first is None else min(first.recorded_at, closing.closed_at)
    return book.on(office_day(at, book.terms.timezone))


def governing(
    books: Sequence[Dated], history: History, close: Close, project: str | None = None
) -> tuple[Closing, Dated]:
    """The closing, and the book in force at it: the first closing by what the book in force at it asks for."""
    found: tuple[Closing, Dated] | None = None
    otherwise: tuple[Closing, Dated] | None = None
    refused: list[LeadledgerError] = []
    for way in ways_of_closing(books):
        last = next(one for one in reversed(books) if one.book.terms.closes_with == way)
        try:
            closing = close(last.book)
            book = in_force(books, _at_closing(history, closing, project))
        except (DealNotClosed, HistoryContradiction, RulebookGap, RulebookAmbiguous) as error:
            refused.append(error)
            continue
        if book.book.terms.closes_with != way:
            otherwise = _earlier(otherwise, (closing, book))
        else:
            found = _earlier(found, (closing, book))
    chosen = found or otherwise
    if chosen is None:
        raise next((error for error in refused if not isinstance(error, DealNotClosed)), refused[0])
    _, book = chosen
    return close(book.book), book


def ways_of_closing(books: Sequence[Dated]) -> list[ClosesWith]:
    """What the books let a deal close with, each once, that of the latest book first."""
    ways: list[ClosesWith] = []
    for one in reversed(books):
        if one.book.terms.closes_with not in ways:
            ways.append(one.book.terms.closes_with)
    return ways


def _at_closing(history: History, closing: Closing, project: str | None) -> Asked:
    known = KnownBy.of(history, closing, project)
    return Asked(closing.closed_at, f"the closing day of {_whom(closing)}", _whom(closing), known.name)


def _earlier(one: tuple[Closing, Dated] | None, other: tuple[Closing, Dated]) -> tuple[Closing, Dated]:
    return one if one is not None and one[0].closed_at <= other[0].closed_at else other


def _whom(closing: Closing) -> str:
    return f"deal {closing.deal!r}" if closing.deal else f"customer {closing.customer!r}"
