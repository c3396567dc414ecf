"""Differences: what one rulebook's document says otherwise than another's, clause by clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from leadledger.rulebook.settings import STAGES
from leadledger.values import is_list, is_table

Part = Literal["document", "terms", "event", "article", "clause"]
How = Literal["added", "removed", "moved", "changed"]
MISSING = object()
_OF_A_DOCUMENT = ("name", "version", "title", "source")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: in which *part*, of which *id*, *how*, which *name* there, *before* and *after*.

    For a clause that moved, *before* and *after* are its stage and the clauses it stood and stands after; None is
    nothing.
    """

    part: Part
    id: str
    how: How
    name: str = ""
    before: object = None
    after: object = None


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[Difference]:
    """What differs between two documents, in the order of the second; what was removed stands first of its part.

    >>> from leadledger.rulebook.library import load_rulebook
    >>> one = load_rulebook("sales-office").document
    >>> other = load_rulebook("sales-office", {"declined.share": "1/4"}).document
    >>> differences(one, other)
    [Difference(part='clause', id='declined', how='changed', name='share', before='20%', after='1/4')]
    """
    listed = {"terms", "event", "article", *STAGES}
    plain = [name for name in _names(before, after) if name not in listed]
    first = [name for name in _OF_A_DOCUMENT if name in plain]
    found = list(_fields("document", "", before, after, [*first, *(one for one in plain if one not in first)]))
    terms = _table(before.get("terms")), _table(after.get("terms"))
    found += _fields("terms", "terms", *terms, _names(*terms))
    found += _tables("event", _table(before.get("event")), _table(after.get("event")))
    found += _tables("article", _by_id(before.get("article")), _by_id(after.get("article")))
    clauses = [
        {id: table for stage in STAGES for id, table in _by_id(one.get(stage)).items()} for one in (before, after)
    ]
    found += _tables("clause", *clauses)
    found += _moves(before, after)
    return sorted(found, key=_Order(found))


class _Order:
    """Parts in turn, and all that is said of one clause together."""

    def __init__(self, found: Sequence[Difference]) -> None:
        parts: list[Part] = ["document", "terms", "event", "article", "clause"]
        self._places = {part: place for place, part in enumerate(parts)}
        self._first: dict[tuple[Part, str], int] = {}
        for place, one in enumerate(found):
            self._first.setdefault((one.part, one.id), place)

    def __call__(self, one: Difference) -> tuple[int, int]:
        return self._places[one.part], self._first[one.part, one.id]


def _table(value: object) -> Mapping[str, object]:
    return value if is_table(value) else {}


def _by_id(tables: object) -> dict[str, Mapping[str, object]]:
    return {str(table.get("id")): table for table in (tables if is_list(tables) else []) if is_table(table)}


def _names(*tables: Mapping[str, object]) -> list[str]:
    return list(dict.fromkeys(name for table in reversed(tables) for name in table))


def _tables(part: Part, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Difference]:
    """What was removed, what was added, and what each table that stayed says otherwise."""
    for id, table in before.items():
        if id not in after:
            yield Difference(part, id, "removed", before=table)
    for id, table in after.items():
        if id not in before:
            yield Difference(part, id, "added", after=table)
            continue
        old, new = _table(before[id]), _table(table)
        yield from _fields(part, id, old, new, _names(old, new))


def _fields(
    part: Part, id: str, before: Mapping[str, object], after: Mapping[str, object], names: Iterable[str], into: str = ""
) -> Iterator[Difference]:
    """Each name whose value differs, *into* before it; texts language by language, tables in tables name by name."""
    for name in names:
        old, new = before.get(name, MISSING), after.get(name, MISSING)
        if old == new and isinstance(old, bool) == isinstance(new, bool):
            continue
        if is_table(old) and is_table(new) and not _refers(old) and not _refers(new):
            yield from _fields(part, id, old, new, _names(old, new), f"{into}{name}.")
        elif old is MISSING:
            yield Difference(part, id, "added", f"{into}{name}", after=new)
        elif new is MISSING:
            yield Difference(part, id, "removed", f"{into}{name}", before=old)
        else:
            yield Difference(part, id, "changed", f"{into}{name}", old, new)


def _refers(value: Mapping[str, object]) -> bool:
    return set(value) == {"term"}


def _moves(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Difference]:
    """The clauses that stand in another stage, and the fewest whose moving explains another order in one."""
    where = {id: stage for stage in STAGES for id in _by_id(before.get(stage))}
    for stage in STAGES:
        old, new = list(_by_id(before.get(stage))), list(_by_id(after.get(stage)))
        for id in new:
            if where.get(id, stage) != stage:
                yield Difference("clause", id, "moved", "stage", where[id], stage)
        stayed = [id for id in new if id in old]
        in_order = _longest_rising([old.index(id) for id in stayed])
        for id in stayed:
            if old.index(id) not in in_order:
                yield Difference("clause", id, "moved", "order", _left_of(id, old), _left_of(id, new))


def _left_of(id: str, ids: Sequence[str]) -> str | None:
    place = ids.index(id)
    return ids[place - 1] if place else None


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """The most of the numbers that stand in rising order."""
    best: list[tuple[int, ...]] = []
    for number in numbers:
        best.append((*_longest(one for one in best if one[-1] < number), number))
    return frozenset(_longest(best))


def _longest(found: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    longest: tuple[int, ...] = ()
    for one in found:
        longest = one if len(one) > len(longest) else longest
    return longest
