"""Sharing: those who helped the owner have a part of the commission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from leadledger.events import VisitReceived
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason, shared_by
from leadledger.rulebook.case import Case
from leadledger.rulebook.claim import Help
from leadledger.values import Share


def helped(
    case: Case, award: Award, *, share: Share, when_helped: Literal["any-day", "closing-day"] = "any-day"
) -> Answer:
    """Those who helped the owner share *share* of the commission equally; the owner keeps the rest, credit is whole.

    Who helped is said by register clauses (the kinds ``helps`` and ``named-served``). With *when_helped*
    ``closing-day`` only help on the closing day counts.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li", named=["zhang"]), subscription("d", "c", "li")).case("d")
    >>> helped(case, Award.whole("zhang"), share=Share("1/5"), when_helped="any-day").award.commission
    {'zhang': Share('4/5'), 'li': Share('1/5')}
    """
    owner = award.owner
    if owner is None:
        return DoesNotApply(Reason("no-owner-to-help"))
    given = case.helpers_of(owner)
    if not given:
        return DoesNotApply(Reason.of("nobody-helped", agent=owner))
    counted = [help_ for help_ in given if when_helped == "any-day" or case.on_closing_day(help_.visit)]
    if not counted:
        return DoesNotApply(Reason.of("no-help-on-closing-day", agent=owner, helpers=[one.helper for one in given]))
    helpers = list(dict.fromkeys(help_.helper for help_ in counted))
    commission = shared_by(owner, award.commission, share, helpers)
    because = Reason.of(
        "helped-on-closing-day"
        if when_helped == "closing-day"
        else "helped"
        if _in_their_place(counted)
        else "helped-them",
        *(help_.visit for help_ in counted),
        agent=owner,
        helpers=helpers,
        share=share,
    )
    return Applies(Award.of(award.credit, commission), because)


def _in_their_place(helps: Sequence[Help]) -> bool:
    """Whether each receiver took the place of one whom the customer named, and did not help in another way."""
    visits = [help_.visit.event for help_ in helps]
    return all(isinstance(visit, VisitReceived) and visit.named for visit in visits)
