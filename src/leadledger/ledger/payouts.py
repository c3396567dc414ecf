"""Closing months and paying: entries that are recorded once, however many try at once."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from leadledger.errors import CallInvalid, EntryRefused, TimeNaive
from leadledger.events import CommissionPaid, PeriodClosed
from leadledger.events.kinds import MONTH
from leadledger.ledger.office import Office
from leadledger.projections.books import Books
from leadledger.projections.months import last_day
from leadledger.values import office_day

_MONTH: Final = re.compile(MONTH)


def closing(period: str, now: datetime, zone: ZoneInfo) -> PeriodClosed:
    """The entry that closes a month.

    Raises:
        CallInvalid: it is no month.
        EntryRefused: it is not over yet.
    """
    today = office_day(now, zone)
    if today <= last_day(_month(period)):
        raise EntryRefused(
            f"the month {period} is not over: it can be closed after {last_day(period)}, and it is {today}"
        )
    return PeriodClosed(occurred_at=now.astimezone(zone), period=period)


def refuse_another_plan(office: Office) -> None:
    """Raises EntryRefused where a plan was adopted, so that nobody is paid by another."""
    if office.source.adopts_plans():
        raise EntryRefused("a commission plan was adopted here, and what is paid follows it: expected no other plan")


def payment_of(
    books: Books, agent: str, period: str, now: datetime, zone: ZoneInfo, currency: str | None, payment: str | None
) -> CommissionPaid:
    """The entry by which an agent is paid what a closed month leaves due to them; one made under that name is itself.

    Raises:
        CallInvalid: it is no month, or the currency has to be said.
        EntryRefused: the month is not closed, or nothing is due.
    """
    if now.tzinfo is None:
        raise TimeNaive("paid_at", now)
    if not books.is_closed(_month(period)):
        raise EntryRefused(f"the month {period} is not closed: close it before {agent!r} is paid for it")
    made = None if payment is None else books.payments.get(payment)
    if made is not None and (made.agent, made.period) == (agent, period) and currency in (None, made.amount.currency):
        return made
    owed = books.owed(agent, period)
    if currency is None:
        payable = [money for money in owed if money.amount_minor > 0]
        if len(payable) > 1:
            named = ", ".join(money.currency for money in payable)
            raise CallInvalid(f"amounts in several currencies are due to {agent!r} for {period}: say which of {named}")
        found = payable[0] if payable else None
    else:
        found = next((money for money in owed if money.currency == currency), None)
    if found is None or found.amount_minor <= 0:
        raise EntryRefused(f"nothing is due to {agent!r} for {period}{'' if found is None else f': {found}'}")
    name = payment or f"{agent}-{period}-{found.currency}"
    return CommissionPaid(occurred_at=now.astimezone(zone), agent=agent, period=period, amount=found, payment=name)


def _month(period: str) -> str:
    if not _MONTH.fullmatch(period):
        raise CallInvalid(f"{period!r:.60} is no month: write one such as 2026-03")
    return period
