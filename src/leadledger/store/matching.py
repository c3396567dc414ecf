"""Which positions a query matches, answered from the tag and type indexes alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Final

from leadledger.store.names import Names
from leadledger.store.records import Item

# ?1 and ?2 are the positions after which and up to which is looked, ?3 and on what is looked for.
_OF_TAGS: Final = """SELECT position FROM event_tag
    WHERE tag IN (SELECT value FROM json_each(?3)) AND position > ?1 AND position <= ?2"""
_OF_TYPES: Final = """SELECT position FROM event
    WHERE type IN (SELECT value FROM json_each(?3)) AND position > ?1 AND position <= ?2"""
_FIRST_OF_TAGS: Final = """SELECT first FROM (
        SELECT (SELECT position FROM event_tag WHERE tag = value AND position > ?1 ORDER BY position LIMIT 1) AS first
        FROM json_each(?3)
    ) WHERE first <= ?2"""
_FIRST_OF_TYPES: Final = """SELECT first FROM (
        SELECT (SELECT position FROM event WHERE type = value AND position > ?1 ORDER BY position LIMIT 1) AS first
        FROM json_each(?3)
    ) WHERE first <= ?2"""
_OF_ONE_TAG: Final = "SELECT position FROM event_tag AS one WHERE tag = ?3 AND position > ?1 AND position <= ?2"
_AND_TAGS: Final = """ AND ?5 = (
        SELECT count(*) FROM event_tag AS other
        WHERE other.position = one.position AND other.tag IN (SELECT value FROM json_each(?4))
    )"""
_AND_TYPES: Final = " AND type IN (SELECT value FROM json_each(?{}))"
_HOW_MANY: Final = """SELECT count(*) FROM (
        SELECT 1 FROM event_tag WHERE tag = ?3 AND position > ?1 AND position <= ?2 LIMIT 1000
    )"""


def matching(
    connection: Connection,
    tags: Names,
    types: Names,
    items: Sequence[Item],
    *,
    after: int,
    upto: int,
    limit: int | None,
) -> list[int]:
    """The positions after *after*, up to *upto*, that at least one of *items* matches: ascending, distinct.

    An item without types and tags matches all of them. With *limit*, the first so many.
    """
    if after >= upto or limit == 0:
        return []
    plan = _plan(connection, tags, types, items)
    if plan is None:
        return list(range(after + 1, upto + 1 if limit is None else min(upto, after + limit) + 1))
    found: set[int] = set()
    for statement, values in _statements(connection, plan, after, upto, limit):
        if limit is None or limit == 1:
            rows = connection.execute(statement, (after, upto, *values))
        else:
            rows = connection.execute(statement + " ORDER BY position LIMIT ?", (after, upto, *values, limit))
        found.update(row[0] for row in rows)
    return sorted(found)[:limit]


# By the numbers of the types asked for (empty: any): the numbers of single tags, and the sets of several tags.
_Plan = dict[tuple[int, ...], tuple[set[int], set[tuple[int, ...]], bool]]


def _plan(connection: Connection, tags: Names, types: Names, items: Sequence[Item]) -> _Plan | None:
    """What to look for, or None for everything."""
    tag_numbers = tags.known(connection, {tag for item in items for tag in item.tags})
    type_numbers = types.known(connection, {name for item in items for name in item.types})
    plan: _Plan = {}
    for item in items:
        if not item.types and not item.tags:
            return None
        of = tuple(sorted({type_numbers[name] for name in item.types if name in type_numbers}))
        if item.types and not of:
            continue
        wanted = [tag_numbers.get(tag) for tag in dict.fromkeys(item.tags)]
        known = [tag for tag in wanted if tag is not None]
        if len(known) < len(wanted):
            continue
        single, several, alone = plan.get(of) or (set[int](), set[tuple[int, ...]](), False)
        if len(known) == 1:
            single.add(known[0])
        elif known:
            several.add(tuple(sorted(known)))
        plan[of] = (single, several, alone or not known)
    return plan


def _statements(
    connection: Connection, plan: _Plan, after: int, upto: int, limit: int | None
) -> Iterable[tuple[str, tuple[object, ...]]]:
    for of, (single, several, alone) in plan.items():
        of_types = json.dumps(of)
        if alone:
            yield (_FIRST_OF_TYPES if limit == 1 else _OF_TYPES), (of_types,)
            continue
        if single:
            of_tags = json.dumps(sorted(single))
            if of:
                yield _OF_TAGS + _AND_TYPES.format(4), (of_tags, of_types)
            else:
                yield (_FIRST_OF_TAGS if limit == 1 else _OF_TAGS), (of_tags,)
        for together in several:
            rarest, *others = sorted(
                together, key=lambda tag: connection.execute(_HOW_MANY, (after, upto, tag)).fetchone()[0]
            )
            statement, values = _OF_ONE_TAG + _AND_TAGS, (rarest, json.dumps(others), len(others))
            if of:
                yield statement + _AND_TYPES.format(6), (*values, of_types)
            else:
                yield statement, values
