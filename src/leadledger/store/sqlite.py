"""The recorder of eventsourcing's DCB interface on a ledger's file: ``PERSISTENCE_MODULE=leadledger.store.sqlite``."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Final, Self

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
)
from eventsourcing.dcb.persistence import DCBInfrastructureFactory
from eventsourcing.persistence import IntegrityError, ProgrammingError
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder
from eventsourcing.utils import Environment, EnvType

from leadledger.store.database import Database
from leadledger.store.log import Draft, Item, Log
from leadledger.store.subscription import SQLiteDCBSubscription

_PAGE: Final = 1000


class SQLiteDCBRecorder(DCBRecorder):
    """Events in one SQLite file: gapless positions, conditions checked in the transaction that appends.

    >>> with Database(":memory:") as database:
    ...     recorder = SQLiteDCBRecorder(database)
    ...     position = recorder.append([DCBEvent("Visited", b"{}", ["customer:c1"])])
    ...     position, [found.event.tags for found in recorder.read()]
    (1, [['customer:c1']])
    """

    def __init__(self, database: Database) -> None:
        self.database: Final = database
        self.log: Final = Log(database)

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        """Append all of *events*, or none; returns the position of the last, which is on the disk then.

        Raises:
            IntegrityError: an event matches *condition*; the message names its position and type.

        """
        if not events:
            raise ProgrammingError("there is nothing to append: expected at least one event")
        drafts = [Draft(event.type, event.data, event.tags) for event in events]
        with self.database.writing() as connection:
            head = self.log.head(connection)
            after = 0 if condition is None else condition.after or 0
            if condition is not None and head.size > after:
                query = _items(condition.fail_if_events_match)
                for conflict in self.log.rows(connection, self.log.positions(connection, query, after=after, limit=1)):
                    raise IntegrityError(
                        f"the event at position {conflict.position}, {conflict.type}, "
                        f"matches the append condition (after {after})"
                    )
            return self.log.append(connection, head, drafts).size

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """The events that match, up to the head as it is now; nothing is held open while they are read."""
        with self.database.reading() as connection:
            size = self.log.size(connection)
            positions = self.log.positions(connection, _items(query), after=after or 0, upto=size, limit=limit)
        last = positions[-1] if positions else 0
        return _Response(self, positions, (size if limit is None else last) or None)

    def subscribe(self, query: DCBQuery | None = None, *, after: int | None = None) -> SQLiteDCBSubscription[Self]:
        """The events that match, and those that will be appended, by this process or another, as they come."""
        return SQLiteDCBSubscription(self, self.database, query=query, after=after)


class _Response(DCBReadResponse):
    """Events at positions found at the call, read a page at a time."""

    def __init__(self, recorder: SQLiteDCBRecorder, positions: Sequence[int], head: int | None) -> None:
        self._head: Final = head
        self._events: Final = _paged(recorder, array("q", positions))

    @property
    def head(self) -> int | None:
        """The position of the last event there was when this was asked; with a limit, of the last one given."""
        return self._head

    def __next__(self) -> DCBSequencedEvent:
        return next(self._events)


def _paged(recorder: SQLiteDCBRecorder, positions: Sequence[int]) -> Iterator[DCBSequencedEvent]:
    for start in range(0, len(positions), _PAGE):
        with recorder.database.reading() as connection:
            page = recorder.log.tagged(connection, list(positions[start : start + _PAGE]))
        for position, type_, data, tags in page:
            yield DCBSequencedEvent(DCBEvent(type_, data, tags), position)


def _items(query: DCBQuery | None) -> list[Item]:
    return [Item(tuple(item.types), tuple(item.tags)) for item in query.items] if query else []


class SQLiteDCBFactory(DCBInfrastructureFactory[SQLiteTrackingRecorder]):
    """Makes recorders on the file that the environment's SQLITE_DBNAME names.

    >>> settings = {"PERSISTENCE_MODULE": "leadledger.store.sqlite", "SQLITE_DBNAME": ":memory:"}
    >>> factory = DCBInfrastructureFactory.construct(settings)
    >>> factory.dcb_recorder().append([DCBEvent("Visited", b"{}")])
    1
    >>> factory.close()
    """

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        name = self.env.get("SQLITE_DBNAME")
        if not name:
            raise OSError("SQLITE_DBNAME is not set: expected the path of a ledger, or :memory:")
        self._name: Final = name
        self._database: Final = Database(name)
        self._tracking: SQLiteDatastore | None = None

    def dcb_recorder(self) -> SQLiteDCBRecorder:
        """A recorder on the file."""
        return SQLiteDCBRecorder(self._database)

    def tracking_recorder(
        self, tracking_recorder_class: type[SQLiteTrackingRecorder] | None = None
    ) -> SQLiteTrackingRecorder:
        """The package's own recorder of how far projections have come, in a table of the same file."""
        if self._tracking is None:
            self._tracking = SQLiteDatastore(self._name)
        recorder = (tracking_recorder_class or SQLiteTrackingRecorder)(self._tracking)
        recorder.create_table()
        return recorder

    def close(self) -> None:
        """Close the file."""
        if self._tracking is not None:
            self._tracking.close()
        self._database.close()
