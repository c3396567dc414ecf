"""The log: entries appended in one order without gaps, found again by tag, type and position."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from sqlite3 import Connection, Cursor
from struct import iter_unpack, pack
from typing import Final

from leadledger.store.database import Database
from leadledger.store.matching import EVER, array, matching
from leadledger.store.merkle import Frontier, leaf_hash
from leadledger.store.names import Names
from leadledger.store.records import Draft, Head, Item, Query, Row, made

__all__ = ["Draft", "Head", "Item", "Log", "Row"]

_INTO_EVENT: Final = (
    "INSERT INTO event (position, type, tags, data, leaf, personal, id, content, recorded_at, entered_at) VALUES "
)
_INTO_TAGS: Final = "INSERT INTO event_tag (tag, type, position) VALUES "
_VALUES_A_STATEMENT: Final = 1_200
_blob: Final = bytearray
"""As sqlite3 takes bytes at once: of ``bytes`` themselves it asks how they adapt, at ten times the cost."""
_MOVE_HEAD: Final = (
    "UPDATE head SET size = ?, recorded_at = ?, entered_at = ?, frontier = ? WHERE size = ? AND frontier = ?"
)
_SELECT_ROW: Final = "SELECT position, type, data, personal, recorded_at, entered_at FROM event"
_OF_POSITIONS: Final = _SELECT_ROW + " WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position"  # noqa: S608
_BETWEEN: Final = _SELECT_ROW + " WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"
_SELECT_TAGGED: Final = "SELECT position, type, data, tags FROM event"
_TAGGED_OF_POSITIONS: Final = _OF_POSITIONS.replace(_SELECT_ROW, _SELECT_TAGGED)
_BY_REGISTER_TIME: Final = _SELECT_ROW + (
    " WHERE recorded_at >= :time AND (recorded_at, position) > (:time, :position) AND +position <= :upto"
    " ORDER BY recorded_at, position LIMIT :limit"
)
_OF_ID: Final = "SELECT id, position FROM event WHERE id = ?"
_OF_CONTENT: Final = "SELECT position FROM event WHERE content = ? ORDER BY position"
_TAGS_OF_KIND: Final = "SELECT name FROM tag WHERE name >= ? AND name < ? ORDER BY id"
_BEFORE_ALL: Final = (-(2**63), 0)
_TOGETHER: Final = 256


class HeadMoved(Exception):
    """The log does not end where an append was to begin: read its head, and append there."""


class Log:
    """The statements on a ledger's tables; the caller gives the connection, and holds the transaction to append.

    >>> database = Database(":memory:")
    >>> log = Log(database)
    >>> with database.writing() as connection:
    ...     head = log.append(connection, log.head(connection), [Draft("Visited", b"{}", ["customer:c1"])])
    >>> with database.reading() as connection:
    ...     positions = log.positions(connection, [Item(tags=("customer:c1",))])
    ...     head.size, positions, log.rows(connection, positions)[0].type, log.tags(connection, 1)
    (1, [1], 'Visited', ['customer:c1'])
    >>> database.close()
    """

    def __init__(self, database: Database) -> None:
        self._tags: Final = Names("tag")
        self._types: Final = Names("event_type")
        self._head: Head | None = None
        self._moved: Head | None = None
        database.when_settled(self._settled)

    def head(self, connection: Connection) -> Head:
        """The end of the log as it stands."""
        row: tuple[int, int | None, int | None, bytes] = connection.execute(
            "SELECT size, recorded_at, entered_at, frontier FROM head"
        ).fetchone()
        size, recorded_at, entered_at, frontier = row
        return Head(size, recorded_at, entered_at, Frontier.from_bytes(frontier))

    def expected_head(self, connection: Connection) -> Head:
        """The end of the log as the last append through this object left it; others may have appended since."""
        return self._head or self.head(connection)

    def _settled(self, committed: bool) -> None:
        moved, self._moved = self._moved, None
        if committed and moved is not None:
            self._head = moved
        for names in (self._tags, self._types):
            if names.uncommitted:
                names.settled(committed)

    def size(self, connection: Connection) -> int:
        """How many entries there are: the position of the last."""
        size: int = connection.execute("SELECT size FROM head").fetchone()[0]
        return size

    def append(self, connection: Connection, head: Head, drafts: Sequence[Draft]) -> Head:
        """Append *drafts* after *head*; returns the new head.

        They get the positions ``head.size + 1`` onwards. A tag given twice is indexed once and kept twice.

        Raises:
            HeadMoved: the log ends elsewhere, and no entry was appended.
        """
        if not drafts:
            return head
        types = self._types.intern(connection, [draft.type for draft in drafts])
        tags = self._tags.intern(connection, list(chain.from_iterable([draft.tags for draft in drafts])))
        recorded_at, entered_at = head.recorded_at, head.entered_at
        leaves: list[bytes] = []
        events: list[tuple[object, ...]] = []
        tagged: list[tuple[int, int, int]] = []
        for position, draft in enumerate(drafts, head.size + 1):
            kind, data, names, personal, id_bytes, content, recorded, entered = draft
            number, numbers, leaf = types[kind], [tags[name] for name in names], leaf_hash(data)
            leaves.append(leaf)
            packed = pack(f"<{len(numbers)}I", *numbers)
            blobs = _blob(packed), _blob(data), _blob(leaf), personal and _blob(personal)
            events.append((position, number, *blobs, id_bytes and _blob(id_bytes), content, recorded, entered))
            tagged += [(tag, number, position) for tag in set(numbers)]
            if recorded is not None and (recorded_at is None or recorded > recorded_at):
                recorded_at = recorded
            if entered is not None and (entered_at is None or entered > entered_at):
                entered_at = entered
        new = Head(head.size + len(leaves), recorded_at, entered_at, head.frontier.copy())
        if len(leaves) == 1:
            new.frontier.append(leaves[0])
        else:
            new.frontier.extend(leaves)
        _move_head(connection, head, new)
        tagged.sort()
        _insert(connection, _INTO_EVENT, events)
        _insert(connection, _INTO_TAGS, tagged)
        self._moved = new
        return new

    def positions(
        self,
        connection: Connection,
        query: Query,
        *,
        after: int = 0,
        upto: int | None = None,
        limit: int | None = None,
    ) -> list[int]:
        """The positions after *after*, up to *upto*, that *query* matches: ascending, each once, at most *limit*.

        A query without items matches every entry; so does an item without types and tags. *upto* is not beyond the
        last entry there is.
        """
        after, limit = max(after, 0), None if limit is None else max(limit, 0)
        last = EVER if upto is None else upto
        found = matching(connection, self._tags, self._types, query, after=after, upto=last, limit=limit)
        if found is None:
            last = min(last, self.size(connection), EVER if limit is None else after + limit)
            return list(range(after + 1, last + 1))
        return found

    def rows(self, connection: Connection, positions: Sequence[int]) -> list[Row]:
        """The entries at *positions*, in that order.

        Raises:
            KeyError: there is no entry at one of them.
        """
        if not positions:
            return []
        rows = self._rows(connection, connection.execute(_OF_POSITIONS, (array(positions),)))
        if [row.position for row in rows] == positions:
            return rows
        found = {row.position: row for row in rows}
        return [found[position] for position in positions]

    def scan(self, connection: Connection, after: int, upto: int, limit: int) -> list[Row]:
        """The entries after *after*, up to *upto*, at most *limit*, in order."""
        return self._rows(connection, connection.execute(_BETWEEN, (after, upto, limit)))

    def by_register_time(
        self, connection: Connection, *, beyond: tuple[int, int] | None, upto: int, limit: int
    ) -> list[Row]:
        """The entries up to position *upto* by the time they were recorded, ties by position, at most *limit*.

        *beyond* is the time and the position of the last one seen; entries without such a time are left out.
        """
        time, position = beyond or _BEFORE_ALL
        within = {"time": time, "position": position, "upto": upto, "limit": limit}
        return self._rows(connection, connection.execute(_BY_REGISTER_TIME, within))

    def positions_of(self, connection: Connection, ids: Sequence[bytes]) -> dict[bytes, int]:
        """The positions of the entries that have one of the *ids*, by id."""
        if len(ids) == 1:
            return dict(connection.execute(_OF_ID, ids))
        found: dict[bytes, int] = {}
        for start in range(0, len(ids), _TOGETHER):
            some = ids[start : start + _TOGETHER]
            width = 1 << (len(some) - 1).bit_length()  # few different statements, each prepared once
            marks = ",".join("?" * width)
            statement = f"SELECT id, position FROM event WHERE id IN ({marks})"  # noqa: S608
            found.update(connection.execute(statement, [*some, *[some[-1]] * (width - len(some))]))
        return found

    def positions_of_content(self, connection: Connection, content: bytes) -> list[int]:
        """The positions of the entries whose content is named so, ascending."""
        return [position for (position,) in connection.execute(_OF_CONTENT, (content,))]

    def names(self, connection: Connection, kind: str) -> list[str]:
        """The names of the tags ``kind:name``, in the order of their first mention."""
        start = f"{kind}:"
        return [name.removeprefix(start) for (name,) in connection.execute(_TAGS_OF_KIND, (start, f"{kind};"))]

    def tags(self, connection: Connection, position: int) -> list[str]:
        """The tags of the entry at *position*, as they were given.

        Raises:
            KeyError: there is no entry at it.
        """
        row: tuple[bytes] | None = connection.execute(
            "SELECT tags FROM event WHERE position = ?", (position,)
        ).fetchone()
        if row is None:
            raise KeyError(position)
        return [self._tags.name(connection, number) for (number,) in iter_unpack("<I", row[0])]

    def tagged(self, connection: Connection, positions: Sequence[int]) -> list[tuple[int, str, bytes, list[str]]]:
        """Position, type, data and tags of the entries at *positions*, in ascending order."""
        found = connection.execute(_TAGGED_OF_POSITIONS, (array(positions),)).fetchall()
        name, type_name = self._tags.name, self._types.name
        return [
            (
                position,
                type_name(connection, number),
                data,
                [name(connection, tag) for (tag,) in iter_unpack("<I", tags)],
            )
            for position, number, data, tags in found
        ]

    def _rows(self, connection: Connection, cursor: Cursor) -> list[Row]:
        found = cursor.fetchall()
        names = {number: self._types.name(connection, number) for number in {row[1] for row in found}}
        return [made(Row, (a, names[type_], b, c, d, e)) for a, type_, b, c, d, e in found]


def _move_head(connection: Connection, head: Head, new: Head) -> None:
    values = new.size, new.recorded_at, new.entered_at, new.frontier.to_bytes(), head.size, head.frontier.to_bytes()
    if not connection.execute(_MOVE_HEAD, values).rowcount:
        raise HeadMoved


def _insert(connection: Connection, into: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows many to a statement, half again as fast as one by one; what is left over goes in one by one."""
    if not rows:
        return
    columns = len(rows[0])
    together = _VALUES_A_STATEMENT // columns
    whole = len(rows) // together * together
    for start in range(0, whole, together):
        values = list(chain.from_iterable(rows[start : start + together]))
        connection.execute(_statement(into, columns, together), values)
    if whole < len(rows):
        connection.executemany(_statement(into, columns, 1), rows[whole:])


@cache
def _statement(into: str, columns: int, rows: int) -> str:
    return into + ",".join([f"({','.join('?' * columns)})"] * rows)
