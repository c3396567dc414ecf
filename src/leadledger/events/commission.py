"""Commission paid out, periods closed, and amounts posted by hand."""

from __future__ import annotations

from typing import Annotated, Literal

from leadledger.events.base import Event
from leadledger.events.kinds import Month, Text
from leadledger.events.personal import Personal
from leadledger.values import AgentId, DisputeId, Id, Money, PaymentId, PositiveMoney


class CommissionPaid(Event):
    """An agent was paid commission for *period*."""

    type: Literal["CommissionPaid"] = "CommissionPaid"
    agent: AgentId
    period: Month
    amount: PositiveMoney
    payment: PaymentId


class PeriodClosed(Event):
    """A month was closed: what comes later goes to the next."""

    type: Literal["PeriodClosed"] = "PeriodClosed"
    period: Month


class AdjustmentPosted(Event):
    """An amount was put right by hand, up or (negative) down."""

    type: Literal["AdjustmentPosted"] = "AdjustmentPosted"
    agent: AgentId
    amount: Money
    reason: Annotated[Text, Personal]
    dispute: DisputeId | None = None
    by: Id


Commission = CommissionPaid | PeriodClosed | AdjustmentPosted
"""The entries about commission paid."""
