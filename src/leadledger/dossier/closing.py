"""The closing of a deal: what is decided, about whom, as of which day."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from leadledger.dossier.fact import Fact
from leadledger.dossier.history import History
from leadledger.errors import CustomerUnknown, DealNotClosed, DealUnknown, HistoryContradiction
from leadledger.events import ContractSigned, SubscriptionSigned
from leadledger.values import office_day

ClosesWith = Literal["subscription", "contract"]

_CLOSING_TYPE = {"subscription": SubscriptionSigned, "contract": ContractSigned}
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
    def customers(self) -> tuple[str, ...]:
        """The buyer and the joint buyers."""
        return (self.customer, *self.joint)


def closing_of(history: History, deal: str, closes_with: ClosesWith, zone: ZoneInfo) -> Closing:
    """The closing of *deal*, as far as *history* is known.

    Raises:
        DealUnknown: nothing speaks of the deal.
        DealNotClosed: it has no closing entry that stands.
        HistoryContradiction: it is closed twice, or its contract names no customer and nothing else does.
    """
    if not history.of_deal(deal):
        raise DealUnknown(deal)
    for contradiction in history.contradictions:
        if deal in contradiction.deals:
            raise HistoryContradiction(str(contradiction), places=[str(fact) for fact in contradiction.facts])
    standing = [fact for fact in history.closings.get(deal, ()) if fact.id not in history.struck]
    signed = next((fact for fact in standing if isinstance(fact.event, _CLOSING_TYPE[closes_with])), None)
    if signed is None:
        raise DealNotClosed(deal, _CLOSING_TYPE[closes_with].__name__)
    subscribed = next((fact for fact in standing if isinstance(fact.event, SubscriptionSigned)), None)
    parties = [fact.event for fact in (signed, subscribed) if fact is not None]
    customer = _first(event.customer for event in parties)  # type: ignore[attr-defined]  # closings have it
    if customer is None:
        raise HistoryContradiction(f"deal {deal!r} is closed without a customer: {signed}", places=[str(signed)])
    withdrawn = [f for f in history.of_deal(deal) if f.type == "DealWithdrawn" and f.id not in history.struck]
    facts = (signed,) if subscribed is None else dict.fromkeys((signed, subscribed))
    return Closing(
        customer=customer,
        joint=tuple(joint for event in parties for joint in getattr(event, "with_customers", None) or ()),
        closed_at=signed.occurred_at,
        day=office_day(signed.occurred_at, zone),
        deal=deal,
        closer=_first(event.agent for event in parties),  # type: ignore[attr-defined]
        order=signed.order,
        facts=(*facts, *withdrawn[:1]),
        withdrawn_at=withdrawn[0].occurred_at if withdrawn else None,
    )


def would_buy(history: History, customer: str, at: datetime, zone: ZoneInfo) -> Closing:
    """The closing there would be if *customer* bought at that instant from nobody in particular."""
    if not history.speaks_of(customer):
        raise CustomerUnknown(customer)
    return Closing(customer=customer, joint=(), closed_at=at, day=office_day(at, zone))


def closed_deals(history: History, closes_with: ClosesWith) -> list[str]:
    """The deals that are closed as known, in closing order: by when they closed, ties in register order."""
    kind = _CLOSING_TYPE[closes_with]
    first = {
        deal: next((f for f in facts if isinstance(f.event, kind) and f.id not in history.struck), None)
        for deal, facts in history.closings.items()
    }
    closed = [(fact.occurred_at, fact.order, deal) for deal, fact in first.items() if fact is not None]
    return [deal for _, _, deal in sorted(closed)]


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)
