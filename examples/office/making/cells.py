"""What stands in a cell: names for people, numbers for customers and deals, several names one after another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from making.deals import Deal
from making.people import Agent, Customer

Plain = str | int | Decimal | date | time | datetime | None


@dataclass(frozen=True, slots=True)
class Product:
    """A formula that multiplies the cells of two other columns, and its value."""

    one: str
    other: str
    value: Decimal


def plain(value: object, serial: int = 0) -> Plain | Product:
    """The cell as written; *serial* varies the marks between names, as hands do."""
    if isinstance(value, Agent):
        return value.name
    if isinstance(value, Customer | Deal):
        return value.number
    if isinstance(value, dict):
        return "、".join(f"{_payee(payee)} {share}" for payee, share in value.items())
    if isinstance(value, tuple | list):
        mark = "、、、,；/\n"[serial % 7]
        return mark.join(str(plain(one)) for one in value) or "无"
    if isinstance(value, bool):
        return ("是", "√")[serial % 2] if value else None
    if value is None or isinstance(value, str | int | Decimal | date | time | Product):
        return value
    raise TypeError(type(value))


def _payee(payee: object) -> str:
    return payee.name if isinstance(payee, Agent) else str(payee)
