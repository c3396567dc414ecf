"""The office's own life: who works here, whose turn it is, what the manager hands out."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from leadledger.events.base import Event
from leadledger.events.kinds import SEQUENCE, Day, Instant, Part, Word
from leadledger.events.personal import Personal
from leadledger.values import AgentId, CustomerId, Id


class AgentJoined(Event):
    """A person joined the office, or their name, team or roles changed."""

    type: Literal["AgentJoined"] = "AgentJoined"
    agent: AgentId
    name: Annotated[Word, Personal]
    team: Word | None = None
    roles: Annotated[tuple[Word, ...], SEQUENCE] = ()


class AgentResigned(Event):
    """A person left the office for good."""

    type: Literal["AgentResigned"] = "AgentResigned"
    agent: AgentId


class RotaSet(Event):
    """The order in which visits are received on *date*."""

    type: Literal["RotaSet"] = "RotaSet"
    date: Day
    order: Annotated[tuple[AgentId, ...], Field(min_length=1), SEQUENCE]


class AgentArrived(Event):
    """An agent came on site."""

    type: Literal["AgentArrived"] = "AgentArrived"
    agent: AgentId


class AgentLeft(Event):
    """An agent left the site, or is busy with a customer."""

    type: Literal["AgentLeft"] = "AgentLeft"
    agent: AgentId
    reason: Literal["errand", "serving", "leave", "off"]


class Line(Part):
    """A customer and the agent who has to do with them."""

    customer: CustomerId
    agent: AgentId


Lines = Annotated[tuple[Line, ...], Field(min_length=1), SEQUENCE]


class MeetingMinuted(Event):
    """The minutes of the evening meeting of *date*: who spoke of which customer, in order."""

    type: Literal["MeetingMinuted"] = "MeetingMinuted"
    date: Day
    entries: Lines
    by: Id


class OccasionDeclared(Event):
    """A launch, a fair or the like, from *starts_at* to before *ends_at*."""

    type: Literal["OccasionDeclared"] = "OccasionDeclared"
    occasion: Id
    name: Word
    starts_at: Instant
    ends_at: Instant
    by: Id

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise PydanticCustomError("ends_before", "'ends_at' is expected to be later than 'starts_at'")
        return self


class CustomerAllocated(Event):
    """The manager gave a customer to an agent: their story starts afresh."""

    type: Literal["CustomerAllocated"] = "CustomerAllocated"
    customer: CustomerId
    agent: AgentId
    occasion: Id | None = None
    by: Id


class CustomersReassigned(Event):
    """An absent agent's customers were drawn by lot, in the order of *lots*; *seed* is what the draw was made from."""

    type: Literal["CustomersReassigned"] = "CustomersReassigned"
    from_agent: AgentId
    reason: Literal["leave", "transfer", "left"]
    lots: Lines
    seed: Word | None = None
    by: Id


Office = (
    AgentJoined
    | AgentResigned
    | RotaSet
    | AgentArrived
    | AgentLeft
    | MeetingMinuted
    | OccasionDeclared
    | CustomerAllocated
    | CustomersReassigned
)
"""The entries about the office's own life."""
