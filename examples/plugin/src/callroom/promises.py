"""Register: a promise to call back keeps the customer."""

from __future__ import annotations

from callroom.calls import CallEnded
from leadledger import Window
from leadledger.rulebook.kinds import Effects, Fact, Hold, Nothing, Opened, Register, Renewed, office_day


def promised(fact: Fact, register: Register, *, at_least: int, grace: Window) -> Effects | None:
    """A call of *at_least* so many seconds with a promise opens a claim, good through the promised day and *grace*.

    An agent whose claim is live already has it anew until then. A call without a promise is another clause's.

    >>> from callroom.stories import call, case_of, sold
    >>> case = case_of(call("mei", 2, promised_on="2026-03-04"), sold("tao"))
    >>> [(claim.agent, str(claim.through)) for claim in case.good_claims()]
    [('mei', '2026-03-06')]
    """
    call = fact.event
    if not isinstance(call, CallEnded) or call.promised_on is None:
        return None
    days = (grace.through(call.promised_on) - office_day(fact.recorded_at, register.zone)).days
    if call.seconds < at_least or days < 0:
        return (Nothing("promise-does-not-count", (call.agent,)),)
    hold = Hold(length=Window(days, "days"))
    if register.live(call.agent) is not None:
        return (Renewed(call.agent, hold),)
    return (Opened(call.agent, hold),)
