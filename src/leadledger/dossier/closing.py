"""The closing of a deal: what is decided, about whom, as of which day."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from leadledger.dossier.concerns import buyers_of, closer_of, deal_of
from leadledger.dossier.contradictions import closed_twice
from leadledger.dossier.fact import Fact, only
from leadledger.dossier.history import History
from leadledger.errors import CallInvalid, CustomerUnknown, DealNotClosed, DealUnknown, HistoryContradiction, TimeNaive
from leadledger.events import DealWithdrawn, Event, SubscriptionSigned
from leadledger.events.kinds import FIRST_YEAR, LAST_YEAR
from leadledger.events.pattern import Pattern
from leadledger.values import office_day

ClosesWith = Literal["subscription", "contract"] | Pattern
"""What closes a deal: one of the contract's two entries, or a pattern of entries that name a deal."""

_CLOSING: Mapping[object, Pattern] = {
    "subscription": Pattern(frozenset({"SubscriptionSigned"})),
    "contract": Pattern(frozenset({"ContractSigned"})),
}
_END = sys.maxsize


@dataclass(frozen=True, slots=True)
class Closing:
    """What a decision is about.

    *day* is the closing day (the office's local date of *closed_at*); facts before *order* were entered before it.
    A question "who would own them now" is a closing without deal, closer and facts.
    """

    customer: str
    joint: tuple[str, ...]
    closed_at: datetime
    day: date
    deal: str | None = None
    closer: str | None = None
    order: int = _END
    facts: tuple[Fact, ...] = ()
    withdrawn_at: datetime | None = None

    @property
    def event(self) -> Event | None:
        """The entry that closes the deal, for what else it says; None where it is only asked who would own them."""
        return self.facts[0].event if self.facts else None

    @property
    def customers(self) -> tuple[str, ...]:
        """The buyer and the joint buyers."""
        return (self.customer, *self.joint)


def closing_pattern(closes_with: ClosesWith) -> Pattern:
    """The entries that close a deal.

    >>> sorted(closing_pattern("contract").types)
    ['ContractSigned']
    """
    return closes_with if isinstance(closes_with, Pattern) else _CLOSING[closes_with]


def closing_of(history: History, deal: str, closes_with: ClosesWith, zone: ZoneInfo) -> Closing:
    """The closing of *deal*, as far as *history* is known.

    Raises:
        DealUnknown: nothing speaks of the deal.
        DealNotClosed: it has no closing entry that stands.
        HistoryContradiction: it is closed twice, or its contract names no customer and nothing else does.
    """
    if not history.of_deal(deal):
        raise DealUnknown(deal)
    history.refuse_contradictions(deal)
    closes = closing_pattern(closes_with)
    standing = [fact for fact in history.of_deal(deal) if fact.id not in history.struck]
    closing = [fact for fact in standing if closes.matches(fact.event)]
    if not closing:
        raise DealNotClosed(deal, " or ".join(sorted(closes.types)))
    for again in closed_twice(closing):
        raise HistoryContradiction(str(again), places=[str(fact) for fact in again.facts])
    signed = closing[0]
    facts: dict[Fact, None] = {signed: None, **dict.fromkeys(only(standing, SubscriptionSigned))}
    buyers = list(dict.fromkeys(buyer for fact in facts for buyer in buyers_of(fact.event)))
    if not buyers:
        raise HistoryContradiction(f"deal {deal!r} is closed without a customer: {signed}", places=[str(signed)])
    withdrawn = [fact for fact in only(history.of_deal(deal), DealWithdrawn) if fact.id not in history.struck]
    return Closing(
        customer=buyers[0],
        joint=tuple(buyers[1:]),
        closed_at=signed.occurred_at,
        day=office_day(signed.occurred_at, zone),
        deal=deal,
        closer=next((closer for fact in facts if (closer := closer_of(fact.event)) is not None), None),
        order=signed.order,
        facts=(*facts, *withdrawn[:1]),
        withdrawn_at=withdrawn[0].occurred_at if withdrawn else None,
    )


def would_buy(history: History, customer: str, at: datetime, zone: ZoneInfo) -> Closing:
    """The closing there would be if *customer* bought at that instant from nobody in particular."""
    if at.tzinfo is None:
        raise TimeNaive("at", at)
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise CallInvalid(f"at {at.isoformat()}: expected a year from {FIRST_YEAR} to {LAST_YEAR}")
    if not history.speaks_of(customer):
        raise CustomerUnknown(customer)
    return Closing(customer=customer, joint=(), closed_at=at, day=office_day(at, zone))


def closed_deals(history: History, closes_with: ClosesWith) -> list[str]:
    """The deals that are closed as known, in closing order: by when they closed, ties in register order."""
    closes = closing_pattern(closes_with)
    closed: dict[str, Fact] = {}
    for fact in history.matching(closes):
        if (deal := deal_of(fact.event)) is not None:
            closed.setdefault(deal, fact)
    return sorted(closed, key=lambda deal: (closed[deal].occurred_at, closed[deal].order))
