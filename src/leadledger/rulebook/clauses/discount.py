"""Award: the customer went to another agent for a discount."""

from __future__ import annotations

from leadledger.events import DiscountSought
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case


def discount_sought(case: Case) -> Answer:
    """A discount sought from someone other than the holder of the first-ranked good claim changes nothing.

    The first such request counts, by the claims opened before it: that holder has all of both.

    >>> from leadledger.testing.stories import discount, given, subscription, visit
    >>> case = given(visit("c", "zhang"), discount("c", "li"), subscription("d", "c", "li")).case("d")
    >>> discount_sought(case).award.owner
    'zhang'
    """
    sought = case.all(DiscountSought)
    if not sought:
        return DoesNotApply(Reason("no-discount-sought"))
    for fact in sought:
        claims = case.good_claims(before=fact)
        if claims and claims[0].agent != fact.event.from_agent:
            because = Reason.of(
                "discount-from-another",
                claims[0].opened,
                fact,
                holder=claims[0].agent,
                from_agent=fact.event.from_agent,
                through=claims[0].through,
            )
            return Applies(Award.whole(claims[0].agent), because)
    return DoesNotApply(Reason.of("discount-from-holder-only", *sought))
