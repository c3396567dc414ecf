"""On top: somebody is paid beside the award."""

from __future__ import annotations

from typing import Literal

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, DoesNotApply, OnTop, OnTopAnswer, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.touching import none_counts, picked, touches
from leadledger.values import Share, Window


def extra(
    case: Case,
    award: Award,
    *,
    when: Pattern,
    share: Share,
    pick: Literal["first", "latest"] = "first",
    to: FieldName = "agent",
    within: Window | None = None,
    beyond: Window | None = None,
) -> OnTopAnswer:
    """The agent whom the first or latest entry like *when* names has *share* on top, outside the award's sum.

    Where nobody owns the customer there is nothing it could be on top of.

    *within* and *beyond* are times before the closing: an entry on the last day of *within* still counts, one on the
    last day of *beyond* does not yet.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li")).case("d")
    >>> found = Pattern.parse({"type": "VisitReceived"})
    >>> extra(case, Award.whole("li"), when=found, share=Share("12%"), within=Window.parse("15 days")).shares
    {'zhang': Share('3/25')}
    """
    if award.owner is None:
        return DoesNotApply(Reason("no-owner-to-help"))
    found = touches(case, when, to, within=within, beyond=beyond, award=award)
    if not found:
        return none_counts(when)
    counted, agent = picked(found, pick)
    return OnTop({agent: share}, Reason.of("paid-on-top", counted, agent=agent, share=share))
