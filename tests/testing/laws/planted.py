"""Rulebooks with a planted defect: each a small office's own, with one thing wrong in it."""

from __future__ import annotations

import leadledger as ll
from leadledger.rulebook.kinds import Answer, Applies, Award, Case, DoesNotApply, Reason, office_day
from leadledger.values import Share

HEAD = """
name = "mine"
version = "1"
title = { en = "An office's own rules" }

[terms]
timezone = "Asia/Shanghai"
closes_with = "subscription"
register_entries = ["CallReceived", "VisitReceived"]
wish_validity = "2 months"
remainder = "largest-remainder"

[[register]]
id = "served"
cite = "2"
use = "named-served"
when = { type = "VisitReceived" }

[[register]]
id = "visit"
cite = "1"
use = "opens"
when = { type = "VisitReceived" }
hold = { length = "2 months" }
"""
FIRST = """
[[award]]
id = "first"
cite = "1"
rank = 1
use = "{first}"
"""
CLOSER = """
[[award]]
id = "closer"
cite = "9"
rank = 9
use = "closer"
"""
HELP = """
[[sharing]]
id = "help"
cite = "3"
use = "{help}"
after = ["first"]
"""


def mine(*, first: str = "first-claim", help_: str | None = None) -> str:
    """The document, its first clause and its clause of help of these kinds."""
    return HEAD + FIRST.format(first=first) + CLOSER + (HELP.format(help=help_) if help_ else "")


def four_fifths_and_nineteen_hundredths(case: Case) -> Answer:
    """The holder of the first claim shares with who closes, and a hundredth is lost."""
    claims = case.good_claims()
    if not claims:
        return DoesNotApply(Reason("no-good-claim"))
    if claims[0].agent == case.closer or case.closer is None:
        return Applies(Award.whole(claims[0].agent), Reason("closed-alone"))
    shares = {claims[0].agent: Share("4/5"), case.closer: Share("19/100")}
    return Applies(Award(shares, shares), Reason("closed-for-another"))


def good_before_the_last_day(case: Case) -> Answer:
    """The holder of the first claim that ends after the closing day; one that ends on it is lost."""
    claims = [claim for claim in case.good_claims() if claim.through > case.closing.day]
    if not claims:
        return DoesNotApply(Reason("no-good-claim"))
    return Applies(Award.whole(claims[0].agent), Reason("ranked-first-here"))


def helped_as_entered(case: Case, award: Award) -> Answer:
    """Who helped has a half where the help was entered on the closing day, else a fifth."""
    owner = award.owner
    helps = case.helpers_of(owner) if owner is not None else []
    if owner is None or not helps:
        return DoesNotApply(Reason("nobody-helped-here"))
    last = helps[-1]
    that_day = office_day(last.visit.recorded_at, case.register.zone) == case.closing.day
    share = Share("1/2") if that_day else Share("1/5")
    commission = {owner: 1 - share, last.helper: share}
    return Applies(Award.of(award.credit, commission), Reason("helped-here"))


PLANTED = ll.Plugin(
    "planted",
    "1",
    kinds={
        "award": {
            "loses-a-hundredth": four_fifths_and_nineteen_hundredths,
            "loses-the-last-day": good_before_the_last_day,
        },
        "sharing": {"helped-as-entered": helped_as_entered},
    },
    reasons={
        key: {"en": f"{key}.", "zh": f"{key}。"}
        for key in ("closed-alone", "closed-for-another", "ranked-first-here", "nobody-helped-here", "helped-here")
    },
)
