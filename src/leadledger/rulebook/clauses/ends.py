"""Register: an entry ends claims."""

from __future__ import annotations

from typing import Literal

from leadledger.dossier import Fact
from leadledger.rulebook.effects import Effects, Ended, Voided
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.register import Register


def ends(
    fact: Fact,
    register: Register,
    *,
    whose: Literal["agent", "everybody"] = "agent",
    to: FieldName = "agent",
) -> Effects | None:
    """The claims of the agent named in the field *to* are over, or ``everybody``'s: the story starts afresh.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li")).case("d")
    >>> ends(case.reading.own[0], case.register)
    (Ended(agent='zhang'),)
    """
    if whose == "everybody":
        return (Voided(),)
    agent: str | None = getattr(fact.event, to, None)
    return None if agent is None else (Ended(agent),)
