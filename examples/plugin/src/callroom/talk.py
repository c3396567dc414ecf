"""Award: by the time talked."""

from __future__ import annotations

from fractions import Fraction

from callroom.calls import CallEnded
from leadledger import Share, Window
from leadledger.rulebook.kinds import Answer, Applies, Award, Case, DoesNotApply, Fact, Reason, reads


@reads(CallEnded)
def by_talk(case: Case, *, within: Window, from_part: Share) -> Answer:
    """Of the agents with good claims, who talked longest owns the customer; commission goes by the time talked.

    Calls *within* that time before the closing count; who has less than *from_part* of the time has no part.

    >>> from callroom.stories import call, case_of, sold
    >>> case = case_of(call("tao", 15), call("mei", 5), sold("mei"))
    >>> by_talk(case, within=Window.parse("30 days"), from_part=Share("10%")).award.commission
    {'tao': Share('3/4'), 'mei': Share('1/4')}
    """
    calls: dict[str, list[Fact[CallEnded]]] = {claim.agent: [] for claim in case.good_claims()}
    for call in case.all(CallEnded):
        if call.event.agent in calls and within.covers(call.occurred_at, case.closing.closed_at, case.register.zone):
            calls[call.event.agent].append(call)
    seconds = {agent: sum(call.event.seconds for call in made) for agent, made in calls.items()}
    total = sum(seconds.values())
    counted = {agent: time for agent, time in seconds.items() if time and time >= total * from_part}
    if not counted:
        return DoesNotApply(Reason("nobody-talked"))
    longest = max(counted, key=lambda agent: counted[agent])
    parts = {agent: Fraction(time, sum(counted.values())) for agent, time in counted.items()}
    because = Reason.of(
        "talked-longest" if len(counted) > 1 else "talked-alone",
        *(call for agent in counted for call in calls[agent]),
        agent=longest,
        minutes=counted[longest] // 60,
        commission=parts,
    )
    return Applies(Award.of({longest: Share(1)}, parts), because)
