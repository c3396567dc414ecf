"""Verifying: every entry walked from the first, all that can be recomputed recomputed, the first bad place named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from sqlite3 import Connection
from typing import Any, Final, NamedTuple

from leadledger.store.agreeing import Agreement
from leadledger.store.checking import Stored, fault
from leadledger.store.database import Database
from leadledger.store.declarations import every_type
from leadledger.store.lines import MOST, Bad, Lines, first_wrong, unpacked
from leadledger.store.merkle import HASH_BYTES, Frontier
from leadledger.store.tables import other_tables
from leadledger.store.untrusted import UNREADABLE, at_one_state, damage, namer, pages, texts_as_they_are, unmapped

_HEAD: Final = (
    "SELECT (SELECT count(*) FROM head), size, recorded_at, entered_at, frontier, (SELECT max(position) FROM event)"
    " FROM (SELECT 1) LEFT JOIN head ON one = 1"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found.

    *events* is how many entries were found sound, from the first on, and *head* the root of the tree over them
    (RFC 6962), in hexadecimal. *first_bad* is None where all is well, else the position of the first bad entry and one
    sentence; the position is None where what is wrong belongs to no one entry.
    """

    events: int
    head: str
    first_bad: Bad | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.first_bad is None


def verify(database: Database, *, against: tuple[int, str] | None = None) -> Verified:
    """Return whether everything in the ledger is as it was entered, by recomputing it; never raises over damage.

    *against* is a head that was kept: how many entries there were, and the root over them in hexadecimal. The ledger
    must begin with those.

    Entries appended while it runs are left for the next time. Memory does not grow with the ledger.

    >>> from leadledger.store.log import Draft, Log
    >>> with Database(":memory:") as database:
    ...     log = Log(database)
    ...     with database.writing() as connection:
    ...         _ = log.append(connection, log.head(connection), [Draft("Visited", b"one"), Draft("Visited", b"two")])
    ...     before = verify(database)
    ...     with database.writing() as connection:
    ...         _ = connection.execute("UPDATE event SET data = x'ff' WHERE position = 2")
    ...     before.ok, before.events, verify(database).first_bad
    (True, 2, (2, 'its data does not have the hash that is kept beside it'))
    """
    with database.reading() as conn, unmapped(conn), texts_as_they_are(conn), at_one_state(conn):
        return _Walk(conn, against).verified()


class _HeadRow(NamedTuple):
    rows: int
    size: Any
    recorded_at: Any
    entered_at: Any
    frontier: Any
    last: int | None


class _Walk:
    """One walk over all entries; what it has found sound so far."""

    def __init__(self, connection: Connection, against: tuple[int, str] | None) -> None:
        self._connection = connection
        self._against = against
        self._frontier = Frontier()
        self._root_there = self._frontier.root() if against is not None and against[0] == 0 else None
        self._recorded_at: int | None = None
        self._entered_at: int | None = None
        self._lines = Lines()
        self._newest_type = 0
        self._types = cache(partial(every_type, connection))
        self._type_name = namer(connection, "event_type")
        self._tag_name = namer(connection, "tag")
        self._agreement = Agreement(self._type_name, self._tag_name)

    def verified(self) -> Verified:
        bad = self._first_bad()
        if bad is not None:  # what is no text may stand in a name
            bad = bad[0], bad[1].encode(errors="backslashreplace").decode()
        return Verified(self._frontier.size, self._frontier.root().hex(), bad)

    def _first_bad(self) -> Bad | None:
        try:
            head = _HeadRow(*self._connection.execute(_HEAD).fetchone())
        except UNREADABLE as error:
            return self._entries(MOST) or (None, damage(error))
        size = head.size if isinstance(head.size, int) else head.last or 0
        bad = self._entries(size)
        if bad is not None:
            try:
                return self._not_by_tags(before=MOST if bad[0] is None else bad[0]) or bad
            except UNREADABLE:
                return bad
        try:
            in_it = self._beyond(head, size) or self._not_by_tags() or self._not_the_head(head)
            return in_it or self._not_those_kept() or self._unused_names() or self._around_it() or self._whole_file()
        except UNREADABLE as error:
            return None, damage(error)

    def _entries(self, size: int) -> Bad | None:
        """The first bad entry among those that should be there."""
        try:
            for page in pages(self._connection, size):
                bad = self._page(page)
                if bad is not None:
                    return bad
        except UNREADABLE as error:
            return self._frontier.size + 1, damage(error)
        if self._frontier.size < size < MOST:
            return self._frontier.size + 1, f"there is no entry, and the ledger's head counts {size}"
        return None

    def _page(self, page: Sequence[tuple[Any, ...]]) -> Bad | None:
        """The first bad entry of a page; those before it are sound."""
        leaves: list[bytes] = []
        try:
            for expected, row in enumerate(page, self._frontier.size + 1):
                if row[0] != expected:
                    return (row[0], "it stands before the first") if row[0] < 1 else (expected, "there is no entry")
                why = self._fault(row)
                if why is not None:
                    return expected, why
                leaves.append(row[4])
        finally:
            self._grow(leaves)
        return None

    def _fault(self, row: tuple[Any, ...]) -> str | None:
        position, type_, packed, *rest = row
        numbers = unpacked(packed)
        if numbers is None:
            return "its tags are not stored as whole numbers"
        tags = numbers
        if not self._agreement.of(row, numbers, self._entered_at):
            stored = Stored(position, self._type_name(type_), [self._tag_name(number) for number in numbers], *rest)
            why = fault(stored, not_before=self._entered_at, types=self._types)
            if why is not None:
                return why
            tags = tuple(set(numbers))  # of the bare recorder one may stand twice
        self._lines.add(tags, type_, position)
        self._newest_type = max(self._newest_type, type_)
        self._recorded_at = _later(self._recorded_at, row[8])
        self._entered_at = _later(self._entered_at, row[9])
        return None

    def _grow(self, leaves: list[bytes]) -> None:
        """Take the leaves of sound entries into the tree, and on the way the root at the size of the head kept."""
        there = None if self._against is None else self._against[0] - self._frontier.size
        if there is not None and 0 < there <= len(leaves):
            self._frontier.extend(leaves[:there])
            self._root_there = self._frontier.root()
            leaves = leaves[there:]
        self._frontier.extend(leaves)

    def _not_by_tags(self, *, before: int = MOST) -> Bad | None:
        """The first position before one that the index of tags has wrong; the entries before it are sound."""
        try:
            if self._lines.are_those_of(self._connection, before=before):
                return None
        except UNREADABLE as error:
            return first_wrong(self._connection, before=before, tag_name=self._tag_name) or (None, damage(error))
        wrong = first_wrong(self._connection, before=before, tag_name=self._tag_name)
        return wrong or (None, "the index of tags has lines that no entry has")

    def _beyond(self, head: _HeadRow, size: int) -> Bad | None:
        if head.last is None or head.last <= size:
            return None
        by_tags = self._not_by_tags(before=size + 1)
        if by_tags is not None:
            return by_tags
        beyond = self._connection.execute("SELECT min(position) FROM event WHERE position > ?", (size,)).fetchone()
        return beyond[0], f"an entry stands here, and the ledger's head counts {size}"

    def _unused_names(self) -> Bad | None:
        """Tags and types that no entry has: each gets its number when an entry first has it, without gaps."""
        used = (("tag", "tags", self._lines.newest_tag), ("event_type", "types", self._newest_type))
        for table, what, newest in used:
            count = f"SELECT count(*), coalesce(min(id), 1), coalesce(max(id), 0) FROM {table}"  # noqa: S608
            if self._connection.execute(count).fetchone() != (newest, 1, newest):
                return None, f"there are {what} that no entry has: expected {newest}"
        return None

    def _not_the_head(self, head: _HeadRow) -> Bad | None:
        """The head row held against the entries, all of them sound."""
        if head.rows != 1 or not isinstance(head.size, int):
            return None, "the ledger's head is missing, or is not one"
        try:
            kept = Frontier.from_bytes(head.frontier)
        except (TypeError, ValueError):
            return None, "the hashes in the ledger's head cannot be read"
        if kept.size != head.size:
            return None, f"the hashes in the ledger's head are of {kept.size} entries, and it counts {head.size}"
        if kept != self._frontier:
            first, last = _range_that_differs(kept, self._frontier)
            if first == last:
                return first, "it is not as it was entered, or the ledger's head was changed"
            return None, f"one of entries {first} to {last} is not as it was entered, or the ledger's head was changed"
        if head.recorded_at != self._recorded_at or head.entered_at != self._entered_at:
            return None, "the newest times in the ledger's head are not those of its entries"
        return None

    def _not_those_kept(self) -> Bad | None:
        """The head that was kept held against the entries, all of them sound."""
        if self._against is None:
            return None
        size, root = self._against
        if size > self._frontier.size:
            return None, f"the head kept counts {_entries(size)}, and there are only {self._frontier.size:,}"
        if self._root_there is None or self._root_there.hex() != root.lower():
            first = "the first entry is not that" if size == 1 else f"the first {_entries(size)} are not those"
            return None, f"{first} of the head kept"
        return None

    def _around_it(self) -> Bad | None:
        """What could act on the entries, or hide them, without standing among them: triggers, views, other tables."""
        other = other_tables(self._connection)
        return None if other is None else (None, other)

    def _whole_file(self) -> Bad | None:
        """What SQLite itself finds wrong: its indexes, and pages no entry stands on."""
        found: str = self._connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        return None if found == "ok" else (None, f"the file is damaged: {' '.join(found.split())}")


def _range_that_differs(kept: Frontier, walked: Frontier) -> tuple[int, int]:
    """The first and the last position under the first hash that differs; both are of as many leaves."""
    one, other = kept.to_bytes()[8:], walked.to_bytes()[8:]
    first, at = 1, 0
    for bit in reversed(range(kept.size.bit_length())):
        if not kept.size >> bit & 1:
            continue
        if one[at : at + HASH_BYTES] != other[at : at + HASH_BYTES]:
            return first, first + (1 << bit) - 1
        first, at = first + (1 << bit), at + HASH_BYTES
    raise AssertionError("they do not differ")


def _entries(size: int) -> str:
    return "1 entry" if size == 1 else f"{size:,} entries"


def _later(one: int | None, other: int | None) -> int | None:
    if one is None or (other is not None and other > one):
        return other
    return one
