"""Consequence: the rate at which the owner is paid."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.rulebook.answers import Award, Follows, Reason
from leadledger.rulebook.case import Case
from leadledger.values import Share, Window


def rate(
    case: Case,
    award: Award,
    *,
    kind: str,
    share: Share,
    lasts: Window | None = None,
    beyond: Window | None = None,
) -> Sequence[Follows]:
    """The owner is paid at the rate *share*; where nobody owns the customer nothing follows.

    It holds for the time *lasts* from the closing, its last day included, or from the day after the time *beyond*.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li")).case("d")
    >>> [(one.payee, one.figure) for one in rate(case, Award.whole("zhang"), kind="rate", share=Share("7%"))]
    [('zhang', Share('7/100'))]
    """
    owner = award.owner
    if owner is None:
        return ()
    day = case.closing.day
    if beyond is not None:
        because = Reason.of("paid-at-rate-after", agent=owner, share=share, after=beyond.through(day))
    elif lasts is not None:
        because = Reason.of("paid-at-rate-through", agent=owner, share=share, through=lasts.through(day))
    else:
        because = Reason.of("paid-at-rate", agent=owner, share=share)
    return (Follows(kind, owner, share, because),)
