"""Staff, attendance and the rota of each day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from making.everyday import LEAVE
from making.office import FIRST_DAY, LAST_DAY, Office
from making.people import AGENTS, MANAGER, ZHAO, Agent


def keep(o: Office) -> None:
    """Fill the staff register, the attendance register and the rota."""
    for agent in (MANAGER, *AGENTS):
        joined = datetime.combine(agent.joined_on, time(8))
        o.enter(
            "staff",
            joined,
            工号=agent.id,
            姓名=agent,
            组别=agent.team or None,
            岗位=agent.position,
            入职日期=agent.joined_on,
        )
    day = FIRST_DAY
    while day <= LAST_DAY:
        there = [agent for number, agent in enumerate(AGENTS) if _works(o, agent, number, day)]
        for agent in there:
            _day(o, agent, day)
        first = day.toordinal() % len(there)
        o.enter("rota", datetime.combine(day, time(8, 30)), 轮序=(*there[first:], *there[:first]))
        day += timedelta(days=1)


def _works(o: Office, agent: Agent, number: int, day: date) -> bool:
    """One weekday off in seven, unless the registers have them at work; nobody is off on a weekend."""
    if (day, agent) in o.needed:
        return True
    if agent is ZHAO and day >= LEAVE:
        return False
    return day.weekday() != number % 5


def _day(o: Office, agent: Agent, day: date) -> None:
    came = datetime.combine(day, time(8, o.rng.randrange(35, 59)))
    errand = o.errands.get((day, agent))
    if errand is not None:
        _row(o, agent, came, errand[0], "外出")
        came = errand[1]
    _row(o, agent, came, datetime.combine(day, time(18, o.rng.randrange(5, 50))), "下班")


def _row(o: Office, agent: Agent, came: datetime, went: datetime, why: str) -> None:
    o.enter("attendance", came, 姓名=agent, 上班=came.time(), 下班=went.time(), 离岗原因=why)
