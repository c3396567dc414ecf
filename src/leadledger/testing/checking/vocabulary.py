"""Vocabulary: what a rulebook's document reads, from which stories can be made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from inspect import signature
from typing import cast

from leadledger.dossier.closing import closing_pattern
from leadledger.events import Event
from leadledger.events.roles import roles_of
from leadledger.events.wire import name_of
from leadledger.plugins import types_with
from leadledger.rulebook.binding import parameters_of
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.clauses import kinds_of
from leadledger.rulebook.field_names import is_field_name
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.settings import STAGES
from leadledger.values import Window, is_list, is_table

_NAMES = frozenset({"id", "cite", "use", "title", "text", "after", "overrides", "collides"})
_AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a document speaks of.

    *types* are the event types its clauses read, those that most clauses read first, each as often as that; *closing*
    those that close a deal; *words* every text in its clauses; *asked* the values that its patterns ask of a field, by
    event type and field; *numbers* the whole numbers and amounts it states; *windows* its lengths of time.
    """

    types: tuple[type[Event], ...]
    closing: tuple[type[Event], ...]
    words: frozenset[str]
    asked: Mapping[tuple[str, str], tuple[object, ...]]
    numbers: tuple[int, ...]
    windows: tuple[Window, ...]


def vocabulary_of(book: Rulebook) -> Vocabulary:
    """What the clauses, patterns and register of a book read; declared event types and those of apps are among them.

    >>> from leadledger.rulebook.library import rulebooks
    >>> seed = vocabulary_of(rulebooks["sales-office"])
    >>> [one.__name__ for one in seed.closing], seed.types[0].__name__, [str(one) for one in seed.windows]
    (['SubscriptionSigned'], 'VisitReceived', ['2 months'])
    """
    types: Mapping[str, type[Event]] = types_with(book.events, book.name)
    closing = tuple(types[name] for name in sorted(closing_pattern(book.terms.closes_with).types))
    read = Counter[str]()
    for clause in book.clauses:
        read.update(clause.reads)
    read.update(book.scope.types)
    stated = list(_tables(book.document))
    for table in stated:
        read.update(name for name in map(str, _several(table.get("type"))) if name in types)
    if not all(roles_of(model).buyer for model in closing):
        read["SubscriptionSigned"] += len(book.clauses)  # somebody must have bought what a payment closes
    for model in closing:
        read.pop(name_of(model), None)
    names = sorted((name for name in read if name in types), key=lambda name: (-read[name], name))
    clauses = [table for stage in STAGES for table in _tables_of(book.document.get(stage))]
    plain = list(_plain([clauses, list(_table(book.document.get("terms")).values())]))
    return Vocabulary(
        types=tuple(types[name] for name in names for _ in range(read[name])),
        closing=closing,
        words=frozenset(one for one in plain if isinstance(one, str)),
        asked=_both(_asked(stated, types), _listed(book, types)),
        numbers=_numbers(plain),
        windows=_windows(book),
    )


def _tables(value: object) -> Iterator[Mapping[str, object]]:
    """Every table that speaks of an event type."""
    if is_table(value):
        if "type" in value:
            yield value
        for entry in value.values():
            yield from _tables(entry)
    elif is_list(value):
        for entry in value:
            yield from _tables(entry)


def _table(value: object) -> Mapping[str, object]:
    return value if is_table(value) else {}


def _tables_of(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if is_table(one)] if is_list(value) else []


def _plain(value: object) -> Iterator[object]:
    """Every text and number that clauses and terms state; what clauses are called, and their texts, left out."""
    if is_table(value):
        for name, entry in value.items():
            if name not in _NAMES:
                yield from _plain(entry)
    elif is_list(value):
        for entry in value:
            yield from _plain(entry)
    else:
        yield value


def _several(value: object) -> list[object]:
    return value if is_list(value) else [value]


def _numbers(plain: Iterable[object]) -> tuple[int, ...]:
    found = {one for one in plain if isinstance(one, int) and not isinstance(one, bool)}
    amounts = {int(Fraction(one)) for one in plain if isinstance(one, str) and _AMOUNT.fullmatch(one)}
    return tuple(sorted(found | amounts))


def _asked(
    tables: Iterable[Mapping[str, object]], types: Mapping[str, type[Event]]
) -> dict[tuple[str, str], tuple[object, ...]]:
    found: dict[tuple[str, str], dict[object, None]] = {}
    for table in tables:
        for name in _several(table["type"]):
            model = types.get(str(name))
            for field, value in table.items() if model is not None else ():
                if model is not None and field != "type" and field in model.model_fields:
                    values = [one for one in _several(value) if isinstance(one, str | bool | int)]
                    found.setdefault((str(name), field), {}).update(dict.fromkeys(values))
    return {key: tuple(values) for key, values in found.items()}


def _listed(book: Rulebook, types: Mapping[str, type[Event]]) -> dict[tuple[str, str], tuple[object, ...]]:
    """What clauses list for a field by its values: whose codes, the fees of what."""
    found: dict[tuple[str, str], tuple[object, ...]] = {}
    for clause in book.clauses:
        values = tuple(one for table in clause.params.values() if is_table(table) for one in table)
        if values:
            of = {(name, field): values for field in _fields_of(clause) for name in _having(field, types)}
            found = _both(found, of)
    return found


def _fields_of(clause: Clause) -> list[str]:
    """The fields that a clause names, stated or not."""
    function = kinds_of(clause.stage)[clause.use].function
    names = [name for name, (kind, _) in parameters_of(function).items() if is_field_name(kind)]
    stated = [clause.params.get(name, signature(function).parameters[name].default) for name in names]
    several = [cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,) for value in stated]
    return [str(field) for fields_ in several for field in fields_]


def _having(field: str, types: Mapping[str, type[Event]]) -> list[str]:
    return [name for name, model in types.items() if field in model.model_fields]


def _both(
    one: Mapping[tuple[str, str], tuple[object, ...]], other: Mapping[tuple[str, str], tuple[object, ...]]
) -> dict[tuple[str, str], tuple[object, ...]]:
    return {key: tuple(dict.fromkeys((*one.get(key, ()), *other.get(key, ())))) for key in (*one, *other)}


def _windows(book: Rulebook) -> tuple[Window, ...]:
    found: dict[Window, None] = {}
    for clause in book.clauses:
        found.update(dict.fromkeys(_within((list(clause.params.values()), clause.conditions))))
    found.update(dict.fromkeys(_within(book.terms)))
    return tuple(window for window in found if window.count)


def _within(value: object) -> Iterator[Window]:
    """The windows in a parameter, however deep."""
    if isinstance(value, Window):
        yield value
    elif isinstance(value, list | tuple | frozenset):
        for entry in cast("Iterable[object]", value):
            yield from _within(entry)
    elif isinstance(value, Mapping):
        for entry in cast("Mapping[object, object]", value).values():
            yield from _within(entry)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name))
