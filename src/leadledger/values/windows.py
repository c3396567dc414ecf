"""Windows: how long something is good, in days or calendar months, with a declared policy for the ends of months."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Literal, cast, final
from zoneinfo import ZoneInfo

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from leadledger.values.zones import day_start, office_day

Unit = Literal["days", "months", "business days", "minutes", "hours", "weekday hours"]
"""What a window is counted in: calendar days and months, days of Monday to Friday, or time that passes."""
End = Literal["included", "excluded"]
"""Whether the last day, or the last instant, of a window is still in it."""
MonthEnd = Literal["clamp", "overflow"]
"""Where a window ends whose month lacks the day: on that month's last day, or on the first day of the next."""

_PER: Final[dict[str, tuple[int, Unit]]] = {
    "day": (1, "days"),
    "week": (7, "days"),
    "month": (1, "months"),
    "year": (12, "months"),
    "business day": (1, "business days"),
    "minute": (1, "minutes"),
    "hour": (1, "hours"),
    "weekday hour": (1, "weekday hours"),
}
_COUNT_MAX: Final[dict[Unit, int]] = {
    "days": 36_525,
    "months": 1_200,
    "business days": 26_000,
    "minutes": 99_999,
    "hours": 99_999,
    "weekday hours": 99_999,
}
_FORM: Final = re.compile(r"([0-9]{1,5}) (business day|weekday hour|day|week|month|year|minute|hour)s?")
_PASSING: Final = frozenset({"minutes", "hours", "weekday hours"})
_SATURDAY: Final = 5
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

WINDOW_EXPECTED: Final = 'a length such as "2 months" or "7 days"'
"""What should stand where a window is wrong; for messages."""


@final
@dataclass(frozen=True, slots=True)
class Window:
    """A length of time, at most a century, with the policy *month_end* for days a month lacks, its *end* in it or not.

    Days, business days (Monday to Friday) and months end with a whole day of the office; minutes, hours and weekday
    hours (every hour of Monday to Friday) pass from an instant and end at one.

    >>> window = Window.parse("2 months")
    >>> window, str(window)
    (Window(count=2, unit='months', month_end='clamp'), '2 months')
    """

    count: int
    unit: Unit
    month_end: MonthEnd = "clamp"
    end: End = field(default="included", repr=False)

    def __post_init__(self) -> None:
        if self.unit not in _COUNT_MAX:
            raise ValueError(f"{self.unit!r:.60} is not a unit of a window: it is one of {', '.join(_COUNT_MAX)}")
        if self.month_end not in ("clamp", "overflow"):
            raise ValueError(f'{self.month_end!r:.60} is not a month-end policy: it is "clamp" or "overflow"')
        if self.end not in ("included", "excluded"):
            raise ValueError(f'{self.end!r:.60} is not an end of a window: it is "included" or "excluded"')
        if type(self.count) is not int:
            raise TypeError(f"the count of a window is an int, not {type(self.count).__name__}")
        if not 0 <= self.count <= _COUNT_MAX[self.unit]:
            raise ValueError(f"a window is at most 100 years long and never negative: {self.count:_} {self.unit}")

    @classmethod
    def parse(cls, text: str, month_end: MonthEnd = "clamp", end: End = "included") -> Window:
        """Read a text such as "2 months", "1 week" or "7 days"; anything else is a ``ValueError``.

        >>> Window.parse("1 year")
        Window(count=12, unit='months', month_end='clamp')
        >>> Window.parse("soon")
        Traceback (most recent call last):
        ...
        ValueError: 'soon' is not the length of a window: write a length such as "2 months" or "7 days"
        """
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r:.60} is not the length of a window: write {WINDOW_EXPECTED}")
        times, unit = _PER[match[2]]
        return cls(int(match[1]) * times, unit, month_end, end)

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit[:-1]}"

    def through(self, start: date) -> date:
        """Return the last good day of a window that opens on *start*, itself included; past 9999 a ``ValueError``.

        Where its end is excluded that is the day before.

        >>> Window.parse("2 months").through(date(2026, 12, 31))
        datetime.date(2027, 2, 28)
        >>> Window.parse("2 months", month_end="overflow").through(date(2026, 12, 31))
        datetime.date(2027, 3, 1)
        >>> Window.parse("30 days", end="excluded").through(date(2026, 3, 1))
        datetime.date(2026, 3, 30)
        """
        if not self.of_days:
            raise ValueError(f"{self} pass from an instant and end with no day")
        try:
            last_day = self._last_day(start)
            return last_day if self.end == "included" else last_day - timedelta(days=1)
        except (OverflowError, ValueError):
            raise ValueError(f"{self} from {start.isoformat()} end after the calendar, which ends with 9999") from None

    def _last_day(self, start: date) -> date:
        if self.unit == "days":
            return start + timedelta(days=self.count)
        if self.unit == "business days":
            return _business_days_after(start, self.count)
        year, month = divmod(start.year * 12 + start.month - 1 + self.count, 12)
        last = 29 if month == 1 and isleap(year) else _DAYS[month]
        if start.day <= last:
            return date(year, month + 1, start.day)
        if self.month_end == "clamp":
            return date(year, month + 1, last)
        return date(year, month + 1, last) + timedelta(days=1)

    @property
    def of_days(self) -> bool:
        """Whether it ends with a whole day, and not at an instant."""
        return self.unit not in _PASSING

    def covers(self, start: datetime, moment: datetime, in_zone: ZoneInfo) -> bool:
        """Whether *moment* is not after the window that opens at *start*; its last day, or instant, is in it.

        >>> from leadledger.values.zones import zone
        >>> paris, noon = zone("Europe/Paris"), datetime.fromisoformat("2026-03-05T12:00+01:00")
        >>> Window.parse("7 days").covers(noon, datetime.fromisoformat("2026-03-12T23:59+01:00"), paris)
        True
        >>> Window.parse("2 minutes").covers(noon, datetime.fromisoformat("2026-03-05T12:02:01+01:00"), paris)
        False
        """
        if self.of_days:
            return office_day(moment, in_zone) <= self.through(office_day(start, in_zone))
        if self.unit == "weekday hours":
            over = _weekday_hours_after(start, timedelta(hours=self.count), in_zone)
        else:
            over = start + timedelta(**{self.unit: self.count})
        return moment < over or (moment == over and self.end == "included")

    def instants(self, start: date, in_zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the window as instants in UTC, half-open: from where *start* begins to where its last day ends.

        >>> from leadledger.values.zones import zone
        >>> begin, end = Window.parse("7 days").instants(date(2026, 3, 1), zone("Asia/Shanghai"))
        >>> begin.isoformat(), end.isoformat()
        ('2026-02-28T16:00:00+00:00', '2026-03-08T16:00:00+00:00')
        """
        after = Window(1, "days").through(self.through(start))
        return day_start(start, in_zone), day_start(after, in_zone)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validate,
            serialization=core_schema.plain_serializer_function_ser_schema(_as_wire),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        length = {"type": "string", "pattern": f"^{_FORM.pattern}$"}
        month_end = {"enum": ["clamp", "overflow"]}
        table = {"length": length, "month_end": month_end, "end": {"enum": ["included", "excluded"]}}
        return {
            "anyOf": [
                length,
                {"type": "object", "properties": table, "required": ["length"], "additionalProperties": False},
            ]
        }


def _business_days_after(start: date, count: int) -> date:
    """The *count*-th day of Monday to Friday after *start*."""
    weeks, rest = divmod(count, 5)
    day = start + timedelta(weeks=weeks)
    if rest == 0 and day.weekday() >= _SATURDAY and count:
        return day - timedelta(days=day.weekday() - 4)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() < _SATURDAY
    return day


def _weekday_hours_after(start: datetime, time: timedelta, in_zone: ZoneInfo) -> datetime:
    """The instant at which *time* of Mondays to Fridays has passed since *start*."""
    weekday, now = office_day(start, in_zone), start.astimezone(UTC)
    while True:
        after = day_start(weekday + timedelta(days=1), in_zone)
        if weekday.weekday() < _SATURDAY:
            if after - now >= time:
                return now + time
            time -= after - now
        weekday, now = weekday + timedelta(days=1), after


def _as_wire(window: Window) -> str | dict[str, str]:
    stated: dict[str, str] = {}
    if window.month_end != "clamp":
        stated["month_end"] = window.month_end
    if window.end != "included":
        stated["end"] = window.end
    return {"length": str(window), **stated} if stated else str(window)


def _validate(value: object) -> Window:
    if isinstance(value, Window):
        return value
    table = cast("dict[object, object]", value) if isinstance(value, dict) else {"length": value}
    length, month_end, end = table.get("length"), table.get("month_end", "clamp"), table.get("end", "included")
    if not isinstance(length, str):
        raise _refuse(f"{value!r:.60} is not a window: write {WINDOW_EXPECTED}")
    if unknown := ", ".join(f"{name!r:.40}" for name in table if name not in ("length", "month_end", "end")):
        raise _refuse(f"a window has a length, a month_end and an end, and nothing else; here it has {unknown:.80}")
    try:
        return Window.parse(length, cast("MonthEnd", month_end), cast("End", end))
    except ValueError as error:
        raise _refuse(str(error)) from None


def _refuse(message: str) -> PydanticCustomError:
    return PydanticCustomError("window", "{message}", {"message": message})
