"""Statements: what an agent earned, is due and was paid in one month and one currency, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from leadledger.projections.postings import Cited, Kind
from leadledger.values import Money


@dataclass(frozen=True, slots=True)
class Line:
    """One transaction as the agent sees it: *earned* more or less, *due* more or less, by what and why.

    *amount* is what it comes to for the agent: what it adds to what is due, or, where it touches that not, to what is
    earned and not due yet. *taken_back* is whether it takes an earlier one back; *difference* is the closed month that
    this line brings a difference for: the one in which was booked what it takes back or corrects, or else its day's.
    """

    kind: Kind
    effective_on: date
    deal: str | None
    clause: Cited | None
    rule: Cited | None
    share: Fraction | None
    amount: Money
    earned: Money
    due: Money
    reason: str
    taken_back: bool
    difference: str | None
    events: tuple[UUID, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """An agent's month in one currency. Amounts are what the agent has to get; below zero, what they owe.

    *opening* and *closing* are what is due before and after. *earned* is what deals brought, due yet or not.
    ``closing == opening + released + clawed_back + adjusted + paid``, where what was paid or clawed back is below zero.
    *pending* is what is earned and not due yet at the end of the month. *closed* says whether the month is closed: then
    the statement never changes.
    """

    agent: str
    period: str
    currency: str
    closed: bool
    lines: tuple[Line, ...]
    opening: Money
    earned: Money
    released: Money
    clawed_back: Money
    adjusted: Money
    paid: Money
    closing: Money
    pending: Money
    names: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """The statement as ``statement --json`` prints it, keys in a fixed order."""
        return {
            "agent": self.agent,
            "period": self.period,
            "currency": self.currency,
            "closed": self.closed,
            "lines": [_line(one) for one in self.lines],
            **{
                name: _money(getattr(self, name))
                for name in ("opening", "earned", "released", "clawed_back", "adjusted", "paid", "closing", "pending")
            },
        }


def _line(one: Line) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "on": one.effective_on.isoformat(),
        "deal": one.deal,
        "clause": None if one.clause is None else one.clause.cite,
        "rule": None if one.rule is None else one.rule.cite,
        "share": None if one.share is None else str(one.share),
        "amount": _money(one.amount),
        "earned": _money(one.earned),
        "due": _money(one.due),
        "reason": one.reason,
        "note": one.note,
        "taken_back": one.taken_back,
        "difference": one.difference,
        "events": [str(entry) for entry in one.events],
    }


def _money(money: Money) -> dict[str, str]:
    return {"amount": money.amount, "currency": money.currency}
