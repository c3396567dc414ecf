"""Register: a contact renews a live claim."""

from __future__ import annotations

from leadledger.dossier import Fact
from leadledger.rulebook.effects import Effects, Renewed
from leadledger.rulebook.register import Register


def renews(fact: Fact, register: Register) -> Effects | None:
    """The entry makes its agent's live claim good anew from its register day; a lapsed one stays lapsed.

    Where only contacts count that reached the customer, the clause's pattern says so.

    >>> from leadledger.testing.stories import follow_up, given, subscription, visit
    >>> story = given(visit("c", "zhang", on="2026-03-01"), follow_up("c", "zhang", on="2026-04-20"),
    ...               subscription("d", "c", "li", on="2026-06-01"))
    >>> story.decide("d").owner, story.decide("d", settings={"terms.renewed_by_follow_up": True}).owner
    ('li', 'zhang')
    """
    agent: str | None = getattr(fact.event, "agent", None)
    return None if agent is None else (Renewed(agent),)
