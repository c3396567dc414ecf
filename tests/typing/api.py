"""Calls that users make, checked by mypy and pyright; never run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import assert_type

from leadledger.errors import EventInvalid, LeadledgerError
from leadledger.events import Event, VisitReceived
from leadledger.events.wire import parse_event, to_json
from leadledger.values import Money, Share, Window, allocate, office_day, zone


def values() -> None:
    """Shares are fractions, money splits into money, windows end on days."""
    price = Money.parse("1280000.00", "CNY")
    assert_type(price + price, Money)
    assert_type(price.amount, str)
    assert_type(allocate(price, {"li": Share("4/5"), "zhang": Share("20%")}), dict[str, Money])
    assert_type(allocate(100, {"li": Fraction(1)}), dict[str, int])
    assert_type(Share("4/5") * 2, Fraction)
    assert_type(Window.parse("2 months").through(date(2026, 3, 1)), date)
    assert_type(office_day(datetime.now(UTC), zone("Asia/Shanghai")), date)


def events(line: str) -> None:
    """A line is an event or one refusal."""
    try:
        event = parse_event(line)
    except EventInvalid as refusal:
        assert_type(refusal.field, str | None)
        error: LeadledgerError = refusal
        assert_type(str(error), str)
    else:
        assert_type(event, Event)
        assert_type(to_json(event), str)


def visit() -> VisitReceived:
    """An event is made of keywords; several names are a tuple."""
    return VisitReceived(customer="c1", agent="li", declined=("zhang",), occurred_at=datetime.now(UTC))
