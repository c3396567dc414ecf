"""Complaints, quarrels, settlements, disputes, rulings, and what a manager established."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from leadledger.events.about import AboutDealOrCustomer
from leadledger.events.base import Event
from leadledger.events.kinds import SEQUENCE, Part, Text
from leadledger.events.personal import Personal
from leadledger.values import AgentId, ComplaintId, CustomerId, DisputeId, Id, RulingId, Shares

Agents = Annotated[tuple[AgentId, ...], Field(min_length=1), SEQUENCE]


class ComplaintFiled(Event):
    """A customer complained about an agent."""

    type: Literal["ComplaintFiled"] = "ComplaintFiled"
    complaint: ComplaintId
    customer: CustomerId
    against: AgentId


class ComplaintDecided(Event):
    """A complaint was upheld or dismissed."""

    type: Literal["ComplaintDecided"] = "ComplaintDecided"
    complaint: ComplaintId
    outcome: Literal["upheld", "dismissed"]
    by: Id


class QuarrelReported(AboutDealOrCustomer):
    """Agents fought over a deal, or over a customer."""

    type: Literal["QuarrelReported"] = "QuarrelReported"
    agents: Agents
    by: Id


class SettlementAgreed(AboutDealOrCustomer):
    """The agents agreed among themselves how a deal, or a customer's deals, are shared."""

    type: Literal["SettlementAgreed"] = "SettlementAgreed"
    credit: Shares
    commission: Shares
    signed_by: Agents
    dispute: DisputeId | None = None


class Wants(Part):
    """What a party to a dispute asks for, each exact shares that sum to one."""

    credit: Shares | None = None
    commission: Shares | None = None


class DisputeOpened(AboutDealOrCustomer):
    """An agent disputes how a deal, or a customer's deals, are shared."""

    type: Literal["DisputeOpened"] = "DisputeOpened"
    dispute: DisputeId
    by: AgentId
    says: Annotated[Text, Personal]
    wants: Wants | None = None


class DisputeAnswered(Event):
    """Another party to the dispute answered."""

    type: Literal["DisputeAnswered"] = "DisputeAnswered"
    dispute: DisputeId
    by: Id
    says: Annotated[Text, Personal]


class DisputeWithdrawn(Event):
    """The dispute was withdrawn."""

    type: Literal["DisputeWithdrawn"] = "DisputeWithdrawn"
    dispute: DisputeId
    by: Id


class RulingMade(AboutDealOrCustomer):
    """A manager ruled how a deal, or a customer's deals, are shared."""

    type: Literal["RulingMade"] = "RulingMade"
    ruling: RulingId
    dispute: DisputeId | None = None
    credit: Shares
    commission: Shares
    reason: Annotated[Text, Personal]
    by: Id


class RulingDefied(Event):
    """An agent did not follow a ruling."""

    type: Literal["RulingDefied"] = "RulingDefied"
    ruling: RulingId
    agent: AgentId
    by: Id


class MisconductFound(Event):
    """A manager established misconduct of an agent."""

    type: Literal["MisconductFound"] = "MisconductFound"
    agent: AgentId
    kind: Literal["snatching", "slighting", "provocation", "private-payment", "disobedience"]
    severity: Literal["ordinary", "serious"]
    by: Id


Conduct = (
    ComplaintFiled
    | ComplaintDecided
    | QuarrelReported
    | SettlementAgreed
    | DisputeOpened
    | DisputeAnswered
    | DisputeWithdrawn
    | RulingMade
    | RulingDefied
    | MisconductFound
)
"""The entries about complaints, disputes and rulings."""
