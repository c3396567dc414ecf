"""Which positions a query matches, answered from the tag and type indexes alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from sqlite3 import Connection
from typing import Final

from leadledger.store.names import Names
from leadledger.store.records import Item, OneOf, Query

# Between :after and :upto is looked, for :tags (or the one :tag with the :others) and :types.
_OF_TAGS: Final = """SELECT position FROM event_tag
    WHERE tag IN (SELECT value FROM json_each(:tags)) AND position > :after AND position <= :upto"""
_OF_TYPES: Final = """SELECT position FROM event
    WHERE type IN (SELECT value FROM json_each(:types)) AND position > :after AND position <= :upto"""
_FIRST_OF_TAGS: Final = """SELECT first FROM (
        SELECT (
            SELECT position FROM event_tag WHERE tag = wanted.value AND type = event_type.id AND position > :after
            ORDER BY position LIMIT 1
        ) AS first
        FROM json_each(:tags) AS wanted, event_type
    ) WHERE first <= :upto"""
_FIRST_OF_TYPES: Final = """SELECT first FROM (
        SELECT (SELECT position FROM event WHERE type = value AND position > :after ORDER BY position LIMIT 1) AS first
        FROM json_each(:types)
    ) WHERE first <= :upto"""
_OF_ONE_TAG: Final = (
    "SELECT position FROM event_tag AS one WHERE tag = :tag AND position > :after AND position <= :upto"
)
_AND_TAGS: Final = """ AND :how_many = (
        SELECT count(*) FROM event_tag AS other
        WHERE other.tag IN (SELECT value FROM json_each(:others))
            AND other.type = one.type AND other.position = one.position
    )"""
_AND_TYPES: Final = " AND type IN (SELECT value FROM json_each(:types))"
_HOW_MANY: Final = """SELECT count(*) FROM (
        SELECT 1 FROM event_tag WHERE tag = ? LIMIT 1000
    )"""
EVER: Final = 2**63 - 1
"""The last position there can be."""

_FEW: Final = 16
"""Up to so many tags, the first entry of each type is looked for; beyond, all entries of the tags are."""


def matching(
    connection: Connection,
    tags: Names,
    types: Names,
    items: Query,
    *,
    after: int,
    upto: int,
    limit: int | None,
) -> list[int] | None:
    """The positions after *after*, up to *upto*, that at least one of *items* matches: ascending, distinct.

    With *limit*, the first so many. None for all there are: where there are no items, or one that asks for nothing.
    """
    plan = _plan(connection, tags, types, items, upto) if items else None
    if plan is None:
        return None
    if after >= upto or limit == 0:
        return []
    found: set[int] = set()
    within: dict[str, object] = {"after": after, "upto": upto, "limit": limit}
    for statement, values in _statements(connection, plan, limit):
        if limit is None or limit == 1:
            rows = connection.execute(statement, within | values)
        else:
            rows = connection.execute(statement + " ORDER BY position LIMIT :limit", within | values)
        found.update(chain.from_iterable(rows))
    return sorted(found)[:limit]


@dataclass(slots=True)
class _Wanted:
    """What is asked of entries of certain types: one of the single tags, all of one of the sets, or nothing more."""

    single: set[int]
    several: set[tuple[int, ...]]
    alone: bool = False


_Plan = dict[tuple[int, ...], _Wanted]
"""What is wanted, by the numbers of the types asked for; no types are any."""


def array(numbers: Sequence[int]) -> str:
    """The numbers as a JSON array: how a list says itself, and made many times faster so than by *json*."""
    return str(list(numbers))


def _plan(connection: Connection, tags: Names, types: Names, items: Query, upto: int) -> _Plan | None:
    """What to look for, or None for everything."""
    settled = None if upto == EVER else upto
    tag_numbers = tags.known(connection, set[str]().union(*(item.tags for item in items)), upto=settled)
    plan: _Plan = {}
    numbers_of: dict[tuple[str, ...], tuple[int, ...]] = {}
    for item in items:
        if isinstance(item, Item) and not item.types and not item.tags:
            return None
        of = numbers_of.get(item.types)
        if of is None:
            of = numbers_of[item.types] = tuple(sorted(set(types.known(connection, item.types).values())))
        if item.types and not of:
            continue
        found = plan.get(of)
        if found is None:
            found = plan[of] = _Wanted(set(), set())
        if isinstance(item, OneOf) or len(item.tags) == 1:
            found.single.update([tag_numbers[tag] for tag in item.tags if tag in tag_numbers])
        elif item.tags:
            together = {tag_numbers.get(tag) for tag in item.tags}
            known = tuple(sorted(number for number in together if number is not None))
            if len(known) == len(together):
                found.several.add(known)
        else:
            found.alone = True
    return plan


def _statements(connection: Connection, plan: _Plan, limit: int | None) -> Iterable[tuple[str, dict[str, object]]]:
    for of, wanted in plan.items():
        of_types: dict[str, object] = {"types": array(of)}
        if wanted.alone:
            yield (_FIRST_OF_TYPES if limit == 1 else _OF_TYPES), of_types
            continue
        if wanted.single:
            of_tags: dict[str, object] = {"tags": array(sorted(wanted.single))}
            if of:
                yield _OF_TAGS + _AND_TYPES, of_tags | of_types
            else:
                first = limit == 1 and len(wanted.single) <= _FEW
                yield (_FIRST_OF_TAGS if first else _OF_TAGS), of_tags
        for together in wanted.several:
            rarest, *others = sorted(together, key=lambda tag: connection.execute(_HOW_MANY, (tag,)).fetchone()[0])
            of_all: dict[str, object] = {"tag": rarest, "others": array(others), "how_many": len(others)}
            if of:
                yield _OF_ONE_TAG + _AND_TAGS + _AND_TYPES, of_all | of_types
            else:
                yield _OF_ONE_TAG + _AND_TAGS, of_all
