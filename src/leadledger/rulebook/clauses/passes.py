"""Register: a customer passes from one agent to another."""

from __future__ import annotations

from leadledger.dossier import Fact
from leadledger.rulebook.effects import Effects, Opened, Passed
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.hold import FOR_GOOD, Hold
from leadledger.rulebook.register import Register


def passes(
    fact: Fact,
    register: Register,
    *,
    hold: Hold = FOR_GOOD,
    giver: FieldName = "from_agent",
    taker: FieldName = "to_agent",
) -> Effects | None:
    """The live claim of the agent in the field *giver*, and help given to them, pass to the one in *taker*.

    Where the giver holds nothing the taker opens a claim. The claim that passes keeps its rank and is good anew.

    >>> from leadledger.testing.stories import given, reassigned, subscription, visit
    >>> case = given(visit("c", "zhang"), reassigned("zhang", {"c": "wang"}), subscription("d", "c", "li")).case("d")
    >>> passes(case.reading.own[1], case.register, hold=Hold()) is None  # lots name no single taker
    True
    """
    gives: str | None = getattr(fact.event, giver, None)
    takes: str | None = getattr(fact.event, taker, None)
    if gives is None or takes is None:
        return None
    return (Passed(gives, takes, hold),) if register.live(gives) is not None else (Opened(takes, hold),)
