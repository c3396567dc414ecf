"""Register: the customer names who serves them, and somebody receives the visit."""

from __future__ import annotations

from leadledger.dossier import Fact, is_of
from leadledger.events import VisitReceived
from leadledger.rulebook.effects import Effects, Helped, Nothing
from leadledger.rulebook.register import Register


def named_served(fact: Fact, register: Register) -> Effects | None:
    """A visit that only names, where at least one agent named has a live claim, opens nothing.

    The receiver may be one of them; else, where one of them is present, it is their customer; else the receiver
    helps whichever of them becomes the owner.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", named=["zhang"], present=["li"]),
    ...               subscription("d", "c", "zhang"))
    >>> [help_.helper for help_ in story.case("d").helpers_of("zhang")]
    ['li']
    """
    if not is_of(fact, VisitReceived) or not fact.event.named:
        return None
    visit = fact.event
    if visit.asked_for is not None or visit.declined or visit.forgot:
        return None
    holders = register.holders_named(fact)
    if not holders:
        return None
    if visit.agent in holders:
        return (Nothing("serves-own-customer", (visit.agent,)),)
    present = [agent for agent in holders if register.was_present(agent, fact)]
    if present:
        return (Nothing("holder-present", tuple(present)),)
    return (Helped(visit.agent, holders),)
