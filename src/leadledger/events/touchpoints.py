"""Contacts with customers: calls, visits, registrations, referrals, and who belongs together."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from leadledger.events.base import Event
from leadledger.events.kinds import SEQUENCE, Day, Instant, Phone, Text, Word
from leadledger.events.personal import Personal
from leadledger.values import AgentId, CustomerId, Id

Stage = Literal["greeting", "model", "talk", "show-flat", "closing"]
Relation = Literal["household", "same-person", "company"]
Degree = Literal["spouse", "parent", "child", "sibling"]
Linked = Annotated[tuple[CustomerId, ...], Field(min_length=2), SEQUENCE]


class CallReceived(Event):
    """A customer telephoned and an agent took the call."""

    type: Literal["CallReceived"] = "CallReceived"
    customer: CustomerId
    agent: AgentId
    phone: Annotated[Phone | None, Personal] = None


class VisitReceived(Event):
    """A customer came and *agent* received them.

    *named* are the agents the customer says served them, in the customer's order; *present* the agents on site
    (empty: nobody, left out: not written down).
    """

    type: Literal["VisitReceived"] = "VisitReceived"
    customer: CustomerId
    agent: AgentId
    asked_for: AgentId | None = None
    named: Annotated[tuple[AgentId, ...], SEQUENCE] = ()
    declined: Annotated[tuple[AgentId, ...], SEQUENCE] = ()
    forgot: bool = False
    present: Annotated[tuple[AgentId, ...], SEQUENCE] | None = None
    phone: Annotated[Phone | None, Personal] = None
    occasion: Id | None = None
    stages: Annotated[tuple[Stage, ...], SEQUENCE] = ()
    reason_not_bought: Annotated[Text | None, Personal] = None
    next_appointment: Instant | None = None


class CustomerRegistered(Event):
    """An agent wrote a customer into the register (建檔)."""

    type: Literal["CustomerRegistered"] = "CustomerRegistered"
    customer: CustomerId
    agent: AgentId
    name: Annotated[Word | None, Personal] = None
    phones: Annotated[tuple[Phone, ...], SEQUENCE, Personal] = ()
    grade: Literal["A", "B", "C", "D"] | None = None
    source: Word | None = None


class FollowUpLogged(Event):
    """An agent followed a customer up; *reached* says whether the customer answered."""

    type: Literal["FollowUpLogged"] = "FollowUpLogged"
    customer: CustomerId
    agent: AgentId
    channel: Literal["phone", "message", "meeting", "letter"] | None = None
    reached: bool | None = None
    summary: Annotated[Text | None, Personal] = None


class ReferralMade(Event):
    """A customer, the *referrer*, brought another one."""

    type: Literal["ReferralMade"] = "ReferralMade"
    referrer: CustomerId
    customer: CustomerId


class PriorClaimFound(Event):
    """A search of the register found that *prior_agent* had written the customer down before."""

    type: Literal["PriorClaimFound"] = "PriorClaimFound"
    customer: CustomerId
    found_by: AgentId
    prior_agent: AgentId


class DiscountSought(Event):
    """A customer went to *from_agent* for a discount."""

    type: Literal["DiscountSought"] = "DiscountSought"
    customer: CustomerId
    from_agent: AgentId


class CustomersLinked(Event):
    """Customers belong together: one household, one person, one company."""

    type: Literal["CustomersLinked"] = "CustomersLinked"
    customers: Linked
    relation: Relation
    degree: Degree | None = None
    evidence: Annotated[Text | None, Personal] = None


class CustomersUnlinked(Event):
    """An earlier link was wrong, or with *ended_on* held up to that day."""

    type: Literal["CustomersUnlinked"] = "CustomersUnlinked"
    customers: Linked
    relation: Relation
    degree: Degree | None = None
    evidence: Annotated[Text | None, Personal] = None
    ended_on: Day | None = None


Touchpoint = (
    CallReceived
    | VisitReceived
    | CustomerRegistered
    | FollowUpLogged
    | ReferralMade
    | PriorClaimFound
    | DiscountSought
    | CustomersLinked
    | CustomersUnlinked
)
"""The entries about contacts with customers."""
