"""Sharing: those whom certain entries name have a part."""

from __future__ import annotations

from typing import Literal

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason, shared_by
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.touching import none_counts, picked, touches
from leadledger.values import Share, Window


def part(
    case: Case,
    award: Award,
    *,
    when: Pattern,
    share: Share,
    of: Literal["commission", "both"] = "commission",
    pick: Literal["all", "first", "latest"] = "all",
    to: FieldName = "agent",
    within: Window | None = None,
    beyond: Window | None = None,
) -> Answer:
    """Agents other than the owner whom entries like *when* name share *share* of the owner's part equally.

    They share in the ``commission`` alone, or in credit and commission, with *of* ``both``. Of these entries *pick*
    says whether all count, or the first or the latest. *within* and *beyond* are times before the closing: an entry on
    the last day of *within* still counts, one on the last day of *beyond* does not yet.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "zhang")).case("d")
    >>> visits = Pattern.parse({"type": "VisitReceived"})
    >>> part(case, Award.whole("zhang"), when=visits, share=Share("1/4")).award.commission
    {'zhang': Share('3/4'), 'li': Share('1/4')}
    """
    owner = award.owner
    if owner is None:
        return DoesNotApply(Reason("no-owner-to-help"))
    found = touches(case, when, to, within=within, beyond=beyond, award=award)
    found = [one for one in found if one.agent != owner]
    if not found:
        return none_counts(when)
    counted = found if pick == "all" else [picked(found, pick)]
    agents = list(dict.fromkeys(one.agent for one in counted))
    because = Reason.of("has-part", *(one.fact for one in counted), agent=owner, helpers=agents, share=share)
    commission = shared_by(owner, award.commission, share, agents)
    credit = shared_by(owner, award.credit, share, agents) if of == "both" else award.credit
    return Applies(Award.of(credit, commission), because)
