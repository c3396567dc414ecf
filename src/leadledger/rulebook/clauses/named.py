"""Award: the customer names who served them."""

from __future__ import annotations

from typing import Literal

from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case


def named(case: Case, *, count: Literal["one", "several"]) -> Answer:
    """Of the agents named who held live claims then, and still hold them, one owns the customer.

    The receiver if among them; else the first who was present; else the first, in the customer's order. *count* says
    whether the clause is about a customer who names one agent, or several.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li", named=["zhang"]), subscription("d", "c", "li")).case("d")
    >>> named(case, count="one").award.owner
    'zhang'
    """
    wish = case.wish_to("named")
    if isinstance(wish, Reason):
        return DoesNotApply(wish)
    if (len(set(wish.visit.named)) > 1) != (count == "several"):
        return DoesNotApply(Reason.of("named-one" if count == "several" else "named-several", wish.fact))
    claims = {claim.agent: claim for claim in case.good_claims(before=wish.fact)}
    holders = [agent for agent in wish.holders if agent in claims]
    if not holders:
        return DoesNotApply(Reason.of("named-no-longer-good", wish.fact, named=wish.holders))
    receiver = wish.visit.agent
    if receiver in holders:
        owner, key = receiver, "named-received"
    else:
        present = [agent for agent in holders if case.was_present(agent, wish.fact)]
        owner, key = (present[0], "named-present") if present else (holders[0], "named-absent")
    because = Reason.of(
        key, claims[owner].opened, wish.fact, agent=owner, receiver=receiver, through=claims[owner].through
    )
    return Applies(Award.whole(owner), because)
