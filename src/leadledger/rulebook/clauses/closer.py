"""Award: who closes."""

from __future__ import annotations

from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.values import DEPARTMENT, UNASSIGNED


def closer(case: Case) -> Answer:
    """Where nobody holds a good claim, the deal is the closer's; a barred closer's goes to the department.

    Where it is only asked who would own the customer there is no closer, and nobody does.

    >>> from leadledger.testing.stories import given, subscription
    >>> closer(given(subscription("d", "c", "li")).case("d")).award.owner
    'li'
    """
    if case.good_claims():
        return DoesNotApply(Reason("good-claims-stand"))
    agent = case.closer
    if agent is None:
        return Applies(Award.whole(UNASSIGNED), Reason("nobody-holds"))
    entries = case.closing.facts[:1]
    if case.is_barred(agent):
        return Applies(Award.whole(DEPARTMENT), Reason.of("closer-barred", *entries, agent=agent))
    return Applies(Award.whole(agent), Reason.of("closer", *entries, agent=agent))
