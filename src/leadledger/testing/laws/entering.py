"""What agents could do with their own entries: make them late, make them twice; and that more of them do no harm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import Any

from leadledger.events import Event
from leadledger.rulebook.attribution import Attribution
from leadledger.testing.laws.changing import SOON, Own, altered, bare, entered_at, own_entries, put
from leadledger.testing.laws.law import Asked, Broken, Law, Story, Try, gains, in_order
from leadledger.values import office_day


def _asked(asked: Asked, law: str, why: str, history: Story, one: Own, changed: Story, **facts: Any) -> Broken | None:
    """The first deal of which the agent whose entry it is has more in the changed history."""
    before, after = asked.decided(history), asked.decided(changed)
    told = {"agent": one.agent, "entry": one.event, **facts}
    for deal, was in before.items():
        now = after.get(deal)
        if now is not None and gains(one.agent, was, now) and _meant(law, one.agent, was, now):
            return Broken(law, asked.book, history, why, {"deal": deal, **told}, was, now, changed)
    return None


def _meant(law: str, agent: str, was: Attribution, now: Attribution) -> bool:
    """Of late entries, one law asks for those who claim the customer, the other for those who only help."""
    if law not in ("late-claim", "late-help"):
        return True
    claims = any(claim.agent == agent for answer in (was, now) for claim in answer.register.claims)
    return claims == (law == "late-claim")


def _late(law: str, asked: Asked, history: Story) -> Iterator[Try]:
    closed = [answer.closed_at for answer in asked.decided(history).values()]
    for one in own_entries(asked.book, history):
        latest = min((at for at in closed if at > one.event.registered_at), default=None)
        times = [other.registered_at + SOON for other in history[one.place + 1 :]]
        if latest is not None:
            times = [*(at for at in times if at < latest), latest - SOON]
        for at in dict.fromkeys(at for at in times if at > one.event.registered_at):
            yield partial(_entered_late, asked, law, history, one, at)


def _entered_late(asked: Asked, law: str, history: Story, one: Own, at: datetime) -> Broken | None:
    changed = in_order(put(history, one.place, entered_at(one.event, at)))
    return _asked(asked, law, "late", history, one, changed, at=at)


def late_claims(asked: Asked, history: Story) -> Iterator[Try]:
    """No agent gains by entering late what gives them a claim.

    Each entry that an agent makes about a customer is registered later: a minute after each entry that follows it
    before the next closing, and a minute before that; when it happened stays.
    (Entered after the closing it would not count at all, which is to leave it out and not to enter it late.)
    The agent has no more of the commission of any deal, and with as much of it no more credit.
    Asked of agents who hold a claim on the customer in either history; silent where nobody makes such an entry.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li"))
    >>> [one() for one in late_claims(Asked(rulebooks["sales-office"]), story.events)]
    [None, None, None]
    """
    return _late("late-claim", asked, history)


def late_helping(asked: Asked, history: Story) -> Iterator[Try]:
    """No agent who only helps gains by entering late what they did.

    As for late claims, each entry that an agent makes about a customer is registered later, before the next closing.
    The agent has no more of the commission of any deal, and with as much of it no more credit.
    Asked of agents who hold no claim on the customer in either history; silent where nobody makes such an entry.
    """
    return _late("late-help", asked, history)


def registered_again(asked: Asked, history: Story) -> Iterator[Try]:
    """No agent gains by entering the same again.

    An entry that an agent makes about a customer is made once more, a minute later; and, while the claim it opened is
    good, also right before the deal closes.
    The agent has no more of the commission of any deal, and with as much of it no more credit.
    Silent where nobody makes such an entry.
    """
    closing = [one.closed_at for one in asked.decided(history).values()]
    for one in own_entries(asked.book, history):
        times = [one.event.registered_at + SOON]
        times += [at - SOON for at in closing if at > one.event.registered_at + 2 * SOON and _good(asked, history, one)]
        for at in times:
            yield partial(_entered_again, asked, history, one, at)


def _entered_again(asked: Asked, history: Story, one: Own, at: datetime) -> Broken | None:
    changed = in_order((*history, _again(one.event, at)))
    return _asked(asked, "re-registering", "again", history, one, changed, at=at)


def _again(event: Event, at: datetime) -> Event:
    """The entry once more; what was entered as it happened happens once more too."""
    if event.occurred_at == event.registered_at:
        return altered(event, id=None, occurred_at=at, recorded_at=None)
    return entered_at(event, at)


def _good(asked: Asked, history: Story, one: Own) -> bool:
    """Whether the claim that an entry opened is good when its deal closes, by the register."""
    zone = asked.book.terms.timezone
    return any(
        claim.opened.event == one.event and claim.live_on(office_day(answer.closed_at, zone))
        for answer in asked.decided(history).values()
        for claim in answer.register.claims
    )


def monotonic(asked: Asked, history: Story) -> Iterator[Try]:
    """A further, earlier contact never takes anything from the agent who had it.

    An entry that an agent makes about a customer is made once more: before all others, and between each two of them,
    as far as they come before it; without what the customer said of other agents there.
    The agent has no less of the commission of any deal, and with as much of it no less credit.
    Silent where nobody makes such an entry.
    """
    for one in own_entries(asked.book, history):
        first = history[0].registered_at - SOON
        times = pairwise(event.registered_at for event in history[: one.place + 1])
        between = [at + SOON for at, following in times if following - at > 2 * SOON]
        for at in (first, *between):
            yield partial(_losing, asked, history, one, at)


def _losing(asked: Asked, history: Story, one: Own, at: datetime) -> Broken | None:
    changed = in_order((*history, altered(bare(one.event), occurred_at=at, recorded_at=None)))
    before, after = asked.decided(history), asked.decided(changed)
    for deal, was in before.items():
        now = after.get(deal)
        if now is not None and gains(one.agent, now, was):
            told = {"deal": deal, "agent": one.agent, "entry": one.event, "at": at}
            return Broken("monotonic-evidence", asked.book, history, "earlier", told, was, now, changed)
    return None


late_claim = Law("late-claim", late_claims)
late_help = Law("late-help", late_helping)
re_registering = Law("re-registering", registered_again)
monotonic_evidence = Law("monotonic-evidence", monotonic)
