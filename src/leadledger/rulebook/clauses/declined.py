"""Award: the customer declines an earlier agent."""

from __future__ import annotations

from fractions import Fraction

from leadledger.rulebook.answers import WHOLE, Answer, Applies, Award, DoesNotApply, Reason, split
from leadledger.rulebook.case import Case
from leadledger.values import Share


def declined(case: Case, *, share: Share) -> Answer:
    """The customer turns down an earlier agent and is followed up by another.

    The one asked for (else the receiver) is credited; those declined share *share* of the commission equally, as far
    as they hold good claims opened before the visit.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li")).case("d")
    >>> declined(case, share=Share("20%")).award.commission
    {'li': Share('4/5'), 'zhang': Share('1/5')}
    """
    wish = case.wish_to("declined")
    if isinstance(wish, Reason):
        return DoesNotApply(wish)
    visit = wish.visit
    chosen = visit.asked_for or visit.agent
    turned_down = visit.declined
    claims = [claim for claim in case.good_claims(before=wish.fact) if claim.agent in turned_down]
    claims = [claim for claim in claims if claim.agent != chosen]
    if not claims:
        because = Reason.of("declined-without-good-claim", wish.fact, agent=chosen, declined=turned_down)
        return Applies(Award.whole(chosen), because)
    sharers = [claim.agent for claim in claims]
    commission: dict[str, Fraction] = {chosen: 1 - share, **split(share, sharers)}
    because = Reason.of(
        "declined-with-good-claim",
        *(claim.opened for claim in claims),
        wish.fact,
        agent=chosen,
        declined=sharers,
        share=share,
        through=[claim.through for claim in claims],
    )
    return Applies(Award.of({chosen: WHOLE}, commission), because)
