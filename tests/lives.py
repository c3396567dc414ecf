"""Whole lives of customers, told by a chooser: the same teller serves Hypothesis and a bulk run by plain chance.

A *chooser* picks one of several; everything a life holds comes from its choices. The times run through month ends,
leap days and midnights, entries come in late or at equal times, and every type of entry the judge reads can occur.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T")
Chooser = Callable[[Sequence[Any]], Any]
Entry = dict[str, Any]

AGENTS = ("zhang", "li", "wang", "chen")
CUSTOMERS = ("c", "kin", "old", "friend")
DEALS = ("d1", "d2", "d3")
STARTS = ("2025-12-29T10:00", "2025-12-31T23:30", "2026-01-30T00:00", "2024-02-28T09:00", "2024-12-31T18:00")
GAPS = (
    timedelta(0),
    timedelta(minutes=7),
    timedelta(hours=3),
    timedelta(hours=14),
    timedelta(days=1),
    timedelta(days=1),
    timedelta(days=2),
    timedelta(days=5),
    timedelta(days=12),
    timedelta(days=30),
    timedelta(days=59),
)
SHORT = (*GAPS[:6], *GAPS[:6], *GAPS)
DELAYS = (*(timedelta(0),) * 7, timedelta(hours=3), timedelta(hours=15), timedelta(days=2))
SHANGHAI = timedelta(hours=8)

TOUCHES = ("visit", "visit", "visit", "visit", "call", "registered")
OTHERS = (
    "minutes", "referral", "referral", "allocation", "lots", "lots", "found", "discount", "link", "unlink", "complaint",
    "complaint", "decision", "ruling", "settlement", "quarrel", "defied", "arrived", "left", "struck", "follow_up",
)  # fmt: skip


@dataclass
class Life:
    """A life while it is told."""

    choose: Chooser
    clock: datetime
    entries: list[Entry] = field(default_factory=list)
    people: Sequence[str] = CUSTOMERS
    open_deals: list[str] = field(default_factory=lambda: list(DEALS))

    def person(self) -> str:
        return self.choose(("c", "c", "c", *self.people))

    def agent(self) -> str:
        return self.choose(AGENTS)

    def agents(self, most: int = 3) -> list[str]:
        picked = [self.agent() for _ in range(self.choose(range(1, most + 1)))]
        return list(dict.fromkeys(picked))

    def of(self, kind: str) -> list[Entry]:
        return [entry for entry in self.entries if entry["type"] == kind]

    def add(self, kind: str, *, after: Entry | None = None, **fields: Any) -> None:
        stated = {name: value for name, value in fields.items() if value is not None}
        entry = {"type": kind, "occurred_at": self.clock.isoformat(), **stated}
        recorded = self.clock + self.choose(DELAYS)
        if after is not None:
            recorded = max(recorded, recorded_at(after))
        if recorded != self.clock:
            entry["recorded_at"] = recorded.isoformat()
        self.entries.append(entry)


def recorded_at(entry: Entry) -> datetime:
    """When the register took an entry."""
    return datetime.fromisoformat(entry.get("recorded_at") or entry["occurred_at"])


def tell(choose: Chooser, *, longest: int = 14) -> list[Entry]:
    """A history on the wire in which at least one deal (``d1``) closes."""
    start = datetime.fromisoformat(choose(STARTS)).replace(tzinfo=UTC)
    life = Life(
        choose, (start - SHANGHAI).astimezone(zone()), people=choose((("c",), ("c", "old"), ("c", "kin"), CUSTOMERS))
    )
    kinds = (*TOUCHES, *(choose(OTHERS) for _ in range(choose((0, 2, 4, 8)))))
    for _ in range(choose(range(1, longest))):
        life.clock += choose(SHORT)
        PARTS[choose(kinds)](life)
    for _ in range(choose((1, 1, 1, 2, 3))):
        life.clock += choose(SHORT)
        subscribe(life)
        for _ in range(choose((0, 0, 0, 1, 2))):
            life.clock += choose(GAPS[:7])
            PARTS[choose((*kinds, "decision", "link", "ruling"))](life)
    return life.entries


def zone() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Asia/Shanghai")


def visit(life: Life) -> None:
    choose = life.choose
    wish: Entry = {}
    for said in choose(((), ("named",), ("named",), ("asked_for",), ("declined",), ("forgot",), ("any", "any", "any"))):
        name = choose(("named", "asked_for", "declined", "forgot")) if said == "any" else said
        wish[name] = {"named": life.agents, "declined": life.agents, "asked_for": life.agent, "forgot": bool_true}[
            name
        ]()
    present = choose((None, None, [], list(AGENTS), "some"))
    if present == "some":
        present = life.agents()
    life.add("VisitReceived", customer=life.person(), agent=life.agent(), present=present, **wish)


def bool_true() -> bool:
    return True


def call(life: Life) -> None:
    life.add("CallReceived", customer=life.person(), agent=life.agent())


def registered(life: Life) -> None:
    life.add("CustomerRegistered", customer=life.person(), agent=life.agent())


def follow_up(life: Life) -> None:
    life.add("FollowUpLogged", customer=life.person(), agent=life.agent())


def minutes(life: Life) -> None:
    lines = [{"customer": life.person(), "agent": life.agent()} for _ in range(life.choose((1, 1, 2, 3)))]
    life.add("MeetingMinuted", date=life.clock.date().isoformat(), entries=lines, by="manager")


def referral(life: Life) -> None:
    referrer = life.choose(("old", "old", "old", "kin", "friend", "c"))
    customer = life.choose([customer for customer in ("c", "c", *CUSTOMERS) if customer != referrer])
    life.add("ReferralMade", referrer=referrer, customer=customer)


def allocation(life: Life) -> None:
    life.add("CustomerAllocated", customer=life.person(), agent=life.agent(), by="manager")


def lots(life: Life) -> None:
    giver = life.agent()
    drawn = [
        {"customer": life.person(), "agent": life.choose([agent for agent in AGENTS if agent != giver])}
        for _ in range(life.choose((1, 1, 2)))
    ]
    life.add("CustomersReassigned", from_agent=giver, reason="leave", lots=drawn, by="manager")


def found(life: Life) -> None:
    life.add("PriorClaimFound", customer=life.person(), found_by=life.agent(), prior_agent=life.agent())


def discount(life: Life) -> None:
    life.add("DiscountSought", customer=life.person(), from_agent=life.agent())


def link(life: Life) -> None:
    one = life.person()
    other = life.choose([customer for customer in CUSTOMERS if customer != one])
    relation = life.choose(("household", "household", "company"))
    life.add("CustomersLinked", customers=[one, other], relation=relation)


def unlink(life: Life) -> None:
    made = life.of("CustomersLinked")
    if made:
        known = life.choose(made)
        ended = life.choose((None, None, -20, 0, 3, 20))
        day = None if ended is None else (life.clock.date() + timedelta(days=ended)).isoformat()
        life.add(
            "CustomersUnlinked",
            after=known,
            customers=known["customers"][::-1],
            relation=known["relation"],
            ended_on=day,
        )


def complaint(life: Life) -> None:
    name = f"k{len(life.of('ComplaintFiled'))}"
    life.add("ComplaintFiled", complaint=name, customer=life.person(), against=life.agent())


def decision(life: Life) -> None:
    settled = {entry["complaint"] for entry in life.of("ComplaintDecided")}
    pending = [entry for entry in life.of("ComplaintFiled") if entry["complaint"] not in settled and "id" not in entry]
    if pending:
        filed = life.choose(pending)
        outcome = life.choose(("upheld", "upheld", "dismissed"))
        life.add("ComplaintDecided", after=filed, complaint=filed["complaint"], outcome=outcome, by="manager")


def shares(life: Life) -> dict[str, str]:
    payees = life.choose(
        (
            *((agent,) for agent in AGENTS),
            ("li", "zhang"),
            ("wang", "@department"),
            ("@suspense", "li"),
            ("wang", "@unassigned"),
            ("chen", "wang"),
        )
    )
    return (
        {payees[0]: "1"}
        if len(payees) == 1
        else dict(zip(payees, life.choose((("1/2", "50%"), ("0.3", "7/10"))), strict=True))
    )


def about(life: Life) -> dict[str, str]:
    return life.choose(({"deal": life.choose(DEALS)}, {"customer": life.person()}))


def ruling(life: Life) -> None:
    name = f"r{len(life.of('RulingMade'))}"
    life.add(
        "RulingMade", ruling=name, credit=shares(life), commission=shares(life), reason="x", by="manager", **about(life)
    )


def settlement(life: Life) -> None:
    life.add("SettlementAgreed", credit=shares(life), commission=shares(life), signed_by=["zhang", "li"], **about(life))


def defied(life: Life) -> None:
    made = life.of("RulingMade")
    if made:
        known = life.choose(made)
        life.add("RulingDefied", after=known, ruling=known["ruling"], agent=life.agent(), by="manager")


def quarrel(life: Life) -> None:
    life.add("QuarrelReported", agents=["zhang", "li"], by="manager", **about(life))


def arrived(life: Life) -> None:
    life.add("AgentArrived", agent=life.agent())


def left(life: Life) -> None:
    life.add("AgentLeft", agent=life.agent(), reason=life.choose(("errand", "off")))


def struck(life: Life) -> None:
    settled = {entry["complaint"] for entry in life.of("ComplaintDecided")}
    lasting = ("SubscriptionSigned", "RulingMade", "CustomersLinked")
    mistakes = [e for e in life.entries if e["type"] not in lasting and e.get("complaint") not in settled]
    if mistakes:
        mistake = life.choose(mistakes)
        mistake.setdefault("id", str(UUID(int=(len(life.entries) << 8) | 0x4000 << 64 | 0x8 << 60)))
        life.add("EntryStruck", after=mistake, entry=mistake["id"], reason="a mistake", by="manager")


def subscribe(life: Life) -> None:
    if life.open_deals:
        deal = life.open_deals.pop(0)
        joint = life.choose((None, None, None, None, ["kin"], ["old"]))
        customer = life.choose(("c", "c", "c", "c", "friend"))
        life.add(
            "SubscriptionSigned",
            deal=deal,
            customer=customer,
            with_customers=joint,
            unit=f"u-{deal}",
            agent=life.agent(),
        )


PARTS: dict[str, Callable[[Life], None]] = {
    "visit": visit, "call": call, "registered": registered, "follow_up": follow_up, "minutes": minutes,
    "referral": referral, "allocation": allocation, "lots": lots, "found": found, "discount": discount, "link": link,
    "unlink": unlink, "complaint": complaint, "decision": decision, "ruling": ruling, "settlement": settlement,
    "defied": defied, "quarrel": quarrel, "arrived": arrived, "left": left, "struck": struck,
}  # fmt: skip
