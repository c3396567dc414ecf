"""Calls, as the call centre's telephone system ends them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

import leadledger as ll
from leadledger.events.fields import AgentId, CustomerId, Day

Shift = Literal["day", "evening", "night"]


class CallEnded(ll.Event):
    """A call ended: who spoke with whom, for how long, on which shift, and for when a call back was promised."""

    type_title: ClassVar = {"en": "Call", "zh": "通话"}

    type: Literal["app.CallEnded"] = "app.CallEnded"
    customer: CustomerId
    agent: AgentId
    seconds: Annotated[int, Field(ge=0, le=36_000)]
    shift: Shift
    promised_on: Day | None = None

    @model_validator(mode="after")
    def _promised_for_a_day_to_come(self) -> Self:
        if self.promised_on is not None and self.promised_on < self.occurred_at.date():
            raise ValueError(f"a call back is promised for the day of the call or a later one, not {self.promised_on}")
        return self
