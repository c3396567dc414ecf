"""Award: the claim opened last."""

from __future__ import annotations

from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case


def latest_claim(case: Case, *, given_by: tuple[str, ...] = ()) -> Answer:
    """The customer belongs to the agent whose good claim was opened last.

    With *given_by*, a list of register clauses' ids, only where one of these gave that claim.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li")).case("d")
    >>> latest_claim(case).award.owner
    'li'
    """
    claims = case.good_claims()
    if not claims:
        return DoesNotApply(Reason("no-good-claim"))
    last = max(claims, key=lambda claim: claim.given.order)
    if given_by and last.basis not in given_by:
        return DoesNotApply(Reason.of("latest-claim-otherwise", last.opened, agent=last.agent))
    return Applies(Award.whole(last.agent), Reason.of("opened-last", last.given, agent=last.agent))
