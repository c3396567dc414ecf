"""Consequence: the first or the last of certain entries is noted beside the award."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, Follows
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.touching import because_picked, picked, touches
from leadledger.values import Share, Window


def noted(
    case: Case,
    award: Award,
    *,
    kind: str,
    when: Pattern,
    pick: Literal["first", "latest"],
    figure: Share | None = None,
    to: FieldName = "agent",
    within: Window | None = None,
    unbroken: Window | None = None,
) -> Sequence[Follows]:
    """A second ledger beside the award: the agent of an entry like *when*, the first or latest as *pick* says.

    Credit and commission stay as they are. *within* and *unbroken* are as in the award kind ``touch``. *figure* is a
    rate that goes with it, if one does.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "wang")).case("d")
    >>> visits = Pattern.parse({"type": "VisitReceived"})
    >>> [one.payee for one in noted(case, Award.whole("li"), kind="first-touch", when=visits, pick="first")]
    ['zhang']
    """
    found = touches(case, when, to, within=within, unbroken=unbroken, award=award)
    if not found:
        return ()
    counted = picked(found, pick)
    return (Follows(kind, counted.agent, figure, because_picked(counted, pick)),)
