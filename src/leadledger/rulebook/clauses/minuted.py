"""Register: the minutes of the evening meeting are a second register."""

from __future__ import annotations

from leadledger.dossier import Fact
from leadledger.events import MeetingMinuted
from leadledger.rulebook.effects import Effects, Opened
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.register import Register


def minuted(fact: Fact, register: Register, *, hold: Hold) -> Effects | None:
    """Each line of the minutes about the party opens a claim for its agent, in the order of the lines.

    >>> from leadledger.testing.stories import given, minutes, subscription, visit
    >>> given(minutes({"c": "chen"}), visit("c", "li"), subscription("d", "c", "li")).decide("d").owner
    'chen'
    """
    if not isinstance(fact.event, MeetingMinuted):
        return None
    return tuple(Opened(line.agent, hold) for line in fact.event.entries if line.customer in register.party)
