"""Award: who closes."""

from __future__ import annotations

from typing import Literal

from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.values import DEPARTMENT, UNASSIGNED


def closer(case: Case, *, where: Literal["nobody-holds", "anyhow"] = "nobody-holds") -> Answer:
    """Where nobody holds a good claim, the deal is the closer's; a barred closer's goes to the department.

    *where* ``anyhow``: also where somebody does. Where it is only asked who would own the customer there is no closer:
    nobody does, or, ``anyhow``, the clause does not apply.

    >>> from leadledger.testing.stories import given, subscription
    >>> closer(given(subscription("d", "c", "li")).case("d")).award.owner
    'li'
    """
    agent = case.closer
    if where == "anyhow":
        if agent is None:
            return DoesNotApply(Reason("nobody-closed"))
    elif case.good_claims():
        return DoesNotApply(Reason("good-claims-stand"))
    if agent is None:
        return Applies(Award.whole(UNASSIGNED), Reason("nobody-holds"))
    entries = case.closing.facts[:1]
    if case.is_barred(agent):
        return Applies(Award.whole(DEPARTMENT), Reason.of("closer-barred", *entries, agent=agent))
    key = "closer" if where == "nobody-holds" else "closer-anyhow"
    return Applies(Award.whole(agent), Reason.of(key, *entries, agent=agent))
