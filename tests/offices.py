"""Whole offices by chance: several lives told together, with names, rulebooks adopted and mistakes struck.

What a single life of :mod:`tests.lives` avoids can occur here: the same id for an agent and a customer, anything struck
(also before it was entered, and strikings themselves), a deal that was closed twice until one closing was struck,
referrals in a ring, contracts after subscriptions, equal times.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from leadledger.dossier import History
from leadledger.events import Event
from leadledger.rulebook.library import rulebooks
from tests.lives import AGENTS, CUSTOMERS, DEALS, Entry, recorded_at, tell
from tests.strategies import read

NAMES = ("张伟", "Li Na", "王芳", "O'Neil", "陈静")
TERMS: tuple[dict[str, object], ...] = (
    {},
    {"validity": "1 month"},
    {"wish_validity": "1 month"},
    {"closes_with": "contract"},
    {"timezone": "America/New_York"},
    {"renewed_by_follow_up": True},
    {"search_prior_claims": "automatic"},
    {"validity_tested_at": "decisive-visit"},
)


def office(chance: Random, *, lives: int = 2, adoptions: Sequence[Mapping[str, object]] = TERMS) -> list[Entry]:
    """The entries of an office on the wire, in the order in which they are given; some may contradict each other."""
    told = _Telling(chance)
    for number in range(lives):
        told.entries += _renamed(tell(chance, longest=8), number, chance)
    if chance.random() < 0.3:
        chance.shuffle(told.entries)
    else:
        told.entries.sort(key=lambda entry: entry["occurred_at"])
    told.span()
    told.names()
    told.deals()
    told.presence()
    for _ in range(chance.choice((0, 0, 1, 2)) if adoptions else 0):
        told.adopt(chance.choice(adoptions))
    for _ in range(chance.choice((0, 1, 2))):
        told.strike(chance.choice(told.entries))
    told.twice()
    return told.entries


class _Telling:
    """An office while it is told."""

    def __init__(self, chance: Random) -> None:
        self.chance, self.entries = chance, list[Entry]()

    def span(self) -> None:
        times = [recorded_at(entry) for entry in self.entries]
        self.start, self.end = min(times), max(times)

    def add(self, kind: str, at: datetime | None = None, **fields: Any) -> Entry:
        """An entry at that time, or any, somewhere among the others."""
        if at is None:
            part = self.chance.choice((0, 0.1, 0.3, 0.5, 0.7, 0.9, 1))
            at = self.start - timedelta(days=1) + (self.end - self.start + timedelta(days=2)) * part
        entry = {"type": kind, "occurred_at": at.isoformat(), **fields}
        self.entries.insert(self.chance.randint(0, len(self.entries)), entry)
        return entry

    def names(self) -> None:
        """Agents and customers by name, some with one id, some referring each other."""
        choice = self.chance.choice
        for _ in range(choice((0, 1, 3))):
            self.add("AgentJoined", agent=choice((*AGENTS, *CUSTOMERS, "manager")), name=choice(NAMES))
        for _ in range(choice((0, 1, 2))):
            customer = choice((*CUSTOMERS, *AGENTS, "manager"))
            self.add("CustomerRegistered", customer=customer, agent=choice(AGENTS), name=choice(NAMES))
        if self.chance.random() < 0.3:
            one, two = self.chance.sample(CUSTOMERS, 2)
            self.add("ReferralMade", referrer=one, customer=two)
            self.add("ReferralMade", referrer=two, customer=one)

    def deals(self) -> None:
        """What becomes of the deals."""
        if self.chance.random() < 0.3:
            self.add("ContractSigned", deal="k", customer=self.chance.choice(CUSTOMERS), agent="li", unit="u-k")
        money = {"amount": "1.00", "currency": "CNY"}
        for deal in sorted({entry["deal"] for entry in self.entries if entry["type"] == "SubscriptionSigned"}):
            more = self.chance.choice(({}, {}, {"customer": "c"}, {"agent": "wang"}))
            if self.chance.random() < 0.5:
                self.add("ContractSigned", deal=deal, **more)
            if self.chance.random() < 0.2:
                self.add("DealWithdrawn", deal=deal, reason="no loan")
            if self.chance.random() < 0.2:
                self.add("PaymentReceived", deal=deal, payment=f"p-{deal}", amount=money)

    def presence(self) -> None:
        """Who came and went about the visits that do not say who was there."""
        hours = (-26, -24, -9, -2, -0.1, 0, 0.1, 3, 30)
        for visit in [entry for entry in self.entries if entry.get("named") and entry.get("present") is None]:
            for agent in visit["named"]:
                if self.chance.random() < 0.4:
                    at = datetime.fromisoformat(visit["occurred_at"]) + timedelta(hours=self.chance.choice(hours))
                    kind, more = self.chance.choice((("AgentArrived", {}), ("AgentLeft", {"reason": "errand"})))
                    self.add(kind, at, agent=agent, **more)

    def adopt(self, terms: Mapping[str, object]) -> None:
        """A rulebook from some day on, which may be struck."""
        effective = self.chance.choice((date(2024, 1, 1), self.start.date(), self.start.date() + timedelta(days=20)))
        begins, published = effective.isoformat(), self.start.isoformat()
        at = self.chance.choice((None, self.start - timedelta(days=2)))
        fields = {"document": adopted(terms), "effective_from": begins, "published_at": published}
        entry = self.add("RulebookAdopted", at, **fields)
        if self.chance.random() < 0.3:
            self.strike(entry)

    def strike(self, mistake: Entry) -> None:
        """Strike an entry: later than it was entered, or even before."""
        entry, at = mistake.setdefault("id", self._id()), recorded_at(mistake)
        after = self.chance.choice((timedelta(0), timedelta(hours=2), timedelta(days=3), self.start - at))
        striking = self.add("EntryStruck", at + after, entry=entry, reason="a mistake", by="manager")
        if self.chance.random() < 0.2:
            again = striking.setdefault("id", self._id())
            self.add("EntryStruck", entry=again, reason="struck in error", by="manager")

    def twice(self) -> None:
        """Enter a closing or another matter once more, and strike one of the two."""
        kind = self.chance.choice((None, "SubscriptionSigned", "ComplaintFiled", "RulingMade", "ComplaintDecided"))
        alike = [entry for entry in self.entries if entry["type"] == kind]
        if alike:
            first = self.chance.choice(alike)
            second = {**first, "note": "again"}
            second.pop("id", None)
            self.entries.insert(self.chance.randint(0, len(self.entries)), second)
            self.strike(self.chance.choice((first, second)))

    def _id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(120) | 1))


def _renamed(life: list[Entry], number: int, chance: Random) -> list[Entry]:
    """A life whose deals, complaints, rulings and mistakes are its own, and some of its customers."""
    names = {deal: f"{deal}-{number}" for deal in DEALS}
    if number and chance.random() < 0.5:
        names |= {customer: f"{customer}-{number}" for customer in CUSTOMERS if chance.random() < 0.7}
    elif number and chance.random() < 0.3:
        names["c4"] = "zhang"

    def told(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: told(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [told(part, key) for part in value]
        if key in ("complaint", "ruling"):
            return f"{value}-{number}"
        if key in ("id", "entry"):
            return str(UUID(int=UUID(value).int + (number << 100)))
        return names.get(value, value) if isinstance(value, str) and key not in ("type", "relation") else value

    return [told(entry) for entry in life]


def adopted(terms: Mapping[str, object]) -> dict[str, Any]:
    """The document of the sales office's rulebook with other terms."""
    document: dict[str, Any] = copy.deepcopy(dict(rulebooks["sales-office"].document))
    document["terms"] |= terms
    return document


def offices(seed: object, count: int, **how: Any) -> list[list[Entry]]:
    """So many offices whose entries can all be true, as known in the end."""
    chance, found = Random(repr(seed)), list[list[Entry]]()
    while len(found) < count:
        entries = office(chance, **how)
        if not History(read(entries)).contradictions:
            found.append(entries)
    return found


def reordered(chance: Random, events: Sequence[Event]) -> list[Event]:
    """The events in another order of entry that leaves those registered at the same time in theirs."""
    shuffled = list(events)
    chance.shuffle(shuffled)
    alike: dict[datetime, list[Event]] = {}
    for event in reversed(events):
        alike.setdefault(event.registered_at, []).append(event)
    return [alike[event.registered_at].pop() for event in shuffled]
