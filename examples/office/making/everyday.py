"""Everyday life: customers who come, are followed up, come again, and sometimes buy."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from making import remarks
from making.office import FIRST_DAY, LAST_DAY, Office
from making.passing_on import LAUNCH
from making.people import AGENTS, ZHAO, Agent, Customer

LEAVE = date(FIRST_DAY.year, 4, 20)  # Zhao Lei goes on long leave
LAUNCH_DAYS = (date(FIRST_DAY.year, 5, 1), date(FIRST_DAY.year, 5, 3))
_DAYS = (LAST_DAY - FIRST_DAY).days


def live(o: Office, customers: int, deals: int) -> None:
    """Fill the office up to so many customers and so many deals."""
    buyers = deals - len(o.deals)
    others = customers - len(o.customers)
    bought = {round(others * (number + 0.5) / buyers) for number in range(buyers)}
    for number in range(others):
        _life(o, buys=number in bought, span=number / others)


def _life(o: Office, *, buys: bool, span: float) -> None:
    rng, customer = o.rng, o.customer()
    day = FIRST_DAY + timedelta(days=int(span * (_DAYS - (16 if buys else 0))))
    first = _clock(o, day)
    agent = _on_duty(o, day)
    how = rng.random()
    if LAUNCH_DAYS[0] <= day <= LAUNCH_DAYS[1]:
        o.allocate(datetime.combine(day, time(8, rng.randrange(31, 59))), customer, agent, LAUNCH)
        o.visit(first, customer, agent, occasion=LAUNCH)
    elif how < 0.3:
        o.call(first, customer, agent)
        day = _later(o, day, 1, 6)
        agent = _agent_of(o, customer, agent, day)
        o.visit(_clock(o, day), customer, agent, named=[agent] if rng.random() < 0.6 else ())
    elif how < 0.38:
        o.card(first, customer, agent, 备注="外拓派单留资")
    else:
        late = rng.random() < 0.05
        o.visit(first, customer, agent, late=f"{_later(o, day, 1, 2):%m-%d} 09:05" if late else None)
    if how >= 0.38 and rng.random() < 0.85:
        o.card(first + timedelta(minutes=rng.randrange(20, 90)), customer, agent)
    if rng.random() < 0.45:
        o.minute(first.date(), customer, agent)
    _afterwards(o, customer, agent, day, buys=buys)


def _afterwards(o: Office, customer: Customer, agent: Agent, day: date, *, buys: bool) -> None:
    """Follow-ups, further visits, and the closing."""
    rng = o.rng
    for _ in range(rng.randrange(3)):
        day = _later(o, day, 2, 6)
        agent = _agent_of(o, customer, agent, day)
        o.follow(_clock(o, day), customer, agent)
    for _ in range(rng.choice((0, 1, 1, 2)) + buys):
        day = _later(o, day, 2, 8)
        agent = _agent_of(o, customer, agent, day)
        _return_visit(o, customer, agent, day)
    if buys:
        day = _later(o, day, 0, 2)
        agent = _agent_of(o, customer, agent, day)
        o.subscribe(datetime.combine(day, time(17, rng.randrange(30, 59))), customer, agent)
    elif day < LEAVE:
        _agent_of(o, customer, agent, LEAVE)  # a lot is drawn for every customer of the agent on leave


def _return_visit(o: Office, customer: Customer, agent: Agent, day: date) -> None:
    rng, when = o.rng, _clock(o, day)
    chance = rng.random()
    if chance < 0.75:
        o.visit(when, customer, agent, named=[agent])
    else:
        other = _on_duty(o, day, but=agent)
        present = (other, _on_duty(o, day), *((agent,) if chance < 0.85 else ()))
        o.visit(when, customer, other, named=[agent], present=dict.fromkeys(present))


def _agent_of(o: Office, customer: Customer, agent: Agent, day: date) -> Agent:
    """Whose customer it is on a day: the one who drew it, when the agent is on leave."""
    if agent is not ZHAO or day < LEAVE:
        return agent
    drawn = next((taker for one, taker in o.lots if one is customer), None)
    if drawn is None:
        drawn = o.rng.choice([one for one in AGENTS if one is not ZHAO])
        o.lot(customer, drawn)
    return drawn


def _on_duty(o: Office, day: date, but: Agent | None = None) -> Agent:
    return o.rng.choice([one for one in AGENTS if one is not but and (one is not ZHAO or day < LEAVE)])


def _later(o: Office, day: date, least: int, most: int) -> date:
    return min(day + timedelta(days=o.rng.randrange(least, most + 1)), LAST_DAY)


def _clock(o: Office, day: date) -> datetime:
    return datetime.combine(day, time(o.rng.randrange(9, 17), o.rng.randrange(5, 60)))


def complain(o: Office) -> None:
    """Complaints by customers who buy nothing."""
    bought = {id(deal.customer) for deal in o.deals}
    visits = [row.cells for row in o.books["visits"].rows if id(row.cells["客户编号"]) not in bought]
    for cells, outcome in zip(o.rng.sample(visits[20:80], 4), ("属实", "不属实", "不属实", ""), strict=True):
        day = cells["日期"] + timedelta(days=1)
        on = f"{day + timedelta(days=6):%m-%d}" if outcome else ""
        o.complain(f"{day:%m-%d} 12:05", cells["客户编号"], cells["接待人"], outcome, on=on, note="服务态度")


def complete_cards(o: Office) -> None:
    """Buyers who have no card get one the morning after."""
    known = {id(row.cells["客户编号"]) for row in o.books["customers"].rows}
    for deal in o.deals:
        if id(deal.customer) not in known:
            morning = datetime.combine(deal.closed_at.date() + timedelta(days=1), time(9, 30))
            o.card(morning, deal.customer, deal.closer, 备注="成交客户资料补登")


def withdraw(o: Office) -> None:
    """Four buyers withdraw within a week or two."""
    for deal, reason in zip(o.deals[4::14], remarks.WITHDRAWN, strict=False):
        day = min(deal.closed_at.date() + timedelta(days=6), LAST_DAY)
        o.withdraw(f"{day:%m-%d} 11:15", deal, reason, "定金按约定退还")
