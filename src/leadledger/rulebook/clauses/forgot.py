"""Award: the customer was here before and has forgotten who served them."""

from __future__ import annotations

from typing import Literal

from leadledger.dossier import Fact
from leadledger.events import PriorClaimFound
from leadledger.rulebook.answers import WHOLE, Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case, Wish
from leadledger.rulebook.claim import Claim
from leadledger.values import Share


def forgot(case: Case, *, share: Share, search: Literal["recorded", "automatic"] = "recorded") -> Answer:
    """The receiver has the customer; an earlier agent who is found to hold a good claim has *share* of the commission.

    With *search* ``recorded`` the earlier agent is the one the last recorded look-up after the visit found, with
    ``automatic`` the first-ranked holder of a good claim opened before the visit, other than the receiver.
    Credit goes to the closer if that is one of the two, else to the receiver.

    >>> from leadledger.testing.stories import found, given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li", forgot=True), found("c", "li", "zhang"),
    ...              subscription("d", "c", "zhang")).case("d")
    >>> forgot(case, share=Share("1/2")).award
    Award(credit={'zhang': Share('1')}, commission={'zhang': Share('1/2'), 'li': Share('1/2')})
    """
    wish = case.wish_to("forgot")
    if isinstance(wish, Reason):
        return DoesNotApply(wish)
    receiver = wish.visit.agent
    searched = _recorded(case, wish) if search == "recorded" else _first_other(case, wish)
    if isinstance(searched, Reason):
        return Applies(Award.whole(receiver), searched)
    found, claim = searched
    owner = case.closer if case.closer in (receiver, claim.agent) else receiver
    because = Reason.of(
        "forgot-and-found",
        claim.opened,
        wish.fact,
        found,
        agent=receiver,
        prior=claim.agent,
        share=share,
        through=claim.through,
        owner=owner,
    )
    award = Award.of({owner or receiver: WHOLE}, {receiver: 1 - share, claim.agent: share})
    return Applies(award, because)


def _recorded(case: Case, wish: Wish) -> tuple[Fact | None, Claim] | Reason:
    """The last look-up after the visit, and the claim it found; else why there is none."""
    receiver = wish.visit.agent
    found = next((fact for fact in reversed(case.all(PriorClaimFound)) if fact.order > wish.fact.order), None)
    if found is None:
        return Reason.of("forgot-not-looked-up", wish.fact, agent=receiver)
    prior = found.event.prior_agent
    if prior == receiver:
        return Reason.of("forgot-found-receiver", wish.fact, found, agent=receiver)
    claims = {claim.agent: claim for claim in case.good_claims(before=wish.fact)}
    if prior not in claims:
        return Reason.of("forgot-found-no-good", wish.fact, found, agent=receiver, prior=prior)
    return found, claims[prior]


def _first_other(case: Case, wish: Wish) -> tuple[Fact | None, Claim] | Reason:
    """The first-ranked claim opened before the visit by anyone but the receiver; else why there is none."""
    receiver = wish.visit.agent
    claims = [claim for claim in case.good_claims(before=wish.fact) if claim.agent != receiver]
    return (None, claims[0]) if claims else Reason.of("forgot-nobody-before", wish.fact, agent=receiver)
