"""Consequence: the rate at which the owner is paid."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.rulebook.answers import Award, Follows, Reason
from leadledger.rulebook.case import Case
from leadledger.values import Share


def rate(case: Case, award: Award, *, kind: str, share: Share) -> Sequence[Follows]:
    """The owner is paid at the rate *share*; where nobody owns the customer nothing follows.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li")).case("d")
    >>> [(one.payee, one.figure) for one in rate(case, Award.whole("zhang"), kind="rate", share=Share("7%"))]
    [('zhang', Share('7/100'))]
    """
    owner = award.owner
    return () if owner is None else (Follows(kind, owner, share, Reason.of("paid-at-rate", agent=owner, share=share)),)
