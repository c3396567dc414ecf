"""Register: the manager allocates the customer."""

from __future__ import annotations

from leadledger.dossier import Fact
from leadledger.events import CustomerAllocated
from leadledger.rulebook.effects import Effects, Opened, Voided
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.register import Register


def allocated(fact: Fact, register: Register, *, hold: Hold) -> Effects | None:
    """An allocation starts the party's story afresh and opens a claim for the agent it names.

    Earlier claims, help, wishes, discounts and found claims are out of account.

    >>> from leadledger.testing.stories import allocation, given, subscription, visit
    >>> story = given(visit("c", "zhang"), allocation("c", "chen"), subscription("d", "c", "zhang"))
    >>> [claim.agent for claim in story.case("d").good_claims()]
    ['chen']
    """
    if not isinstance(fact.event, CustomerAllocated):
        return None
    return (Voided(), Opened(fact.event.agent, hold))
