"""Consequence: a reward for sending the customer, a part of what they pay for a time."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.dossier import Fact, only
from leadledger.events import PaymentReceived
from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, Follows, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.touching import agent_in
from leadledger.values import Money, Share, Window, allocate


def reward(
    case: Case,
    award: Award,
    *,
    kind: str,
    when: Pattern,
    share: Share,
    closes_within: Window,
    lasts: Window,
    payments_max: int | None = None,
    issued_after: Window | None = None,
    forfeited_by: Pattern | None = None,
    paid_out: Pattern | None = None,
    to: FieldName = "agent",
) -> Sequence[Follows]:
    """The first agent an entry like *when* names has *share* of each payment in the time *lasts* from the closing.

    Only where the deal closed in the time *closes_within* that entry; *payments_max* is how many payments count at
    most, and none once the deal was called off. It is issued after *issued_after* from the closing. An entry like
    *forfeited_by* ends it: what an entry like *paid_out* paid before stays, anything else is lost.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li")).case("d")
    >>> sent = Pattern.parse({"type": "VisitReceived"})
    >>> reward(case, Award.whole("li"), kind="reward", when=sent, share=Share("10%"),
    ...        closes_within=Window.parse("100 days"), lasts=Window.parse("12 months"))
    []
    """
    sent = next(iter(case.like(when, award)), None)
    agent = None if sent is None else agent_in(sent, to)
    closing, zone = case.closing, case.register.zone
    if sent is None or agent is None or closing.deal is None:
        return []
    if not closes_within.covers(sent.occurred_at, closing.closed_at, zone):
        return []
    ended = None if forfeited_by is None else next(iter(case.like(forfeited_by, award)), None)
    after = None if issued_after is None else issued_after.through(closing.day)
    payments = [
        one
        for one in only(case.entries(), PaymentReceived)
        if lasts.covers(closing.closed_at, one.occurred_at, zone)
        and (closing.withdrawn_at is None or one.occurred_at <= closing.withdrawn_at)
    ]
    found: list[Follows] = []
    for payment in payments[:payments_max]:
        if ended is not None and not _paid_before(ended, payment, agent, case, paid_out):
            continue
        amount = _part(payment.event.amount, share)
        key = "rewarded" if after is None else "rewarded-after"
        found.append(Follows(kind, agent, amount, Reason.of(key, sent, payment, agent=agent, share=share, after=after)))
    return found


def _paid_before(ended: Fact, payment: Fact[PaymentReceived], agent: str, case: Case, paid_out: Pattern | None) -> bool:
    """Whether the agent was paid for that payment before the end."""
    paid: Sequence[Fact] = () if paid_out is None else case.like(paid_out)
    return any(
        payment.order < one.order < ended.order
        and agent_in(one, "agent") == agent
        and getattr(one.event, "payment", None) in (None, payment.event.payment)
        for one in paid
    )


def _part(amount: Money, share: Share) -> Money:
    return allocate(amount, {"part": share, "rest": Share(1 - share)})["part"]
