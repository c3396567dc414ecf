"""Staff: the agents' names, roles, teams and base pay, as they were on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from typing import Generic, TypeVar

from leadledger.dossier import Fact
from leadledger.events import AgentJoined, AgentResigned, BasePaySet
from leadledger.values import Money

T = TypeVar("T")
NO_ROLES: frozenset[str] = frozenset()


class Dated(Generic[T]):
    """Values by the day from which each counts; of one day's the later entry."""

    def __init__(self) -> None:
        self._entries: list[tuple[date, int, T]] = []

    def put(self, day: date, order: int, value: T) -> None:
        """A value from that day on."""
        self._entries.append((day, order, value))
        self._entries.sort(key=lambda entry: entry[:2])

    def drop(self, order: int) -> None:
        """Forget what an entry said."""
        self._entries = [entry for entry in self._entries if entry[1] != order]

    def within(self, first: date, last: date) -> list[T]:
        """The values that count on some day from *first* to *last*, both included."""
        begun = self.on(first)
        later = [value for day, _, value in self._entries if first < day <= last]
        return later if begun is None else [begun, *later]

    def on(self, day: date) -> T | None:
        """The value on a day, if there is one yet."""
        place = bisect_right(self._entries, day, key=lambda entry: entry[0])
        return self._entries[place - 1][2] if place else None


class Staff:
    """Who works in the office, as it is known so far; *changes* counts what was said of them."""

    def __init__(self, day_of: Callable[[Fact], date]) -> None:
        self._day_of = day_of
        self._joined: dict[str, Dated[AgentJoined]] = {}
        self._left: dict[str, Dated[bool]] = {}
        self._pay: dict[str, Dated[Money]] = {}
        self.names: dict[str, str] = {}
        self.changes = 0

    def take(self, fact: Fact) -> str | None:
        """Take what an entry says of an agent; gives the agent it is about."""
        event, day = fact.event, self._day_of(fact)
        match event:
            case AgentJoined():
                self._joined.setdefault(event.agent, Dated()).put(day, fact.order, event)
                self._left.setdefault(event.agent, Dated()).put(day, fact.order, value=False)
                if event.name:
                    self.names[event.agent] = event.name
            case AgentResigned():
                self._left.setdefault(event.agent, Dated()).put(day, fact.order, value=True)
            case BasePaySet():
                self._pay.setdefault(event.agent, Dated()).put(day, fact.order, event.monthly)
            case _:
                return None
        self.changes += 1
        return event.agent

    def strike(self, fact: Fact) -> str | None:
        """Take back what an entry said of an agent."""
        event = fact.event
        if not isinstance(event, AgentJoined | AgentResigned | BasePaySet):
            return None
        for kept in (self._joined, self._left, self._pay):
            if event.agent in kept:
                kept[event.agent].drop(fact.order)
        self.changes += 1
        return event.agent

    def roles(self, agent: str, day: date) -> frozenset[str]:
        """An agent's roles on a day; none where nothing is said of them."""
        joined = self._joined.get(agent)
        event = None if joined is None else joined.on(day)
        return NO_ROLES if event is None else frozenset(event.roles)

    def team(self, agent: str, day: date) -> str | None:
        """An agent's team on a day."""
        joined = self._joined.get(agent)
        event = None if joined is None else joined.on(day)
        return None if event is None else event.team

    def base_pay(self, agent: str, day: date) -> Money | None:
        """An agent's base pay for a month that ends on that day."""
        pay = self._pay.get(agent)
        return None if pay is None else pay.on(day)

    def working(self, first: date, last: date) -> list[str]:
        """The agents who were there on a day from *first* to *last*, in the order in which they were first named."""
        known = dict.fromkeys((*self._joined, *self._pay))
        return [agent for agent in known if self._is_there(agent, first, last)]

    def people(self, day: date) -> Mapping[str, AgentJoined]:
        """Everyone who is there on a day, with what was said of them last."""
        found = {agent: joined.on(day) for agent, joined in self._joined.items()}
        return {
            agent: event
            for agent, event in found.items()
            if event is not None and not (self._left[agent].on(day) or False)
        }

    def _is_there(self, agent: str, first: date, last: date) -> bool:
        left = self._left.get(agent)
        return left is None or False in left.within(first, last)
