"""A subscription that reads what is there, then waits for what comes, without a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator

from eventsourcing.dcb.api import DCBQuery, DCBSequencedEvent, DCBSubscription, TDCBRecorder_co

from leadledger.store.database import Database


class SQLiteDCBSubscription(DCBSubscription[TDCBRecorder_co]):
    """Events in the order of their positions, none left out; ``stop()``, from any thread, ends the iteration at once.

    Events of other processes are noticed within a twentieth of a second.

    Raises:
        LedgerClosed: the ledger was closed meanwhile.

    """

    def __init__(
        self, recorder: TDCBRecorder_co, database: Database, query: DCBQuery | None = None, after: int | None = None
    ) -> None:
        super().__init__(recorder, query, after)
        self._database = database
        self._events: Iterator[DCBSequencedEvent] = iter(())

    def stop(self) -> None:
        """End the iteration, also one that is waiting."""
        super().stop()
        self._database.wake()

    def __next__(self) -> DCBSequencedEvent:
        while not self._has_been_stopped:
            event = next(self._events, None)
            if event is not None:
                self._last_position = max(self._last_position, event.position)
                return event
            token = self._database.token()
            response = self._recorder.read(self._query, after=self._last_position)
            self._events = response
            event = next(response, None)
            if event is not None:
                self._last_position = event.position
                return event
            self._last_position = max(self._last_position, response.head or 0)
            self._database.wait(token, until=lambda: self._has_been_stopped)
        raise StopIteration
