"""Changes: each entry as it is appended, with the decisions it moved, for applications that react to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from types import TracebackType
from typing import Self
from uuid import UUID

from leadledger.errors import LedgerClosed
from leadledger.events import Event
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.ledger.moves import Move
from leadledger.store.database import Database
from leadledger.store.entries import Entry
from leadledger.store.journal import Journal

_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that was appended, and the deals it moved: as they were decided before it, and with it."""

    entry: Entry
    moved: tuple[Move, ...]

    @property
    def position(self) -> int:
        """Where the entry stands; a subscription after it goes on with the next."""
        return self.entry.position

    @property
    def event(self) -> Event:
        """What was entered."""
        return self.entry.event

    @property
    def id(self) -> UUID:
        """The entry's id."""
        return self.entry.id

    @property
    def recorded_at(self) -> datetime:
        """When the register took it."""
        return self.entry.recorded_at


class Subscription(Iterator[Change]):
    """The changes after a position, in the order of entry; waits for more, unless it is told not to *follow*.

    It ends when it is stopped, from any thread, or when the ledger is closed. It sees what other processes append.
    """

    def __init__(
        self,
        database: Database,
        journal: Journal,
        moved: Callable[[Entry], tuple[Move, ...]],
        *,
        after: int,
        follow: bool,
        types: EventTypes = NONE_DECLARED,
    ) -> None:
        self._database, self._journal, self._moved = database, journal, moved
        self._after, self._follow, self._types = after, follow, types
        self._waiting = deque[Entry]()
        self._stopped = False
        self._one_at_a_time = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def __next__(self) -> Change:
        try:
            with self._one_at_a_time:
                if not self._waiting:
                    self._fetch()
                if self._stopped or not self._waiting:
                    raise StopIteration
                change = Change(self._waiting[0], self._moved(self._waiting[0]))
                self._waiting.popleft()  # only now: what could not be told is told next time
                return change
        except LedgerClosed:
            raise StopIteration from None

    def stop(self) -> None:
        """End the subscription; who waits for a change waits no longer."""
        self._stopped = True
        with suppress(LedgerClosed):
            self._database.wake()

    def _fetch(self) -> None:
        """Read what comes next, waiting for it where that is wanted."""
        while not self._stopped:
            token = self._database.token()
            size = self._journal.size()
            if size > self._after:
                upto = min(size, self._after + _TOGETHER)
                self._waiting.extend(self._journal.in_order_of_entry(after=self._after, upto=upto, types=self._types))
                self._after = upto
                return
            if not self._follow:
                return
            self._database.wait(token, until=lambda: self._stopped)
