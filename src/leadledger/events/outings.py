"""Visits to customers outside: the month's plan, expenses, the report, and the promises made on the way."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from leadledger.events.base import Event
from leadledger.events.kinds import SEQUENCE, Day, Month, Part, Text
from leadledger.events.personal import Personal
from leadledger.values import AgentId, CustomerId, Id, PositiveMoney


class PlannedVisit(Part):
    """A visit in a plan: whom, on which day, what for."""

    customer: CustomerId
    on: Day
    purpose: Text


class VisitPlanSubmitted(Event):
    """An agent's plan of visits for *month*."""

    type: Literal["VisitPlanSubmitted"] = "VisitPlanSubmitted"
    plan: Id
    agent: AgentId
    month: Month
    visits: Annotated[tuple[PlannedVisit, ...], Field(min_length=1), SEQUENCE, Personal]


class VisitPlanApproved(Event):
    """The plan was approved."""

    type: Literal["VisitPlanApproved"] = "VisitPlanApproved"
    plan: Id
    by: Id


class ExpenseRequested(Event):
    """An agent asked for money for an outing."""

    type: Literal["ExpenseRequested"] = "ExpenseRequested"
    expense: Id
    plan: Id | None = None
    agent: AgentId
    amount: PositiveMoney
    purpose: Annotated[Text, Personal]


class ExpenseApproved(Event):
    """The expense was approved."""

    type: Literal["ExpenseApproved"] = "ExpenseApproved"
    expense: Id
    by: Id


class Promise(Part):
    """Something promised to a customer, due on a day (inclusive)."""

    promise: Id
    text: Text
    due_on: Day


class OutingReported(Event):
    """An agent's report of a visit to a customer."""

    type: Literal["OutingReported"] = "OutingReported"
    agent: AgentId
    customer: CustomerId
    visited_on: Day
    purpose: Annotated[Text, Personal]
    summary: Annotated[Text, Personal]
    promises: Annotated[tuple[Promise, ...], SEQUENCE, Personal] = ()


class PromiseKept(Event):
    """A promise was kept."""

    type: Literal["PromiseKept"] = "PromiseKept"
    promise: Id
    by: Id


class PromiseEscalated(Event):
    """A customer wants a promise beyond the agent's authority: the manager is asked."""

    type: Literal["PromiseEscalated"] = "PromiseEscalated"
    promise: Id
    customer: CustomerId
    agent: AgentId
    text: Annotated[Text, Personal]


class PromiseAnswered(Event):
    """The manager granted the promise or did not."""

    type: Literal["PromiseAnswered"] = "PromiseAnswered"
    promise: Id
    by: Id
    granted: bool


Outing = (
    VisitPlanSubmitted
    | VisitPlanApproved
    | ExpenseRequested
    | ExpenseApproved
    | OutingReported
    | PromiseKept
    | PromiseEscalated
    | PromiseAnswered
)
"""The entries about outings."""
