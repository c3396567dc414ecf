"""Contests: which claim is left where each is tested on the day a rival opened theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadledger.rulebook.claim import Claim


def winner(claims: Iterable[Claim], closing_day: date) -> Claim | None:
    """The claim that beat every rival that came after it; where none came, the one that is good on the closing day.

    At each opening the claim that leads keeps its place if it is good that day, or is kept against that rival; else
    the first in rank of those that are good that day leads, else the newcomer.
    """
    leading: Claim | None = None
    proven = False  # whether it beat somebody
    met: list[Claim] = []
    for claim in sorted((claim for claim in claims if claim.standing), key=lambda claim: claim.number):
        day = claim.opened_on
        if leading is not None and leading.agent == claim.agent:
            if not (proven or leading.live_on(day)):
                leading = claim
        elif leading is None or not _stands(leading, day):
            good = [one for one in met if one.live_on(day) and one.agent != claim.agent]
            leading, proven = (min(good, key=lambda one: one.rank), True) if good else (claim, False)
        else:
            proven = True
            if claim.rank < leading.rank:  # lifted before all others, as a referral may be
                leading, proven = claim, False
        met.append(claim)
    return leading if leading is not None and (proven or leading.live_on(closing_day)) else None


def _stands(claim: Claim, day: date) -> bool:
    return claim.live_on(day) or claim.kept_against(day)
