"""The rules in force: rulebooks and commission plans, embedded whole, and base pay."""

from __future__ import annotations

from typing import Literal

from leadledger.events.base import Event
from leadledger.events.documents import Document
from leadledger.events.kinds import Day, Instant
from leadledger.values import AgentId, NonNegativeMoney


class RulebookAdopted(Event):
    """The office adopted a rulebook; the whole document stands here, so no decision depends on a file."""

    type: Literal["RulebookAdopted"] = "RulebookAdopted"
    document: Document
    effective_from: Day
    published_at: Instant


class CommissionPlanAdopted(Event):
    """The office adopted a commission plan; the whole document stands here."""

    type: Literal["CommissionPlanAdopted"] = "CommissionPlanAdopted"
    document: Document
    effective_from: Day
    published_at: Instant


class BasePaySet(Event):
    """An agent's base pay for a month was set."""

    type: Literal["BasePaySet"] = "BasePaySet"
    agent: AgentId
    monthly: NonNegativeMoney


Policy = RulebookAdopted | CommissionPlanAdopted | BasePaySet
"""The entries about the rules in force."""
