"""Register: a first visitor who asks for an agent is that agent's customer."""

from __future__ import annotations

from leadledger.dossier import Fact
from leadledger.events import VisitReceived
from leadledger.rulebook.effects import Effects, Opened
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.register import Register


def first_asked_for(fact: Fact, register: Register, *, hold: Hold) -> Effects | None:
    """On the party's first register entry the agent asked for opens a claim, whoever received the visit.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> given(visit("c", "li", asked_for="chen"), subscription("d", "c", "li")).decide("d").owner
    'chen'
    """
    visit = fact.event
    first = register.first_entry
    if not isinstance(visit, VisitReceived) or visit.asked_for is None:
        return None
    if first is None or first.order != fact.order:
        return None
    return (Opened(visit.asked_for, hold),)
