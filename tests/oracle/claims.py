"""Who holds what on a party: the second table of the rules."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date

from tests.oracle.facts import Row, World, as_read, first_entry, present


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass
class Claim:
    """A claim: who holds it, since which entry, through which day, and how it came about last."""

    agent: str
    opened: int
    through: date
    cite: str = "5.1"
    lifted: int | None = None


@dataclass
class Help:
    """A visit on which somebody helped for whichever of some agents becomes the owner."""

    helper: str
    principals: set[str]
    visit: Row


@dataclass
class Wish:
    """What a visit asks, as it was read when it was entered; *served* are those named who had a live claim then."""

    visit: Row
    kind: str
    served: list[str]


@dataclass
class Register:
    """All that stands on a party at some moment."""

    claims: list[Claim] = field(default_factory=list)
    helps: list[Help] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    discounts: list[Row] = field(default_factory=list)
    found: list[Row] = field(default_factory=list)
    allocated: bool = False

    def live(self, agent: str, day: date) -> list[Claim]:
        return [claim for claim in self.claims if claim.agent == agent and claim.through >= day]

    def ranked(self) -> list[Claim]:
        opened = sorted(range(len(self.claims)), key=lambda i: (self.claims[i].opened, i))
        order = [self.claims[i] for i in opened]
        lifted = sorted((claim for claim in order if claim.lifted is not None), key=lambda claim: claim.lifted or 0)
        return lifted + [claim for claim in order if claim.lifted is None]


def register(w: World, customer: str, barred: set[str], before: int) -> Register:
    """What stands on the party of *customer* after all entries placed earlier than *before*."""
    party = w.party(customer)
    r = Register()
    first = first_entry(w, party)
    for row in w.counted:
        if row.place >= before:
            break
        take(w, r, party, barred, first, row)
    return r


def open_claim(w: World, r: Register, barred: set[str], agent: str, row: Row, cite: str = "5.1") -> None:
    if agent not in barred and not r.live(agent, row.day):
        r.claims.append(Claim(agent, row.place, months_after(row.day, w.terms.validity), cite))


def take(w: World, r: Register, party: set[str], barred: set[str], first: Row | None, row: Row) -> None:  # noqa: C901, PLR0912  # the table's rows, one by one
    kind = row["type"]
    if kind == "MeetingMinuted":
        for line in row["entries"]:
            if line["customer"] in party:
                open_claim(w, r, barred, line["agent"], row)
    elif kind == "CustomersReassigned":
        lots(w, r, party, barred, row)
    elif row["customer"] not in party:
        return
    elif kind in ("CallReceived", "CustomerRegistered"):
        open_claim(w, r, barred, row["agent"], row)
    elif kind == "VisitReceived":
        visit(w, r, barred, as_read(row, barred), is_first=first is not None and first.place == row.place)
    elif kind == "ReferralMade":
        if row["referrer"] not in party:
            referral(w, r, barred, first, row)
    elif kind == "CustomerAllocated":
        r.claims, r.helps, r.wishes, r.discounts, r.found = [], [], [], [], []
        r.allocated = True
        open_claim(w, r, barred, row["agent"], row, "5.3.13")
    elif kind == "FollowUpLogged":
        if w.terms.renewed_by_follow_up:
            for claim in r.live(row["agent"], row.day):
                claim.through = max(claim.through, months_after(row.day, w.terms.validity))
    elif kind == "DiscountSought":
        r.discounts.append(row)
    elif kind == "PriorClaimFound":
        r.found.append(row)


def visit(w: World, r: Register, barred: set[str], row: Row, *, is_first: bool) -> None:
    served = [agent for agent in row["named"] if r.live(agent, row.day)]
    if row["declined"]:
        r.wishes.append(Wish(row, "declined", served))
    elif row["asked_for"] and not is_first:
        r.wishes.append(Wish(row, "asked_for", served))
    elif row["forgot"]:
        r.wishes.append(Wish(row, "forgot", served))
    elif served:
        r.wishes.append(Wish(row, "named", served))

    only_names = not (row["asked_for"] or row["declined"] or row["forgot"])
    if is_first and row["asked_for"]:
        open_claim(w, r, barred, row["asked_for"], row)
    elif only_names and served:
        if row["agent"] in served or any(present(w, row, agent) for agent in served):
            return
        if row["agent"] not in barred:
            r.helps.append(Help(row["agent"], set(served), row))
    else:
        open_claim(w, r, barred, row["agent"], row)


def referral(w: World, r: Register, barred: set[str], first: Row | None, row: Row) -> None:
    theirs = register(w, row["referrer"], set(), row.place).claims
    if not theirs:
        return
    agent = min(theirs, key=lambda claim: claim.opened).agent
    open_claim(w, r, barred, agent, row, "5.3.10")
    new = first is None or first.place > row.place or first.day == row.day
    if new and not r.allocated:
        for claim in r.live(agent, row.day)[:1]:
            if claim.lifted is None:
                claim.lifted = row.place
                claim.cite = "5.3.10"


def lots(w: World, r: Register, party: set[str], barred: set[str], row: Row) -> None:
    giver = row["from_agent"]
    for lot in row["lots"]:
        taker = lot["agent"]
        if lot["customer"] not in party or taker in barred:
            continue
        for claim in r.live(giver, row.day):
            claim.agent, claim.cite = taker, "5.3.12"
            claim.through = months_after(row.day, w.terms.validity)
        for help_given in r.helps:
            if giver in help_given.principals:
                help_given.principals = (help_given.principals - {giver}) | {taker}
        return
