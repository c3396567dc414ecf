"""The journal: entries into the log and out of it, with ids, times and nothing entered twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from sqlite3 import Connection, IntegrityError
from typing import NamedTuple
from uuid import UUID

from leadledger.errors import EntryRefused, EventUndeclared
from leadledger.events import EVENT_TYPES, Event, RulebookAdopted
from leadledger.events.declared import NONE_DECLARED, EventTypes, together
from leadledger.plugins import types_with
from leadledger.store.appending import Appending
from leadledger.store.database import Database
from leadledger.store.declarations import declared_by
from leadledger.store.entries import Entry, Incoming, Receipt, entries_of, entry_of
from leadledger.store.files import Key
from leadledger.store.instants import micros
from leadledger.store.kept import Kept
from leadledger.store.log import HeadMoved, Log
from leadledger.store.records import Head, Item, Query, Row, made
from leadledger.store.stamping import Asked, stamped

_PAGE = 2_000


class Overtaken(Exception):
    """Somebody entered what an append is conditional on: look again, and decide again."""


class Place(NamedTuple):
    """The file of a ledger: where it is, which file it is whatever it is called, and how sentences call it."""

    path: str
    key: Key
    name: str


class Journal:
    """The entries of one database: appended all or none, each id once, and read as events.

    *name* is how the ledger is called in sentences, *clock* tells the time of entry.
    """

    def __init__(self, database: Database, name: str = "", *, clock: Callable[[], datetime] | None = None) -> None:
        self._database = database
        self._log = Log(database)
        self._name = name
        self._clock = clock or (lambda: datetime.now(UTC))
        self._kept: dict[str, Kept] = {}
        self._declared: tuple[tuple[UUID, ...], EventTypes] = (), NONE_DECLARED
        self._own = threading.local()

    def file(self) -> Place | None:
        """The file that another process would find the same entries in; None for what only this one sees.

        That is a ledger in memory, and one in the middle of a transaction of this thread.
        """
        if getattr(self._own, "connection", None) is not None or (file := self._database.file()) is None:
            return None
        path, key = file
        return Place(str(path), key, self._name)

    def now(self) -> datetime:
        """What its clock says."""
        return self._clock()

    def place(self, position: int) -> str:
        """What the entry at a position is called: ``office.db, entry 17``."""
        return f"{self._name}, entry {position}" if self._name else f"entry {position}"

    def head(self) -> Head:
        """How many entries there are, the newest times, and the edge of the tree over all of them."""
        with self._database.reading() as conn:
            return self._log.head(conn)

    def size(self) -> int:
        """How many entries there are: the position of the last."""
        with self._database.reading() as conn:
            return self._log.size(conn)

    def append(
        self,
        incoming: Sequence[Incoming],
        *,
        register: bool = False,
        unless: Query = (),
        after: int = 0,
        types: EventTypes = NONE_DECLARED,
        closed_at: datetime | None = None,
    ) -> list[Receipt]:
        """Enter events, all or none, and give a receipt for each; what is there already is not entered again.

        A live entry gets the register time of now, never earlier than the newest; entries of an old *register* keep
        theirs, which is when they happened where none is given, but none before *closed_at*. Nothing is entered if an
        entry *after* that position matches one of the items of *unless*.

        Raises:
            Overtaken: such an entry is there.
            HistoryContradiction: an id stands on two entries of different content.
            EntryRefused: a live entry's *recorded_at* is earlier than the newest entry's, a register time is more than
                five years after the clock, or it is before *closed_at*.
        """
        asked = [
            Asked.of(event, place, register=register)
            if register or event.id is None
            else made(Asked, (event, place, event.id, None))
            for event, place in incoming
        ]
        own: Connection | None = getattr(self._own, "connection", None)
        if own is None and not register:
            try:
                with self._database.writing() as conn:
                    return self._append_new(conn, asked, unless, after)
            except (IntegrityError, EntryRefused):
                pass  # one may be there already: below each is looked up
        with self._database.writing() if own is None else nullcontext(own) as conn:
            head, read = self._head_unless(conn, unless, after), partial(self._entries, given=types)
            return Appending(
                self._log, conn, head, self._clock(), register=register, name=self._name, read=read, closed_at=closed_at
            ).append(asked)

    def _head_unless(self, conn: Connection, unless: Query, after: int) -> Head:
        """The head, unless an entry *after* that position matches."""
        head = self._log.head(conn)
        if unless and head.size > after and self._log.positions(conn, unless, after=after, limit=1):
            raise Overtaken
        return head

    def _append_new(self, conn: Connection, asked: Sequence[Asked], unless: Query, after: int) -> list[Receipt]:
        """Take all for new, and the log as it was left, as mostly; the index of ids refuses one that is there."""
        head = self._head_unless(conn, unless, after) if unless else self._log.expected_head(conn)
        try:
            self._log.append(conn, head, list(stamped(asked, head, self._clock(), register=False)))
        except HeadMoved:  # by another process
            head = self._log.head(conn)
            self._log.append(conn, head, list(stamped(asked, head, self._clock(), register=False)))
        return [made(Receipt, (position, one.id, True)) for position, one in enumerate(asked, head.size + 1)]

    @contextmanager
    def alone(self, *, keep: bool = True) -> Generator[None]:
        """Nobody else appends meanwhile, and all that is appended inside is kept in one step, or undone on any error.

        Without *keep* it is undone in any case: for asking what would be.
        """
        with self._database.writing() if keep else self._database.trial() as conn:
            self._own.connection = conn
            try:
                yield
            finally:
                self._own.connection = None

    def find(
        self,
        items: Query,
        *,
        upto: int | None = None,
        known_at: datetime | None = None,
        but: Container[int] = (),
        types: EventTypes = NONE_DECLARED,
    ) -> list[Entry]:
        """The entries that match one of the items, of the first *upto* those registered by *known_at*, by position.

        Those at the positions of *but* are left out. *types* are event types declared besides those adopted here.
        """
        with self._database.reading() as conn:
            positions = [one for one in self._log.positions(conn, items, upto=upto) if one not in but]
            rows = self._log.rows(conn, positions)
        found = self._entries(rows, types)
        return found if known_at is None else [entry for entry in found if entry.recorded_at <= known_at]

    def kept(self, kind: str, *, upto: int) -> Kept:
        """All entries of a type among the first *upto*, and perhaps later ones: kept in memory once they were read.

        It is for types of which an office has few and which every question needs.
        """
        with self._database.reading() as conn:
            kept = Kept() if conn.in_transaction else self._kept.setdefault(kind, Kept())
            with kept.lock:
                if kept.upto < upto:
                    positions = self._log.positions(conn, [Item((kind,))], after=kept.upto, upto=upto)
                    kept.extend(entries_of(self._log.rows(conn, positions)), upto=upto)
        return kept

    def adoptions(self) -> list[RulebookAdopted]:
        """Every rulebook adopted here, whatever became of it, in the order of entry."""
        return [one.event for one in self._adoptions() if isinstance(one.event, RulebookAdopted)]

    def _adoptions(self) -> Sequence[Entry]:
        upto = self.size()
        return self.kept(RulebookAdopted.__name__, upto=upto).entries(upto=upto)

    def event_types(self, given: EventTypes = NONE_DECLARED, source: str = "the rulebook given") -> EventTypes:
        """Every event type there is: those of the rulebooks adopted here, of plugins, and those *given*, by name.

        Raises:
            RulebookInvalid: one of those that *source* gives is declared otherwise here.
        """
        adoptions = self._adoptions()
        ids, declared = tuple(one.id for one in adoptions), self._declared
        if declared[0] != ids:
            declared = self._declared = ids, declared_by(one.event for one in adoptions)
        return types_with(together(source, declared[1], given), source)

    def _entries(self, rows: Sequence[Row], given: EventTypes = NONE_DECLARED) -> list[Entry]:
        """The entries of the rows; what was appended past the ledger is no entry of it."""
        if {row.type for row in rows} <= EVENT_TYPES.keys():
            return entries_of(rows)
        types, found = self.event_types(given), list[Entry]()
        for row in rows:
            if row.entered_at is None:
                continue
            try:
                found.append(entry_of(row, types))
            except EventUndeclared as fault:
                raise EventUndeclared(f"{self.place(row.position)}: {fault}") from None
        return found

    def entry(self, entry: UUID) -> Entry | None:
        """The entry of an id, if there is one."""
        with self._database.reading() as conn:
            rows = self._log.rows(conn, list(self._log.positions_of(conn, [entry.bytes]).values()))
        return next(iter(self._entries(rows)), None)

    def positions(self, entries: Iterable[UUID]) -> dict[UUID, int]:
        """Where the entries of these ids stand, of those that are there."""
        with self._database.reading() as conn:
            found = self._log.positions_of(conn, [one.bytes for one in entries])
        return {UUID(bytes=id): position for id, position in found.items()}

    def event(self, entry: UUID, *, upto: int) -> Event | None:
        """The event that was entered under an id, if it stands among the first *upto*."""
        found = self.entry(entry)
        return None if found is None or found.position > upto else found.event

    def in_order_of_entry(
        self, *, after: int = 0, upto: int | None = None, types: EventTypes = NONE_DECLARED
    ) -> Iterator[Entry]:
        """The entries after a position, page by page; nothing is held open between pages."""
        last = self.size() if upto is None else upto
        while after < last:
            with self._database.reading() as conn:
                rows = self._log.scan(conn, after=after, upto=last, limit=_PAGE)
            if not rows:
                return
            yield from self._entries(rows, types)
            after = rows[-1].position

    def in_register_order(self, *, upto: int | None = None, types: EventTypes = NONE_DECLARED) -> Iterator[Entry]:
        """The entries by register time, ties in the order of entry, page by page."""
        last = self.size() if upto is None else upto
        beyond: tuple[int, int] | None = None
        while True:
            with self._database.reading() as conn:
                rows = self._log.by_register_time(conn, beyond=beyond, upto=last, limit=_PAGE)
            if not rows:
                return
            yield from self._entries(rows, types)
            assert rows[-1].recorded_at is not None, "every entry has a register time"
            beyond = (rows[-1].recorded_at, rows[-1].position)

    def entered_by(self, at: datetime) -> int:
        """How many entries were in the ledger at an instant: times of entry never run backwards."""
        asked, low, high = micros(at), 0, self.size()
        with self._database.reading() as conn:
            while low < high:
                middle = (low + high + 1) // 2
                (row,) = self._log.rows(conn, [middle])
                if row.entered_at is not None and row.entered_at <= asked:
                    low = middle
                else:
                    high = middle - 1
        return low

    def tagged(self, kind: str) -> list[str]:
        """The names of one kind that entries are tagged with, in the order of first mention."""
        with self._database.reading() as conn:
            return self._log.names(conn, kind)
