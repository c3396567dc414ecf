"""Award: on a later visit the customer asks for another agent."""

from __future__ import annotations

from fractions import Fraction

from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason, split
from leadledger.rulebook.case import Case
from leadledger.values import Share


def asked_for(case: Case, *, share: Share) -> Answer:
    """The one asked for has the customer; those with good claims before them share *share* equally, of both.

    Those before: opened before the visit and ranked before the claim of the one asked for (all, where that one has
    none). It is no change of agent, and the clause does not hold, where the one asked for ranks first anyway.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li", asked_for="li"), subscription("d", "c", "li")).case("d")
    >>> asked_for(case, share=Share("1/2")).award.credit
    {'li': Share('1/2'), 'zhang': Share('1/2')}
    """
    wish = case.wish_to("asked-for")
    if isinstance(wish, Reason):
        return DoesNotApply(wish)
    chosen = wish.visit.asked_for
    assert chosen is not None
    good = case.good_claims()
    own = next((claim for claim in good if claim.agent == chosen), None)
    if own is not None and own is good[0]:
        return DoesNotApply(Reason.of("asked-for-first-ranked", own.opened, wish.fact, agent=chosen))
    before = [
        claim
        for claim in case.good_claims(before=wish.fact)
        if claim.agent != chosen and (own is None or claim.rank < own.rank)
    ]
    if not before:
        return Applies(Award.whole(chosen), Reason.of("asked-for-nobody-before", wish.fact, agent=chosen))
    holders = [claim.agent for claim in before]
    shares: dict[str, Fraction] = {chosen: 1 - share, **split(share, holders)}
    because = Reason.of(
        "asked-for-on-later-visit",
        *(claim.opened for claim in before),
        wish.fact,
        agent=chosen,
        holders=holders,
        share=share,
        through=[claim.through for claim in before],
    )
    return Applies(Award.same(shares), because)
