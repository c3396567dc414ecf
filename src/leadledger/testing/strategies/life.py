"""A life while it is told: its clock, its people, and what the entries so far make possible.

All that a life holds comes from *records*, a few bytes for each entry. A byte picks one of several, and byte 0 the
plainest, so what Hypothesis makes smaller becomes plainer too; where a record is at its end, the plainest is picked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import permutations
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from leadledger.testing.checking.telling import edge_of
from leadledger.values import Window

T = TypeVar("T")
Entry = dict[str, Any]
"""An entry on the wire."""

OPENS = time(10)
ON_TIME = timedelta(0)
DELAYS = (*(ON_TIME,) * 7, timedelta(hours=3), timedelta(hours=15), timedelta(days=2))
"""How long after it happened an entry is made."""


@dataclass(frozen=True, slots=True)
class NextDay:
    """The opening of the day that is *days* later."""

    days: int = 1


@dataclass(frozen=True, slots=True)
class Edge:
    """The last day, or instant, of a *window* begun with the first entry or with the latest; or just *after* it."""

    window: Window
    from_first: bool = False
    after: bool = False


Gap = timedelta | NextDay | Edge
_SHORT: tuple[Gap, ...] = (NextDay(), NextDay(), timedelta(minutes=7), timedelta(hours=3), timedelta(0))
GAPS: tuple[Gap, ...] = (
    *_SHORT,
    *_SHORT,
    timedelta(hours=14),
    NextDay(2),
    NextDay(5),
    NextDay(12),
    NextDay(30),
    NextDay(59),
)
"""How long after the entry before something happens."""


class Record:
    """The bytes that one entry is made from, read in turn."""

    __slots__ = ("_at", "_bytes")

    def __init__(self, data: bytes) -> None:
        self._bytes, self._at = data, 0

    def pick(self, options: Sequence[T]) -> T:
        """One of several, as the next byte says."""
        at = self._at
        if at >= len(self._bytes):
            return options[0]
        self._at = at + 1
        return options[self._bytes[at] % len(options)]


@lru_cache(maxsize=16)
def orders(agents: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """One of the first four agents, two or three of them, in any order; mostly one."""
    some = [tuple(permutations(agents[:4], count)) for count in (1, 2, 3)]
    return (*some[0] * 10, *some[1], *some[2])


@dataclass(slots=True)
class Life:
    """What has been told so far, and with what the next entry is told."""

    clock: datetime
    agents: Sequence[str]
    customers: Sequence[str]
    gaps: Sequence[Gap]
    delays: Sequence[timedelta]
    open_deals: list[str]
    record: Record = field(default_factory=lambda: Record(b""))
    entries: list[Entry] = field(default_factory=list[Entry])
    registered: list[datetime] = field(default_factory=list[datetime])
    delay: timedelta = ON_TIME
    _called: dict[str, str] = field(default_factory=dict[str, str])

    def turn_to(self, data: bytes, gaps: Sequence[Gap] | None = None) -> None:
        """Let the clock move, and begin an entry: how long it is after the one before, and how late it is made."""
        self.record = Record(data)
        self._move(self.record.pick(gaps or self.gaps))
        self.delay = self.record.pick(self.delays)

    def _move(self, gap: Gap) -> None:
        if not self.entries:
            return
        if isinstance(gap, timedelta):
            self.clock += gap
            return
        if isinstance(gap, NextDay):
            at = datetime.combine(self.clock.date() + timedelta(days=gap.days), OPENS, self.clock.tzinfo)
        else:
            at = self._edge(gap)
        self.clock = max(self.clock, at)

    def _edge(self, gap: Edge) -> datetime:
        start = self.clock if not gap.from_first else datetime.fromisoformat(self.entries[0]["occurred_at"])
        office = cast("ZoneInfo", self.clock.tzinfo)
        try:
            return edge_of(gap.window, start.astimezone(office), office, after=gap.after)
        except (ValueError, OverflowError):  # past the calendar
            return self.clock

    def pick(self, options: Sequence[T]) -> T:
        """One of several."""
        return self.record.pick(options)

    def customer(self) -> str:
        """Mostly the first of the customers, since a life is of somebody."""
        customers = self.customers
        return self.known(customers, self.pick((*(customers[0],) * 3, *customers)))

    def another(self, than: str) -> str | None:
        """A customer who is another one; None where there is none."""
        others = [one for one in self.customers if self._called.get(one) != than]
        return self.known(self.customers, self.pick(others)) if others else None

    def agent(self, but: str | None = None) -> str:
        """An agent, another one than *but* if there is one."""
        agents = self.agents
        if but is not None:
            agents = [one for one in agents if self._called.get(one) != but] or agents
        return self.known(self.agents, self.pick(agents))

    def known(self, people: Sequence[str], one: str) -> str:
        """What one of the people is called: who comes first in a life bears the first name, whoever was picked."""
        called = self._called.get(one)
        if called is None:
            called = people[sum(1 for other in people if other in self._called)]
            self._called[one] = called
        return called

    def some_agents(self) -> list[str]:
        """One agent or several, each once."""
        return [self.known(self.agents, one) for one in self.pick(orders(self.agents))]

    def of(self, kind: str) -> list[int]:
        """The places of the entries of a type."""
        return [place for place, entry in enumerate(self.entries) if entry["type"] == kind]

    def add(self, kind: str, *, after: int | None = None, **fields: Any) -> None:
        """Tell an entry, entered no earlier than the one at the place *after*; fields that are None are left out."""
        entry: Entry = {"type": kind, "occurred_at": self.clock.isoformat()}
        for name, value in fields.items():
            if value is not None:
                entry[name] = value
        registered = self.clock + self.delay
        if after is not None:
            registered = max(registered, self.registered[after])
        if registered != self.clock:
            entry["recorded_at"] = registered.isoformat()
        self.entries.append(entry)
        self.registered.append(registered)
