"""Consequence: a bonus for those who sold on a hard shift."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from callroom.calls import CallEnded
from leadledger import Money, Share, allocate
from leadledger.rulebook.kinds import Award, Case, Follows, Reason, reads, split


@reads(CallEnded)
def shift_bonus(case: Case, award: Award, *, shift: Literal["evening", "night"], amount: Money) -> Sequence[Follows]:
    """Those who are paid a part of the commission and called on that *shift* share *amount* equally.

    >>> from callroom.stories import call, case_of, sold
    >>> case = case_of(call("tao", 15, "night"), call("mei", 5), sold("mei"))
    >>> bonus = shift_bonus(case, Award.whole("tao"), shift="night", amount=Money.parse("50.00", "CNY"))
    >>> [(one.payee, str(one.figure)) for one in bonus]
    [('tao', '50.00 CNY')]
    """
    calls = [call for call in case.all(CallEnded) if call.event.shift == shift and call.event.agent in award.commission]
    agents = list(dict.fromkeys(call.event.agent for call in calls))
    if not agents:
        return ()
    amounts = allocate(amount, split(Share(1), agents))
    return [
        Follows(
            "shift-bonus",
            agent,
            amounts[agent],
            Reason.of(f"sold-by-{shift}", *(call for call in calls if call.event.agent == agent), agent=agent),
        )
        for agent in agents
    ]
