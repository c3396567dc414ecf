"""Units and deals, from release and hold to contract, payment and withdrawal."""

from __future__ import annotations

from typing import Annotated, Literal

from leadledger.events.base import Event
from leadledger.events.kinds import SEQUENCE, Text
from leadledger.events.personal import Personal
from leadledger.values import AgentId, CustomerId, DealId, Id, NonNegativeMoney, PaymentId, PositiveMoney, UnitId


class UnitReleased(Event):
    """A unit came up for sale."""

    type: Literal["UnitReleased"] = "UnitReleased"
    unit: UnitId
    list_price: NonNegativeMoney


class HoldPlaced(Event):
    """A customer held a unit with a small deposit (小定)."""

    type: Literal["HoldPlaced"] = "HoldPlaced"
    deal: DealId
    customer: CustomerId
    unit: UnitId
    agent: AgentId
    amount: PositiveMoney


class HoldReleased(Event):
    """The hold was given up."""

    type: Literal["HoldReleased"] = "HoldReleased"
    deal: DealId


class SubscriptionSigned(Event):
    """A customer signed the subscription (認購); *agent* closed it, *with_customers* buy jointly."""

    type: Literal["SubscriptionSigned"] = "SubscriptionSigned"
    deal: DealId
    customer: CustomerId
    with_customers: Annotated[tuple[CustomerId, ...], SEQUENCE] = ()
    unit: UnitId
    agent: AgentId
    price: NonNegativeMoney | None = None
    deposit: PositiveMoney | None = None


class ContractSigned(Event):
    """The contract was signed; customer, agent and unit are given where no subscription came before."""

    type: Literal["ContractSigned"] = "ContractSigned"
    deal: DealId
    customer: CustomerId | None = None
    agent: AgentId | None = None
    unit: UnitId | None = None
    price: NonNegativeMoney | None = None


class PaymentReceived(Event):
    """Money came in for a deal."""

    type: Literal["PaymentReceived"] = "PaymentReceived"
    deal: DealId
    payment: PaymentId
    amount: PositiveMoney


class PaymentRefunded(Event):
    """Money was paid back on a deal."""

    type: Literal["PaymentRefunded"] = "PaymentRefunded"
    deal: DealId
    payment: PaymentId
    amount: PositiveMoney


class UnitSwapped(Event):
    """The buyer took another unit instead, at *price*."""

    type: Literal["UnitSwapped"] = "UnitSwapped"
    deal: DealId
    to_unit: UnitId
    price: NonNegativeMoney


class NameChanged(Event):
    """The contract was put in another customer's name."""

    type: Literal["NameChanged"] = "NameChanged"
    deal: DealId
    to_customer: CustomerId
    fee: PositiveMoney | None = None


class DunningSent(Event):
    """The buyer was reminded to pay."""

    type: Literal["DunningSent"] = "DunningSent"
    deal: DealId


class DefaultDeclared(Event):
    """The buyer was declared in default."""

    type: Literal["DefaultDeclared"] = "DefaultDeclared"
    deal: DealId


class DealWithdrawn(Event):
    """The deal was called off."""

    type: Literal["DealWithdrawn"] = "DealWithdrawn"
    deal: DealId
    reason: Annotated[Text, Personal]
    by: Id | None = None


Dealing = (
    UnitReleased
    | HoldPlaced
    | HoldReleased
    | SubscriptionSigned
    | ContractSigned
    | PaymentReceived
    | PaymentRefunded
    | UnitSwapped
    | NameChanged
    | DunningSent
    | DefaultDeclared
    | DealWithdrawn
)
"""The entries about units and deals."""
