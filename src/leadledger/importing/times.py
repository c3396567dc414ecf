"""Days and times of day as registers write them; what could be read in two ways is refused, never guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

from leadledger.importing.grid import CellValue
from leadledger.importing.quoting import shown

A_DATE = "expected a date such as 2026-03-05, 2026/3/5, 2026.3.5 or 2026年3月5日"
A_TIME = "expected a time of day such as 14:30, 14:30:05 or 下午2:30"
NO_24 = "expected a time of day such as 14:30 (midnight is 00:00 of the next day)"
AN_INSTANT = A_DATE + ", or a date and a time such as 2026-03-05 14:30"

_DAY_NONE = frozenset({dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1904, 1, 1)})
"""The day on which a spreadsheet puts a bare time."""

_A_WHOLE_DAY = (dt.timedelta(days=1), dt.datetime(1900, 1, 1), dt.datetime(1904, 1, 2))  # noqa: DTZ001 - no instants
"""What a spreadsheet makes of 24:00."""

_DATE = (
    r"(?P<year>\d{4})\s*(?:(?P<mark>[-/.])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<day>\d{1,2})|"
    r"年\s*(?P<month2>\d{1,2})\s*月\s*(?P<day2>\d{1,2})\s*[日号號])"
)
_TIME = (
    r"(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*(?P<hour>\d{1,2})\s*"
    r"(?::(?P<minute>\d{2})(?::(?P<second>\d{2}))?|[点點时時](?:\s*(?P<minute2>\d{1,2})\s*分?(?:\s*(?P<second2>\d{1,2})\s*秒)?|(?P<sharp>半|整)?)?)"
    r"\s*(?P<half2>[ap]\.?m\.?)?"
)
_WEEKDAY = r"(?:\s*[(]?(?:星期|周|週)[一二三四五六日天][)]?)?"
_only_date = re.compile(_DATE + _WEEKDAY + r"(?:\s+0{1,2}:00(?::00)?)?", re.ASCII)
_only_time = re.compile(_TIME, re.ASCII | re.IGNORECASE)
_iso = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:.{1,30}$", re.ASCII)
_both = re.compile(_DATE + _WEEKDAY + r"[\sT]*" + _TIME, re.ASCII | re.IGNORECASE)


def read_date(value: CellValue) -> dt.date:
    """The day a cell names; ValueError saying what was expected.

    >>> read_date("2026年3月5日"), read_date("2026.3.5")
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 5))
    """
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise ValueError("expected a date without a time of day")
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = _only_date.fullmatch(_text(value)) if isinstance(value, str) else None
    if found is None:
        raise ValueError(A_DATE + _serial(value))
    return _day(found)


def read_time(value: CellValue) -> dt.time:
    """The time of day a cell names; ValueError saying what was expected.

    >>> read_time("下午2:30"), read_time("14点30分"), read_time("9:05 pm")
    (datetime.time(14, 30), datetime.time(14, 30), datetime.time(21, 5))
    """
    if isinstance(value, dt.time):
        return value.replace(microsecond=0)
    if isinstance(value, dt.datetime) and value.date() in _DAY_NONE:
        return value.time().replace(microsecond=0)
    if isinstance(value, dt.timedelta) and dt.timedelta() <= value < dt.timedelta(days=1):
        return (dt.datetime.combine(dt.date.min, dt.time()) + value).time().replace(microsecond=0)
    found = _only_time.fullmatch(_text(value)) if isinstance(value, str) else None
    if value in _A_WHOLE_DAY:
        raise ValueError(NO_24)
    if found is None:
        raise ValueError(A_TIME)
    return _clock(found)


def read_instant(value: CellValue, zone: ZoneInfo) -> dt.datetime | dt.date:
    """The instant a cell names, in *zone* unless it gives an offset; a bare day gives the day. ValueError otherwise."""
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            return value
        if value.time() == dt.time():
            return value.date()
        return localise(_whole_second(value), zone)
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        raise ValueError(AN_INSTANT + _serial(value))
    text = _text(value)
    found = _both.fullmatch(text)
    if found is not None:
        return localise(dt.datetime.combine(_day(found), _clock(found)), zone)
    if _only_date.fullmatch(text):
        return read_date(text)
    try:
        instant = dt.datetime.fromisoformat(text if _iso.match(text) else "")
    except ValueError:
        raise ValueError(AN_INSTANT + _serial(value)) from None
    return instant if instant.tzinfo is not None else localise(instant, zone)


def localise(naive: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """*naive* as an instant of *zone*, with its offset; of an hour that comes twice the first.

    Raises ValueError for a time that the clocks skipped.
    """
    try:
        offset = naive.replace(tzinfo=zone).utcoffset()
        instant = naive.replace(tzinfo=dt.timezone(offset or dt.timedelta()))
        back = instant.astimezone(zone).replace(tzinfo=None)
    except (OverflowError, ValueError):
        raise ValueError("expected a year from 1 to 9999") from None
    if back != naive:
        raise ValueError(f"expected a time there was: the clocks of {zone.key} skipped {naive:%H:%M} that day")
    return instant


def _whole_second(value: dt.datetime) -> dt.datetime:
    """A spreadsheet keeps a time as a fraction of a day: take the nearest second."""
    return (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)


def _serial(value: CellValue) -> str:
    """What a number may stand for that a spreadsheet shows when a day is not formatted as one."""
    try:
        number = float(_text(value) if isinstance(value, str) else str(value))
    except ValueError:
        return ""
    if not 30_000 <= number < 80_000:
        return ""
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(number))
    return f" (as the number of a day it would be {day}: format the cells as dates)"


def _text(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip()


def _day(found: re.Match[str]) -> dt.date:
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    try:
        return dt.date(int(found["year"]), int(month), int(day))
    except ValueError:
        raise ValueError(f"expected a day of the calendar, and {shown(found.group().strip())} is none") from None


def _clock(found: re.Match[str]) -> dt.time:
    hour = int(found["hour"])
    minute = 30 if found["sharp"] == "半" else int(found["minute"] or found["minute2"] or 0)
    second = int(found["second"] or found["second2"] or 0)
    half = (found["half"] or found["half2"] or "").lower().replace(".", "")
    if half in {"下午", "傍晚", "晚上", "pm", "中午"} and hour < 12 and not (half == "中午" and hour >= 10):
        hour += 12
    elif half in {"am", "上午", "凌晨"} and hour == 12:
        hour = 0
    if (hour, minute, second) == (24, 0, 0):
        raise ValueError(NO_24)
    try:
        return dt.time(hour, minute, second)
    except ValueError:
        raise ValueError(A_TIME) from None
