"""A rulebook without one of its clauses: what it would say, were the clause not written."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, cast

from leadledger.rulebook.clause import Clause
from leadledger.rulebook.rulebook import Rulebook


def as_it_stands(book: Rulebook) -> Rulebook:
    """The book with the latest values of its parameters, whatever values they had on other days."""
    return replace(book, spans=()) if book.spans else book


def without(book: Rulebook, id: str) -> Rulebook:
    """The same book as if the clause were not written; what it reads stays.

    >>> from leadledger.rulebook.library import rulebooks
    >>> seed = rulebooks["sales-office"]
    >>> len(seed.clauses) - len(without(seed, "declined").clauses)
    1
    """
    changes: dict[str, Any] = {}
    book = as_it_stands(book)
    for field in fields(book):
        value: object = getattr(book, field.name)
        if isinstance(value, Clause):
            changes[field.name] = None if value.id == id else value
        elif isinstance(value, tuple):
            changes[field.name] = _but(cast("tuple[object, ...]", value), id)
    if book.party is not None and book.party.id == id:
        changes["scope"] = replace(book.scope, party=None)
    rules = {kind: tuple(rule for rule in entries if rule[0] != id) for kind, entries in book.rules.items()}
    return replace(book, **changes, rules=rules)


def _but(entries: tuple[object, ...], id: str) -> tuple[object, ...]:
    """The entries but for the clause of that id; ranks are tuples in a tuple, and one that is left empty is none."""
    kept: list[object] = []
    for entry in entries:
        if isinstance(entry, tuple):
            inner = _but(cast("tuple[object, ...]", entry), id)
            kept += [inner] if inner else []
        elif not (isinstance(entry, Clause) and entry.id == id):
            kept.append(entry)
    return tuple(kept)
