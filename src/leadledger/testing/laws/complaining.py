"""Complaining against a rival brings nobody anything before something is found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from leadledger.events import ComplaintDecided, ComplaintFiled
from leadledger.rulebook.attribution import Attribution
from leadledger.testing.laws.changing import SOON
from leadledger.testing.laws.law import Asked, Broken, Law, Story, Try, gains, in_order, outcome

_NAME = "unproved"


def complained(asked: Asked, history: Story) -> Iterator[Try]:
    """Nobody gains by a complaint against a rival before it is decided, and a dismissed one changes nothing.

    Right before a deal closes its customer complains of one of those who would be credited or paid; the complaint
    stays open, or is dismissed after the closing.
    While it is open no other agent has more of the commission, and with as much of it no more credit; once it was
    dismissed the answer is the old one.
    Silent where no deal closes, nobody is credited or paid, or the book reads no complaints.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> [one() for one in complained(Asked(rulebooks["sales-office"]), story.events)]
    [None, None]
    """
    if "ComplaintFiled" not in asked.book.scope.types:
        return
    for deal, was in asked.decided(history).items():
        at = was.closed_at - SOON
        for rival in dict.fromkeys((*was.credit, *was.commission)):
            if rival.startswith("@") or any(getattr(event, "complaint", None) == _NAME for event in history):
                continue
            filed = ComplaintFiled(occurred_at=at, complaint=_NAME, customer=was.customer, against=rival)
            decided = ComplaintDecided(
                occurred_at=history[-1].registered_at + SOON, complaint=_NAME, outcome="dismissed", by="manager"
            )
            still_open, dismissed = in_order((*history, filed)), in_order((*history, filed, decided))
            yield partial(_open, asked, history, deal, was, rival, still_open)
            yield partial(_dismissed, asked, history, deal, was, rival, dismissed)


def _open(  # two histories, a deal and a rival
    asked: Asked, history: Story, deal: str, was: Attribution, rival: str, changed: Story
) -> Broken | None:
    now = asked.decided(changed).get(deal)
    if now is None:
        return None
    for agent in dict.fromkeys((*now.commission, *now.credit)):
        if agent != rival and not agent.startswith("@") and gains(agent, was, now):
            facts = {"deal": deal, "agent": agent, "rival": rival}
            return Broken("open-complaint", asked.book, history, "complaint-open", facts, was, now, changed)
    return None


def _dismissed(  # two histories, a deal and a rival
    asked: Asked, history: Story, deal: str, was: Attribution, rival: str, changed: Story
) -> Broken | None:
    now = asked.answers(changed).get(deal)
    if outcome(now) == outcome(was):
        return None
    facts = {"deal": deal, "rival": rival}
    return Broken("open-complaint", asked.book, history, "complaint-dismissed", facts, was, now, changed)


open_complaint = Law("open-complaint", complained)
