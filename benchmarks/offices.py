"""A large office's history, streamed in register order: so many events, customers and deals, never all in memory.

The lives are those of :mod:`benchmarks.lives`, as long at a million events as at ten thousand.
What grows is how many there are, and the office with them: an agent has as many customers in either.
"""

from __future__ import annotations

import heapq
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from benchmarks.lives import DAYS, START, Entry, buyer, minutes, presence, touch
from leadledger.events import Event, parse_event

EVENTS_A_CUSTOMER = 20
EVENTS_A_DEAL = 100
EVENTS_AN_AGENT = 3_000
EVENTS_A_DAY_PRESENT = 50
WORKDAY_MINUTES = 480


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of what; relatives of a tenth of the buyers come on top of the customers."""

    events: int
    customers: int
    deals: int

    @classmethod
    def of(cls, events: int) -> Size:
        """An office of so many events: twenty to a customer, a hundred to a deal."""
        return cls(events, max(2, events // EVENTS_A_CUSTOMER), max(1, events // EVENTS_A_DEAL))

    @property
    def agents(self) -> list[str]:
        """The agents who serve so many customers."""
        return [f"agent-{number:03d}" for number in range(1, max(3, self.events // EVENTS_AN_AGENT) + 1)]


def history(size: Size, seed: int = 1) -> Iterator[Event]:
    """The events of the office, by when they happened, each with a time-ordered id (UUID version 7)."""
    chance = Random(seed)
    for entry in entries(size, seed):
        entry["id"] = str(_id(entry["occurred_at"], chance))
        yield parse_event(json.dumps(entry, ensure_ascii=False))


def walk_ins(count: int, office: Sequence[str], seed: int = 1) -> Iterator[Event]:
    """So many more entries, one after another, about customers whom no deal concerns."""
    rng = Random(f"{seed} walk-ins")
    for number in range(count):
        at = START + timedelta(days=DAYS + 60, minutes=number)
        customer = f"w{number // EVENTS_A_CUSTOMER:05d}"
        entry = touch(rng, customer, rng.sample(office, 3), at, first=number % EVENTS_A_CUSTOMER == 0)
        yield parse_event(json.dumps({**entry, "id": str(_id(entry["occurred_at"], rng))}, ensure_ascii=False))


def entries(size: Size, seed: int = 1) -> Iterator[Entry]:
    """The same as entries of JSON, without ids: exactly as many as *size* says."""
    office = size.agents
    bought = sum(len(_buyer(size, seed, number, office)) for number in range(size.deals))
    met = sorted(minutes(Random(f"{seed} minutes"), size.deals // 4, size.deals, office), key=_when)
    days_present = size.events // EVENTS_A_DAY_PRESENT
    rest = size.events - bought - len(met) - 2 * days_present
    others = size.customers - size.deals
    if rest < others:
        raise ValueError(f"{size.events} events are too few for {size.deals} deals and {others} other customers")
    yield from heapq.merge(
        _overlapping(_buyer(size, seed, number, office) for number in range(size.deals)),
        _overlapping(_other(seed, number, others, rest, office) for number in range(others)),
        _overlapping(_present(seed, days_present, office)),
        met,
        key=_when,
    )


def _overlapping(lives: Iterable[Sequence[Entry]]) -> Iterator[Entry]:
    """The entries of lives that begin one after another, in one order; only lives that are going on are in memory."""
    running: list[tuple[str, int, int, Sequence[Entry]]] = []
    for number, life in enumerate(lives):
        while running and running[0][0] <= _when(life[0]):
            yield _next(running)
        heapq.heappush(running, (_when(life[0]), number, 0, life))
    while running:
        yield _next(running)


def _next(running: list[tuple[str, int, int, Sequence[Entry]]]) -> Entry:
    _, number, place, life = running[0]
    if place + 1 < len(life):
        heapq.heapreplace(running, (_when(life[place + 1]), number, place + 1, life))
    else:
        heapq.heappop(running)
    return life[place]


def _buyer(size: Size, seed: int, number: int, office: Sequence[str]) -> list[Entry]:
    rng = Random(f"{seed} buyer {number}")
    when = _begins(number, size.deals)
    return sorted(buyer(rng, number, rng.randrange(5, 61), office=office, when=when), key=_when)


def _other(seed: int, number: int, others: int, rest: int, office: Sequence[str]) -> list[Entry]:
    """A customer who buys nothing."""
    rng = Random(f"{seed} other {number}")
    when = _begins(number, others)
    return [
        touch(rng, f"o{number:05d}", rng.sample(office, 3), when + timedelta(days=3 * place), first=place == 0)
        for place in range(_entries_of(seed, number, others, rest))
    ]


def _entries_of(seed: int, number: int, others: int, rest: int) -> int:
    """Two neighbours have as many together as any two: one has up to twice the half, the other the rest."""
    pair = number // 2
    share = rest * (number + 1) // others - rest * number // others
    if pair * 2 + 1 >= others:
        return share
    moved = Random(f"{seed} pair {pair}").randrange(rest // others)
    return share + (moved if number % 2 else -moved)


def _present(seed: int, days_present: int, office: Sequence[str]) -> Iterator[list[Entry]]:
    """The comings and goings of each day; agents in turn, each as often, spread over the whole time."""
    rng = Random(f"{seed} present")
    for day in range(DAYS):
        those = range(-(-days_present * day // DAYS), -(-days_present * (day + 1) // DAYS))
        at = START + timedelta(days=day)
        came = [entry for number in those for entry in presence(rng, office[number % len(office)], at)]
        if came:
            yield sorted(came, key=_when)


def _begins(number: int, lives: int) -> datetime:
    """Evenly over the days and within the hours of each."""
    day, rest = divmod(DAYS * number, lives)
    return START + timedelta(days=day, minutes=WORKDAY_MINUTES * rest // lives)


def _when(entry: Entry) -> str:
    at: str = entry["occurred_at"]
    return at


def _id(at: str, chance: Random) -> uuid.UUID:
    """A UUID version 7: the milliseconds, then chance."""
    milliseconds = int(datetime.fromisoformat(at).timestamp() * 1000)
    return uuid.UUID(
        int=milliseconds << 80 | 0x7 << 76 | chance.getrandbits(12) << 64 | 0b10 << 62 | chance.getrandbits(62)
    )
