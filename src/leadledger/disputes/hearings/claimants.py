"""Claimants: the agents who have, or ask for, something of a deal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadledger.dossier import History, only
from leadledger.events import DisputeOpened, QuarrelReported, VisitReceived
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.standing import case_of, standings

DISPUTES = frozenset({"DisputeOpened"})


def claimants(answer: Attribution, history: History) -> list[str]:
    """The agents to be heard, each once.

    First those awarded something, then holders of claims, helpers, those wished for, and who quarrelled or disputes.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "wang"))
    >>> claimants(story.decide("d"), History(story.events))
    ['li', 'zhang']
    """
    return [one for one in dict.fromkeys(_all(answer, history)) if not one.startswith("@")]


def disputes(answer: Attribution, history: History) -> list[DisputeOpened]:
    """The disputes opened about the deal or its party that were not struck, in register order."""
    party = answer.dossier.own.party
    opened = [fact.event for fact in only(history.facts, DisputeOpened) if fact.id not in history.struck]
    return [one for one in opened if one.deal == answer.deal or one.customer in party]


def _all(answer: Attribution, history: History) -> Iterator[str]:
    if answer.owner is not None:
        yield answer.owner
    yield from (*answer.credit, *answer.commission, *answer.on_top)
    yield from (one.claim.agent for one in standings(answer))
    yield from (help_.helper for help_ in answer.register.helps)
    wish = case_of(answer).wish()
    if wish is not None:
        yield from _wished_for(wish.visit)
    for fact in only(answer.dossier.facts, QuarrelReported):
        yield from fact.event.agents
    yield from (one.by for one in disputes(answer, history))


def _wished_for(visit: VisitReceived) -> Iterable[str]:
    return (*filter(None, (visit.asked_for,)), *visit.named, *visit.declined)
