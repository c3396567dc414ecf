"""Months: the periods that are closed one after another, and the one that something is booked in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime


def month_of(day: date) -> str:
    """The month of a day.

    >>> month_of(date(2026, 3, 31))
    '2026-03'
    """
    return f"{day.year:04}-{day.month:02}"


def last_day(period: str) -> date:
    """The last day of a month.

    >>> last_day("2028-02")
    datetime.date(2028, 2, 29)
    """
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, monthrange(year, month)[1])


def month_after(period: str) -> str:
    """The month that follows.

    >>> month_after("2026-12")
    '2027-01'
    """
    year, month = divmod(int(period[:4]) * 12 + int(period[5:]), 12)
    return f"{year:04}-{month + 1:02}"


class Months:
    """Which months are closed: closing one closes all before it.

    >>> months = Months()
    >>> months.close("2026-03", datetime(2026, 4, 1))
    >>> months.booked(date(2026, 2, 10)), months.booked(date(2026, 5, 2))
    ('2026-04', '2026-05')
    """

    def __init__(self) -> None:
        self.closed: dict[str, datetime] = {}
        self._through: str | None = None

    def close(self, period: str, at: datetime) -> None:
        """Close a month, as was registered at an instant."""
        self.closed.setdefault(period, at)
        self._through = period if self._through is None else max(self._through, period)

    def up_to(self, period: str) -> list[str]:
        """The months that closing one closes, in order: of the first closing itself, later all since the one before.

        >>> months = Months()
        >>> months.close("2026-03", datetime(2026, 4, 1))
        >>> months.up_to("2026-05"), months.up_to("2026-02")
        (['2026-04', '2026-05'], [])
        """
        if self._through is None:
            return [period]
        found: list[str] = []
        month = month_after(self._through)
        while month <= period:
            found.append(month)
            month = month_after(month)
        return found

    def is_closed(self, period: str) -> bool:
        """Whether nothing is booked in the month any more."""
        return self._through is not None and period <= self._through

    def booked(self, day: date) -> str:
        """The month in which is booked what is for that day: its own, or where that is closed the first open one."""
        month = month_of(day)
        if self._through is None or month > self._through:
            return month
        return month_after(self._through)
