"""Register: an entry opens a claim."""

from __future__ import annotations

from typing import Literal

from leadledger.dossier import Fact
from leadledger.rulebook.effects import Effects, Hold, Opened
from leadledger.rulebook.register import Register


def opens(fact: Fact, register: Register, *, hold: Hold, to: Literal["agent", "asked_for"] = "agent") -> Effects | None:
    """The entry opens a claim for the agent it names in the field *to*; without one it is another clause's.

    A claim that is live already stays as it is, neither renewed nor re-ranked.

    >>> from leadledger.testing.stories import call, given, subscription, visit
    >>> story = given(call("c", "wang"), visit("c", "li"), subscription("d", "c", "li"))
    >>> [claim.agent for claim in story.case("d").good_claims()]
    ['wang', 'li']
    """
    agent: str | None = getattr(fact.event, to)
    return None if agent is None else (Opened(agent, hold),)
