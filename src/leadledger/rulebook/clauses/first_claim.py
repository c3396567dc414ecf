"""Award: the first good claim."""

from __future__ import annotations

from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, NeedsFinding, Reason
from leadledger.rulebook.case import Case


def first_claim(case: Case, *, given_by: tuple[str, ...] = ()) -> Answer:
    """The customer belongs to the agent whose good claim ranks first.

    Where a claim that comes before it is good or not by entries that may or may not renew it, a finding is needed.
    With *given_by*, a list of register clauses' ids, only where one of these gave that claim, its rank or its holder.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li")).case("d")
    >>> first_claim(case).award.owner
    'zhang'
    """
    claims = case.good_claims()
    for doubtful in case.doubtful_claims():
        if not claims or (doubtful.rank < claims[0].rank and doubtful.agent != claims[0].agent):
            because = Reason.of("claim-doubtful", doubtful.opened, agent=doubtful.agent, through=doubtful.through)
            return NeedsFinding(because)
    if not claims:
        return DoesNotApply(Reason("no-good-claim"))
    first = claims[0]
    if given_by and first.basis not in given_by:
        return DoesNotApply(Reason.of("first-claim-otherwise", first.opened, agent=first.agent))
    given = first.given if first.given.order != first.opened.order else None
    because = Reason.of(
        "ranked-first" if first.ends else "ranked-first-for-good",
        first.opened,
        given,
        agent=first.agent,
        opened_at=first.opened.recorded_at,
        through=first.through if first.ends else None,
    )
    return Applies(Award.whole(first.agent), because)
