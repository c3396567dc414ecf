"""What counts as a fact, and when: the first table of the rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

Entry = dict[str, Any]

WHENEVER_KNOWN = {
    "EntryStruck", "CustomersLinked", "CustomersUnlinked", "ComplaintDecided",
    "RulingMade", "SettlementAgreed", "RulingDefied", "QuarrelReported",
}  # fmt: skip
CONTACTS = ("CallReceived", "VisitReceived", "CustomerRegistered", "CustomerAllocated")


@dataclass(frozen=True)
class Terms:
    """The book's own numbers, with the defaults of the rules."""

    timezone: str = "Asia/Shanghai"
    closes_with: str = "subscription"
    validity: int = 2
    wish_validity: int = 2
    tested_at: str = "closing"
    renewed_by_follow_up: bool = False
    search: str = "recorded"
    declined: str = "1/5"
    asked_for: str = "1/2"
    forgot: str = "1/2"
    help_of_the_day: str = "1/2"
    help_of_any_day: str = "1/5"


@dataclass(frozen=True)
class Row:
    """An entry with its place in register order and its two office days."""

    place: int
    entry: Entry
    occurred: datetime
    occurred_day: date
    day: date

    def __getitem__(self, name: str) -> Any:
        return self.entry.get(name)


@dataclass
class World:
    """What a deal may look at: the entries that count, those that count whenever known, the closing and the parties."""

    terms: Terms
    closing: Row
    closing_day: date
    deal: str
    customer: str
    closer: str
    counted: list[Row]
    later: list[Row]
    together: list[set[str]]
    barred: set[str] = field(default_factory=set)

    def party(self, customer: str) -> set[str]:
        party = {customer}
        while True:
            grown = party.union(*(group for group in self.together if group & party))
            if grown == party:
                return party
            party = grown

    def own(self) -> set[str]:
        return self.party(self.customer)

    def upholding(self, agents: set[str]) -> World:
        return replace(self, barred=self.barred | agents)


class NotClosed(Exception):
    """The deal has no closing, as known."""


def rows(history: list[Entry], known_at: str | None, zone: ZoneInfo) -> list[Row]:
    until = None if known_at is None else datetime.fromisoformat(known_at)
    timed = []
    for position, entry in enumerate(history):
        occurred = datetime.fromisoformat(entry["occurred_at"])
        recorded = datetime.fromisoformat(entry.get("recorded_at") or entry["occurred_at"])
        twice = entry in history[:position]  # the same content is the same entry
        if not twice and (until is None or recorded <= until):
            timed.append((recorded, position, occurred, entry))
    timed.sort(key=lambda each: each[:2])
    all_rows = [
        Row(place, entry, occurred, occurred.astimezone(zone).date(), recorded.astimezone(zone).date())
        for place, (recorded, _, occurred, entry) in enumerate(timed)
    ]
    struck = {row["entry"] for row in all_rows if row["type"] == "EntryStruck"}
    return [row for row in all_rows if row["type"] == "EntryStruck" or row["id"] not in struck]


def world(history: list[Entry], deal: str, known_at: str | None, terms: Terms) -> World:
    visible = rows(history, known_at, ZoneInfo(terms.timezone))
    signed = [row for row in visible if row["deal"] == deal and row["type"] == "SubscriptionSigned"]
    contracted = [row for row in visible if row["deal"] == deal and row["type"] == "ContractSigned"]
    closings = signed if terms.closes_with == "subscription" else contracted
    if not closings:
        raise NotClosed(deal)
    closing = closings[0]
    told = [closing, *signed]
    counted = [
        row
        for row in visible
        if row.place < closing.place and row.occurred_day <= closing.occurred_day and row["type"] not in WHENEVER_KNOWN
    ]
    links = [set(row["customers"]) for row in visible if linked(row, visible, closing.occurred_day)]
    joint = set().union(*([row["customer"], *(row["with_customers"] or ())] for row in told)) - {None}
    return World(
        terms=terms,
        closing=closing,
        closing_day=closing.occurred_day,
        deal=deal,
        customer=next(row["customer"] for row in told if row["customer"]),
        closer=next(row["agent"] for row in told if row["agent"]),
        counted=counted,
        later=[row for row in visible if row["type"] in WHENEVER_KNOWN],
        together=[*links, joint],
    )


def linked(link: Row, visible: list[Row], closing_day: date) -> bool:
    if link["type"] != "CustomersLinked":
        return False
    for row in visible:
        if row["type"] == "CustomersUnlinked" and row.place > link.place:
            same = set(row["customers"]) == set(link["customers"]) and row["relation"] == link["relation"]
            if same and (row["ended_on"] is None or closing_day > date.fromisoformat(row["ended_on"])):
                return False
    return True


def complaints(w: World) -> tuple[set[str], set[str]]:
    """Those complained of by the party: with the complaint upheld, and with the complaint still open."""
    outcome = {row["complaint"]: row["outcome"] for row in w.later if row["type"] == "ComplaintDecided"}
    filed = [row for row in w.counted if row["type"] == "ComplaintFiled" and row["customer"] in w.own()]
    upheld = {row["against"] for row in filed if outcome.get(row["complaint"]) == "upheld"}
    return upheld, {row["against"] for row in filed if row["complaint"] not in outcome}


def as_read(visit: Row, barred: set[str]) -> Row:
    """A visit without what it says of barred agents, and without a decline that contradicts itself."""
    read = dict(visit.entry)
    if read.get("asked_for") in barred:
        read["asked_for"] = None
    read["named"] = [agent for agent in read.get("named") or () if agent not in barred]
    if read["agent"] in barred:
        read["forgot"] = False
        if not read.get("asked_for"):
            read["declined"] = []
    if read["agent"] in (read.get("declined") or ()) and not read.get("asked_for"):
        read["declined"] = []
    return replace(visit, entry=read)


def first_entry(w: World, party: set[str]) -> Row | None:
    """The party's first register entry."""
    for row in w.counted:
        if row["type"] in CONTACTS and row["customer"] in party:
            return row
        if row["type"] == "MeetingMinuted" and any(line["customer"] in party for line in row["entries"]):
            return row
    return None


def present(w: World, visit: Row, agent: str) -> bool:
    if visit["present"] is not None:
        return agent in visit["present"]
    moves = [
        row
        for row in w.counted
        if row["type"] in ("AgentArrived", "AgentLeft")
        and row["agent"] == agent
        and row.place < visit.place
        and row.occurred_day == visit.occurred_day
        and row.occurred <= visit.occurred
    ]
    return bool(moves) and max(moves, key=lambda row: (row.occurred, row.place))["type"] == "AgentArrived"
