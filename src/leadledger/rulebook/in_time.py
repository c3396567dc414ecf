"""A rulebook in time: bound once for each span of days in which its parameters stay the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from leadledger.errors import RulebookInvalid
from leadledger.rulebook.changes import Setting
from leadledger.rulebook.histories import ValueHistory, as_on, histories
from leadledger.rulebook.rulebook import Rulebook, Span

SPANS_MAX = 200
_DAY = timedelta(days=1)

Bind = Callable[[Mapping[str, Any], str], Rulebook]
"""What makes a rulebook of a document without histories, given what a refusal calls it."""


def in_time(document: Mapping[str, Any], bind: Bind, source: str) -> Rulebook:
    """The rulebook of a document whose parameters may have histories, with the latest values and those of every span.

    Raises:
        RulebookInvalid: a history is not written as one, or the book could not be used on some days.
    """
    found = histories(document, source)
    if not found:
        return bind(document, source)
    days = _days(found)
    if len(days) > SPANS_MAX:
        raise RulebookInvalid(f"{source} has parameters that change on more than {SPANS_MAX} days, which none needs")
    books = list(_bound(document, found, days, bind, source))
    if any(_counts_days(one) != _counts_days(books[0]) for one in books):
        raise RulebookInvalid(f"{source}: a term with a history says which day counts, by way of another term")
    spans = [_span(since, book, found) for since, book in zip(days, books, strict=True)]
    if not any(span.book for span in spans):
        paths = ", ".join(one.path for one in found)
        raise RulebookInvalid(f"{source}: there is no day on which all of these have a value: {paths}")
    latest, scopes = books[-1], [book.scope for book in books]
    scope = replace(
        latest.scope,
        types=frozenset[str]().union(*(one.types for one in scopes)),
        register=frozenset[str]().union(*(one.register for one in scopes)),
        of_agents=frozenset[str]().union(*(one.of_agents for one in scopes)),
        also_whenever=frozenset[str]().union(*(one.also_whenever for one in scopes)),
    )
    return replace(latest, scope=scope, spans=(Span(date.min, *_nothing(found)), *spans))


def with_settings(book: Rulebook, settings: Mapping[str, Setting]) -> Rulebook:
    """The book, and what it is on each day, with what was set."""
    if not settings:
        return book
    spans = (replace(one, book=one.book and replace(one.book, settings=settings)) for one in book.spans)
    return replace(book, settings=settings, spans=tuple(spans))


def _counts_days(book: Rulebook) -> tuple[object, ...]:
    """What says which day counts, and so has no history."""
    return book.terms.timezone, book.terms.closes_with, book.terms.register_entries


def _days(found: Sequence[ValueHistory]) -> list[date]:
    """The days on which any value begins, or has just ended."""
    values = [value for one in found for value in one.values]
    ended = {value.until + _DAY for value in values if value.until is not None and value.until < date.max}
    return sorted({value.since for value in values} | ended)


def _bound(
    document: Mapping[str, Any], found: Sequence[ValueHistory], days: Sequence[date], bind: Bind, source: str
) -> Iterator[Rulebook]:
    """The book of each span; where a parameter has no value its nearest is taken, so that every value is checked."""
    last: tuple[dict[str, object], Rulebook] | None = None
    for since in days:
        values = {one.path: one.near(since).value for one in found}
        if last is None or last[0] != values:
            last = values, bind(as_on(document, values), f"{source} on {since}")
        yield last[1]


def _span(since: date, book: Rulebook, found: Sequence[ValueHistory]) -> Span:
    missing = tuple(one.path for one in found if one.on(since) is None)
    return Span(since, None if missing else book, missing)


def _nothing(found: Sequence[ValueHistory]) -> tuple[None, tuple[str, ...]]:
    """What there is before the first value of all."""
    return None, tuple(one.path for one in found)
