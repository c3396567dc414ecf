"""Award: whoever took the customer in keeps them, if nobody objects in time."""

from __future__ import annotations

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, NeedsFinding, Reason
from leadledger.rulebook.case import Case
from leadledger.values import Window


def unopposed(case: Case, *, given_by: tuple[str, ...], by: Pattern, within: Window, missing: dict[str, str]) -> Answer:
    """The latest good claim that a register clause of *given_by* gave decides, unless an entry *by* came in time.

    *given_by* are ids. The time *within* runs from the entry that gave the claim. While it runs and nothing came, it
    has to be found out whether somebody objects; *missing* says so, a text by language.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li")).case("d")
    >>> claim = Pattern.parse({"type": "PriorClaimFound"})
    >>> unopposed(case, given_by=("visit",), by=claim, within=Window.parse("7 days"),
    ...           missing={"en": "whether somebody claims the customer"}).missing.key
    'finding-missing'
    """
    claims = [claim for claim in case.good_claims() if claim.basis in given_by]
    if not claims:
        return DoesNotApply(Reason("no-claim-to-oppose"))
    claim = max(claims, key=lambda one: one.given.order)
    since, zone = claim.given, case.register.zone
    for fact in case.like(by):
        if fact.order > since.order and within.covers(since.occurred_at, fact.occurred_at, zone):
            return DoesNotApply(Reason.of("opposed", fact, agent=claim.agent, within=within))
    if within.covers(since.occurred_at, case.closing.closed_at, zone):
        return NeedsFinding(Reason.of("finding-missing", since, missing=missing))
    return Applies(Award.whole(claim.agent), Reason.of("unopposed", since, agent=claim.agent, within=within))
