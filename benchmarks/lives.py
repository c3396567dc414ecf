"""Made-up histories of any length: customers' lives with 5 to 60 entries each, deals, links, referrals, attendance."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

Entry = dict[str, Any]
START = datetime(2024, 1, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
DAYS = 900
AGENTS = [f"agent-{number:02d}" for number in range(1, 21)]
EVENTS_A_DEAL = 50


def write(path: Path, events: int, seed: int = 1) -> int:
    """Writes a history of so many events with one deal to fifty of them; returns how many deals it has."""
    deals = max(1, events // EVENTS_A_DEAL)
    entries = history(events, deals, seed)
    path.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), encoding="utf-8")
    return deals


def history(events: int, deals: int, seed: int = 1) -> list[Entry]:
    """The entries in register order: the lives of buyers, then of others and of the office until there are enough."""
    rng = Random(seed)
    entries: list[Entry] = []
    for number in range(deals):
        entries.extend(buyer(rng, number, rng.randrange(5, 61)))
    entries.extend(minutes(rng, deals // 4, deals))
    others = _others(rng, events - len(entries))
    entries.extend(others)
    entries = entries[:events]
    entries.sort(key=lambda entry: entry["occurred_at"])
    for entry in entries:
        entry["id"] = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    return entries


def buyer(
    rng: Random, number: int, facts: int, *, office: Sequence[str] = AGENTS, when: datetime | None = None
) -> Iterator[Entry]:
    """The life of a customer who buys, with so many entries that bear on it; it begins with *when*."""
    customer, deal = f"c{number:05d}", f"d{number:05d}"
    agents = rng.sample(office, 3)
    when = when or START + timedelta(days=rng.randrange(DAYS), minutes=rng.randrange(480))
    step = timedelta(days=50) / (facts + 1)
    for place in range(facts):
        at = when + step * place
        yield touch(rng, customer, agents, at, first=place == 0)
    if rng.random() < 0.1:
        yield from _relative(rng, customer, when, office)
    if number and rng.random() < 0.1:
        yield _entry("ReferralMade", when, referrer=f"c{rng.randrange(number):05d}", customer=customer)
    closed = when + step * facts + timedelta(hours=1)
    if rng.random() < 0.03:
        yield from _complaint(rng, customer, deal, agents[0], closed)
    price = {"amount": f"{rng.randrange(900_000, 3_000_000)}.00", "currency": "CNY"}
    unit = f"unit-{number}"
    yield _entry("SubscriptionSigned", closed, deal=deal, customer=customer, unit=unit, agent=agents[0], price=price)
    if rng.random() < 0.02:
        shares = {"credit": {agents[0]: "1"}, "commission": {agents[0]: "7/10", agents[1]: "3/10"}}
        later = closed + timedelta(days=4)
        yield _entry("RulingMade", later, ruling=f"r-{deal}", deal=deal, reason="as heard", by="manager", **shares)


def touch(rng: Random, customer: str, agents: list[str], at: datetime, *, first: bool = False) -> Entry:
    """One contact: a visit, a call, a card or a follow-up."""
    kind, agent = rng.random(), rng.choice(agents)
    if first or kind < 0.35:
        return _entry("VisitReceived", at, customer=customer, agent=agent, **({} if first else _wish(rng, agents)))
    if kind < 0.45:
        return _entry("CallReceived", at, customer=customer, agent=agent, phone=f"+86100{rng.randrange(10**8):08d}")
    if kind < 0.5:
        return _entry("CustomerRegistered", at, customer=customer, agent=agent, name="何秀英", grade=rng.choice("ABCD"))
    summary = "约周末再来看样板间"
    return _entry("FollowUpLogged", at, customer=customer, agent=agent, channel="phone", reached=True, summary=summary)


def _wish(rng: Random, agents: list[str]) -> Entry:
    chance = rng.random()
    if chance < 0.4:
        return {"named": rng.sample(agents, rng.choice((1, 1, 2)))}
    if chance < 0.5:
        return {"named": [agents[0]], "present": [agents[1]]}
    if chance < 0.55:
        return {"declined": [agents[1]]}
    if chance < 0.6:
        return {"asked_for": agents[2]}
    return {"forgot": True} if chance < 0.62 else {}


def _relative(rng: Random, customer: str, when: datetime, office: Sequence[str]) -> Iterator[Entry]:
    other = f"{customer}-relative"
    for place in range(rng.randrange(2, 7)):
        yield touch(rng, other, rng.sample(office, 3), when + timedelta(days=5 * place, hours=2), first=place == 0)
    later = when + timedelta(days=30)
    yield _entry("CustomersLinked", later, customers=[customer, other], relation="household", degree="spouse")


def _complaint(rng: Random, customer: str, deal: str, against: str, closed: datetime) -> Iterator[Entry]:
    name = f"complaint-{deal}"
    yield _entry("ComplaintFiled", closed - timedelta(days=1), complaint=name, customer=customer, against=against)
    if rng.random() < 0.8:
        outcome = rng.choice(("upheld", "dismissed"))
        later = closed + timedelta(days=3)
        yield _entry("ComplaintDecided", later, complaint=name, outcome=outcome, by="manager")


def minutes(rng: Random, meetings: int, customers: int, office: Sequence[str] = AGENTS) -> Iterator[Entry]:
    """Meetings' minutes, each giving three buyers an agent."""
    for _ in range(meetings):
        at = START + timedelta(days=rng.randrange(DAYS), hours=11)
        lines = [{"customer": f"c{rng.randrange(customers):05d}", "agent": rng.choice(office)} for _ in range(3)]
        yield _entry("MeetingMinuted", at, date=at.date().isoformat(), entries=lines, by="manager")


def _others(rng: Random, wanted: int) -> list[Entry]:
    """Attendance and customers who buy nothing, about one to two."""
    entries: list[Entry] = []
    number = 0
    while len(entries) < wanted:
        at = START + timedelta(days=rng.randrange(DAYS + 60))
        for agent in rng.sample(AGENTS, 3):
            entries.extend(presence(rng, agent, at))
        number += 1
        for place in range(rng.randrange(2, 22)):
            later = at + timedelta(days=3 * place, minutes=rng.randrange(480))
            entries.append(touch(rng, f"o{number:05d}", rng.sample(AGENTS, 3), later, first=place == 0))
    return entries


def presence(rng: Random, agent: str, at: datetime) -> tuple[Entry, Entry]:
    """An agent's coming, up to 25 minutes before that instant, and going home."""
    came = at - timedelta(minutes=rng.randrange(25))
    return _entry("AgentArrived", came, agent=agent), _entry(
        "AgentLeft", at + timedelta(hours=9), agent=agent, reason="off"
    )


def _entry(kind: str, at: datetime, **fields: Any) -> Entry:
    return {"type": kind, "occurred_at": at.isoformat(timespec="seconds"), **fields}
