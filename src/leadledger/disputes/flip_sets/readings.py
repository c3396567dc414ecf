"""Readings of clauses: a book in which one clause is not written, or one of its parameters is another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal, get_args

from leadledger.errors import LeadledgerError
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.hold import TestedAt
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.settings import STAGES
from leadledger.rulebook.without import without
from leadledger.values import Window, is_list, is_table

STEPS = 6
"""By how many of its units a length is read shorter or longer, at most."""
_WORDS: tuple[tuple[str, ...], ...] = (
    get_args(TestedAt)[:2],
    ("subscription", "contract"),
    ("recorded", "automatic"),
)
"""Words of which a document chooses one, so that it may be read as having chosen another."""


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """One clause read otherwise: *left-out*, or the parameter at *path* *set* to *value* *instead_of* its own."""

    how: Literal["left-out", "set"]
    clause: Clause | None = None
    path: str = ""
    value: object = None
    instead_of: object = None


Tried = Iterator[tuple[ClauseReading, Rulebook]]


def left_out(book: Rulebook) -> Tried:
    """The book without each of its clauses in turn.

    >>> from leadledger.rulebook.library import rulebooks
    >>> seed = rulebooks["sales-office"]
    >>> len(list(left_out(seed))) == len(seed.clauses)
    True
    """
    for clause in book.clauses:
        yield ClauseReading("left-out", clause), without(book, clause.id)


def set_otherwise(book: Rulebook) -> Iterator[Tried]:
    """For each parameter that can be read otherwise the book with each of its other values, the nearest first.

    Those are lengths of time, up to six of their units shorter or longer, what is true or false, and words of which
    the document chooses one. Shares are left as they are: that another share gives another share says nothing.

    >>> from leadledger.rulebook.library import rulebooks
    >>> tried = [next(one)[0] for one in set_otherwise(rulebooks["sales-office"])]
    >>> [(one.path, one.value) for one in tried[:3]]
    [('terms.closes_with', 'contract'), ('terms.validity', '1 month'), ('terms.validity_tested_at', 'decisive-visit')]
    """
    for path, value in _parameters(book.document):
        others = [*_others(value)]
        if others:
            yield _under(book, path, value, others)


def _under(book: Rulebook, path: str, value: object, others: list[object]) -> Tried:
    for other in others:
        try:
            changed = rulebook_from(book.document, source=f"rulebook {book.name}", settings={path: other})
        except LeadledgerError:
            continue
        yield ClauseReading("set", path=path, value=other, instead_of=value), changed


def _parameters(document: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    terms = document.get("terms")
    tables: list[tuple[str, object]] = [("terms", terms)]
    for stage in STAGES:
        clauses = document.get(stage)
        tables += [(str(one.get("id")), one) for one in (clauses if is_list(clauses) else []) if is_table(one)]
    for owner, table in tables:
        for name, value in table.items() if is_table(table) else ():
            if name not in ("id", "cite", "use", "title", "text"):
                yield f"{owner}.{name}", value


def _others(value: object) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        try:
            window = Window.parse(value)
        except ValueError:
            yield from (word for words in _WORDS if value in words for word in words if word != value)
        else:
            counts = chain.from_iterable((window.count - step, window.count + step) for step in range(1, STEPS + 1))
            yield from (str(Window(count, window.unit)) for count in counts if count > 0)
