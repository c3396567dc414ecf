"""Register: an old customer brings a new one."""

from __future__ import annotations

from typing import Literal

from leadledger.dossier import Fact
from leadledger.events import ReferralMade
from leadledger.rulebook.effects import Effects, Lifted, Nothing, Opened
from leadledger.rulebook.hold import FOR_GOOD, Hold
from leadledger.rulebook.register import Register


def referred(
    fact: Fact, register: Register, *, hold: Hold = FOR_GOOD, counts: Literal["any-day", "first-day"] = "any-day"
) -> Effects | None:
    """The referrer's original receiver opens a claim; declared on the first register day, it ranks before all others.

    The original receiver is who holds, at the referral, the first-opened claim on the referrer's party, lapsed or
    not. With *counts* ``first-day`` one declared after the newcomer's first register day opens nothing. A referral
    within one party says nothing, and nothing ranks before an earlier allocation.

    >>> from leadledger.testing.stories import given, referral, subscription, visit
    >>> story = given(visit("old", "chen"), referral("old", "c"), visit("c", "li"), subscription("d", "c", "li"))
    >>> story.decide("d").owner, story.decide("d").clause
    ('chen', '5.3.10')
    """
    event = fact.event
    if not isinstance(event, ReferralMade):
        return None
    if event.referrer in register.party:
        return (Nothing("referrer-in-party"),)
    receiver = register.original_receiver(fact)
    if receiver is None:
        return (Nothing("referrer-has-no-receiver"),)
    if register.afresh is None and register.is_first_day(fact):
        return (Opened(receiver, hold), Lifted(receiver))
    if counts == "first-day" and not register.is_first_day(fact):
        return (Nothing("referred-too-late", (receiver,)),)
    return (Opened(receiver, hold),)
