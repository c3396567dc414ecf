"""Closing the books: contracts, small deposits, the minutes and lots as sheets, and every number given out in order."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from making import remarks
from making.books import Sheet
from making.everyday import LEAVE
from making.office import LAST_DAY, Office
from making.people import MANAGER, ZHAO, Customer


def close(o: Office) -> None:
    """Everything that is written once the three months are known."""
    _contracts(o)
    _small_deposits(o)
    for day, lines in o.minuted.items():
        for customer, agent, note in lines:
            when = datetime.combine(day, time(20))
            o.enter(
                "evening-meeting", when, 会议日期=day, 主持人=MANAGER, 客户编号=customer, 汇报人=agent, 客户情况=note
            )
    for customer, drawn in o.lots:
        o.enter(
            "hand-overs",
            datetime.combine(LEAVE, time(9, 30)),
            移交人=ZHAO,
            移交原因="长假",
            客户编号=customer,
            抽中人=drawn,
            抽签种子=f"{LEAVE:%Y%m%d}",
            主持人=MANAGER,
        )
    for sheet in o.books.values():
        sheet.rows.sort(key=lambda row: row.entered)
    _number(o)


def _contracts(o: Office) -> None:
    """Most deals come to a contract within two weeks, with a first payment."""
    signed = 0
    for deal in sorted(o.deals, key=lambda one: one.closed_at):
        day = deal.closed_at.date() + timedelta(days=o.rng.randrange(7, 15))
        if deal.withdrawn or day > LAST_DAY:
            continue
        signed += 1
        when = datetime.combine(day, time(o.rng.randrange(10, 17), o.rng.randrange(60)))
        way = o.rng.choice(remarks.PAYMENTS)
        o.enter("contracts", when, 认购编号=deal, 合同编号=f"HT{signed:03d}", 总价=deal.unit.price, 付款方式=way)
        part = Decimal(1) if way == "一次性付款" else Decimal("0.3")
        paid = (deal.unit.price * part).quantize(Decimal("0.01"), ROUND_HALF_UP)
        o.pay(when + timedelta(minutes=25), deal, paid, "全款" if part == 1 else "首付")


def _small_deposits(o: Office) -> None:
    """Some buyers leave a small deposit on the morning of the day they sign."""
    for deal in o.deals[::6]:
        when = datetime.combine(deal.closed_at.date(), time(9, 10))
        if when < deal.closed_at:
            o.enter(
                "small-deposits",
                when,
                认购编号=deal,
                客户编号=deal.customer,
                房号=deal.unit.number,
                经办人=deal.closer,
                小定金额=5_000,
            )


def _number(o: Office) -> None:
    for number, deal in enumerate(sorted(o.deals, key=lambda one: one.closed_at), 1):
        deal.number = f"RG{number:03d}"
    for number, customer in enumerate(_by_coming(o), 1):
        customer.number = f"K{number:03d}"
    _serial(o.books["payments"], "收据号", "SJ", 4)
    _serial(o.books["complaints"], "投诉编号", "TS", 2)


def _serial(sheet: Sheet, heading: str, prefix: str, digits: int) -> None:
    for number, row in enumerate(sheet.rows, 1):
        row.cells[heading] = f"{prefix}{number:0{digits}d}"


def _by_coming(o: Office) -> list[Customer]:
    """The customers in the order in which anything was first entered about them."""
    first: dict[int, datetime] = {}
    for sheet in o.books.values():
        for row in sheet.rows:
            for value in row.cells.values():
                for one in value if isinstance(value, tuple) else (value,):
                    if isinstance(one, Customer):
                        first[id(one)] = min(first.get(id(one), row.entered), row.entered)
    never = datetime.combine(date.max, time())
    return sorted(o.customers, key=lambda one: first.get(id(one), never))
