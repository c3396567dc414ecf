"""Stories of the call centre in a few words, for examples and tests."""

from __future__ import annotations

from typing import Any

import callroom
from leadledger.rulebook.kinds import Case
from leadledger.testing import Draft, Story, draft, given


def call(agent: str, minutes: int, shift: str = "day", **more: Any) -> Draft:
    """A call of the customer ``c``."""
    return draft("app.CallEnded", customer="c", agent=agent, seconds=minutes * 60, shift=shift, **more)


def sold(agent: str, **more: Any) -> Draft:
    """A plan is sold to the customer ``c``: the deal ``d``."""
    return draft("app.PlanSold", deal="d", customer="c", agent=agent, **more)


def story(*drafts: Draft) -> Story:
    """The story of these entries, which may be of the types that the rulebook declares."""
    return given(*drafts, types=callroom.rulebook().events)


def case_of(*drafts: Draft) -> Case:
    """The deal ``d`` of that story as award clauses and those after them see it."""
    return story(*drafts).case("d", rulebook=callroom.rulebook())
