"""Register: an agent's customers are drawn by lot."""

from __future__ import annotations

from leadledger.dossier import Fact
from leadledger.events import CustomersReassigned
from leadledger.rulebook.effects import Effects, Nothing, Passed
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.register import Register


def passes_by_lots(fact: Fact, register: Register, *, hold: Hold) -> Effects | None:
    """The agent's live claim, and the help given to them, pass to the agent drawn for the party.

    The claim keeps its rank and is good anew. Of two lots for one party the first takes it; lots drawn for a barred
    agent pass nothing.

    >>> from leadledger.testing.stories import given, reassigned, subscription, visit
    >>> story = given(visit("c", "zhang"), reassigned("zhang", {"c": "wang"}), subscription("d", "c", "li"))
    >>> story.decide("d").owner, story.decide("d").clause
    ('wang', '5.3.12')
    """
    event = fact.event
    if not isinstance(event, CustomersReassigned):
        return None
    drawn = [lot.agent for lot in event.lots if lot.customer in register.party]
    takers = [agent for agent in drawn if agent not in register.barred]
    if not takers:
        return (Nothing("barred", tuple(drawn)),)
    return (Passed(event.from_agent, takers[0], hold),)
