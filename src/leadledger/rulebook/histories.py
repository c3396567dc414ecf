"""Value histories: parameters whose value was another before, and a document as it reads on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from leadledger.errors import RulebookInvalid
from leadledger.rulebook.settings import NAMES, STAGES
from leadledger.values import is_list, is_table

HISTORY = "history"
DAY_EXPECTED = "a day such as 2026-07-01"
_STATED = frozenset({"since", "is", "until"})
_SAY_WHICH_DAY = frozenset({"timezone", "closes_with", "register_entries"})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the days it stands for: from *since* through *until* (None: until the next, or for good)."""

    since: date
    until: date | None
    value: object

    def on(self, day: date) -> bool:
        """Whether it stands on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class ValueHistory:
    """A parameter's values in time, the earliest first; *path* is as ``--set`` names it (``terms.validity``)."""

    path: str
    values: tuple[Value, ...]

    def on(self, day: date) -> Value | None:
        """What stands on the day, if anything."""
        return next((one for one in reversed(self.values) if one.on(day)), None)

    def near(self, day: date) -> Value:
        """What stands on the day, else what stood last before it, else the first."""
        begun = [one for one in self.values if one.since <= day]
        return begun[-1] if begun else self.values[0]


def histories(document: Mapping[str, Any], source: str = "rulebook") -> list[ValueHistory]:
    """The parameters of a document that have a history, terms first, in the document's order.

    >>> since = [{"since": "2024-01-01", "is": "1 month"}, {"since": "2025-07-01", "is": "2 months"}]
    >>> [found] = histories({"terms": {"validity": {"history": since}}})
    >>> found.path, [(str(one.since), str(one.until), one.value) for one in found.values]
    ('terms.validity', [('2024-01-01', '2025-06-30', '1 month'), ('2025-07-01', 'None', '2 months')])

    Raises:
        RulebookInvalid: one is not written as a history, or its values overlap or are out of order.
    """
    found = [history_of(table, path, source) for path, table in _written(document)]
    double = [path for path, count in Counter(one.path for one in found).items() if count > 1]
    if double:
        raise RulebookInvalid(f"{source}: two histories are those of {double[0]}")
    return found


def as_on(document: Mapping[str, Any], values: Mapping[str, object]) -> dict[str, Any]:
    """The document with each history replaced by the value that *values* has for its path."""
    return {key: _replaced(part, path, values) for key, part, path in _parts(document)}


def with_plain_days(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with every day and time that TOML reads as such as text, as JSON has neither."""
    return {key: _plain(part) for key, part in document.items()}


def _plain(value: object) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    if is_table(value):
        return with_plain_days(value)
    return [_plain(entry) for entry in value] if is_list(value) else value


def day_of(value: object) -> date:
    """The day a text stands for, written as 2026-07-01 in full.

    Raises:
        ValueError: it stands for none.
    """
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        day = None
    if day is None or str(day) != value:
        raise ValueError(f"expected {DAY_EXPECTED}, got {value!r}")
    return day


def is_history(value: object) -> bool:
    """Whether a parameter is written as a history."""
    return is_table(value) and set(value) == {HISTORY}


def _parts(document: Mapping[str, Any]) -> Iterator[tuple[str, Any, str | None]]:
    """Each part of a document, with the path of what stands in it where that may have a history."""
    for key, part in document.items():
        yield key, part, key if key == "terms" or key in STAGES else None


def _written(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for _, part, path in _parts(document):
        if path == "terms":
            yield from _found(part, path)
        elif path is not None and is_list(part):
            for place, clause in enumerate(part):
                yield from _of_clause(clause, place)


def _of_clause(clause: object, place: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    if is_table(clause):
        for key, value in clause.items():
            if key not in NAMES:
                yield from _found(value, f"{_clause_path(clause, place)}.{key}")


def _clause_path(clause: Mapping[str, object], place: int) -> str:
    return str(clause.get("id", f"number {place + 1}"))


def _found(value: object, path: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    if is_table(value):
        if is_history(value):
            yield path, value
            return
        for key, entry in value.items():
            yield from _found(entry, f"{path}.{key}")
    elif is_list(value):
        for place, entry in enumerate(value):
            yield from _found(entry, f"{path}.{place + 1}")


def _replaced(part: Any, path: str | None, values: Mapping[str, object]) -> Any:
    if path is None:
        return part
    if path == "terms":
        return _resolved(part, path, values)
    if not is_list(part):
        return part
    return [
        {
            key: value if key in NAMES else _resolved(value, f"{_clause_path(clause, place)}.{key}", values)
            for key, value in clause.items()
        }
        if is_table(clause)
        else clause
        for place, clause in enumerate(part)
    ]


def _resolved(value: object, path: str, values: Mapping[str, object]) -> Any:
    if is_table(value):
        if is_history(value):
            return values[path]
        return {key: _resolved(entry, f"{path}.{key}", values) for key, entry in value.items()}
    if is_list(value):
        return [_resolved(entry, f"{path}.{place + 1}", values) for place, entry in enumerate(value)]
    return value


def history_of(table: Mapping[str, object], path: str = "", source: str = "rulebook") -> ValueHistory:
    """The history that a parameter's table stands for.

    Raises:
        RulebookInvalid: it is not written as one.
    """
    where = f"{source}: {path}"
    parts = path.split(".")
    if parts[0] == "terms" and parts[1] in _SAY_WHICH_DAY:
        raise RulebookInvalid(f"{where} has a history, and it says itself which day counts: adopt another rulebook")
    entries = table[HISTORY]
    if not is_list(entries) or not entries:
        raise RulebookInvalid(f"{where}: expected a history such as [ {{ since = 2026-07-01, is = … }} ]")
    values = [_value(entry, f"{where}, entry {number} of its history") for number, entry in enumerate(entries, 1)]
    return ValueHistory(path, tuple(_in_order(values, where)))


def _value(entry: object, where: str) -> Value:
    if not is_table(entry) or not {"since", "is"} <= set(entry) <= _STATED:
        raise RulebookInvalid(f"{where}: expected since, is and perhaps until, got {_keys(entry)}")
    days: list[date | None] = []
    for key in ("since", "until"):
        try:
            days.append(day_of(entry[key]) if key in entry else None)
        except ValueError as fault:
            raise RulebookInvalid(f"{where}, {key}: {fault}") from None
    since, until = days
    assert since is not None
    if until is not None and until < since:
        raise RulebookInvalid(f"{where}: it ends on {until}, before it begins on {since}")
    if next(_found(entry["is"], ""), None) is not None:
        raise RulebookInvalid(f"{where}: a value of a history has no history of its own")
    return Value(since, until, entry["is"])


def _keys(entry: object) -> str:
    return ", ".join(map(str, entry)) or "nothing" if is_table(entry) else repr(entry)


def _in_order(values: Sequence[Value], where: str) -> Iterator[Value]:
    """The values, each that does not say its end until the day before the next."""
    for one, following in zip(values, (*values[1:], None), strict=True):
        if following is None:
            yield one
            return
        if following.since <= one.since:
            raise RulebookInvalid(f"{where}: its history is out of order: since {following.since} after {one.since}")
        if one.until is not None and following.since <= one.until:
            raise RulebookInvalid(
                f"{where}: its history says two things of {following.since}: "
                f"one value stands until {one.until}, the next since {following.since}"
            )
        yield Value(one.since, one.until or following.since - _DAY, one.value)
