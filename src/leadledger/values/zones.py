"""Time zones, always from the `tzdata` package, and the local days of instants."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

ZONES_VERSION: Final = str(importlib.import_module("tzdata").IANA_VERSION)
"""The release of the time zone database in use, such as "2026a"; recorded decisions name it."""

_MICROSECOND: Final = timedelta(microseconds=1)
_MOST_DAYS: Final = 1 << 12
_days: Final[dict[int, tuple[datetime, ZoneInfo, date]]] = {}
"""The days of instants asked for lately: the same few objects are asked for several times in each deal.

They are found by what object they are: to compare two instants, or to hash one, costs more than to find its day.
"""


class PackagedZone(ZoneInfo):
    """A zone read from the `tzdata` package; it is copied and pickled by its name."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return zone, (self.key,)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every name that `zone` knows.

    >>> "Asia/Shanghai" in zone_names(), "../zones" in zone_names()
    (True, False)
    """
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="ascii").split())


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """Return the time zone of that name, from the `tzdata` package whatever the system has; always the same object.

    >>> zone("Asia/Shanghai").key
    'Asia/Shanghai'
    >>> zone("Asia/Shangai")
    Traceback (most recent call last):
    ...
    ValueError: 'Asia/Shangai' is not a time zone: did you mean Asia/Shanghai?
    """
    if name not in zone_names():
        near = get_close_matches(name, sorted(zone_names()), n=1) if len(name) < 64 else []
        hint = f"did you mean {near[0]}?" if near else "write a name of the IANA database such as Asia/Shanghai"
        raise ValueError(f"{name!r:.60} is not a time zone: {hint}")
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return PackagedZone.from_file(data, key=name)


def office_day(instant: datetime, in_zone: ZoneInfo) -> date:
    """Return the local date of *instant* in the office's zone; a naive time is a ``ValueError``.

    >>> from datetime import UTC
    >>> office_day(datetime(2026, 3, 31, 16, tzinfo=UTC), zone("Asia/Shanghai"))
    datetime.date(2026, 4, 1)
    """
    known = _days.get(id(instant))
    if known is not None and known[0] is instant and known[1] is in_zone:
        return known[2]
    if instant.tzinfo is None:
        raise ValueError(f"the time {instant.isoformat()} has no offset: give one, for example +08:00")
    try:
        day = instant.astimezone(in_zone).date()
    except OverflowError:
        raise ValueError(f"the time {instant.isoformat()} lies outside the calendar, which ends with 9999") from None
    if len(_days) >= _MOST_DAYS:
        _days.clear()
    _days[id(instant)] = (instant, in_zone, day)
    return day


def day_start(day: date, in_zone: ZoneInfo) -> datetime:
    """Return the first instant at which the zone's calendar shows *day* or a later one, in UTC.

    That is local midnight; where the clocks jump over midnight, it is the jump,
    and where midnight strikes twice, the first stroke.
    It is given in UTC, since Python compares two times of one zone by the clock's face and not by the instant.

    >>> day_start(date(2026, 4, 1), zone("Asia/Shanghai")).isoformat()
    '2026-03-31T16:00:00+00:00'
    """
    try:
        start = datetime.combine(day, time(), in_zone).astimezone(UTC)
        if office_day(start - _MICROSECOND, in_zone) < day:
            return start
        early, late = start - timedelta(days=2), start
        while late - early > _MICROSECOND:
            middle = early + (late - early) // 2
            if office_day(middle, in_zone) < day:
                early = middle
            else:
                late = middle
    except OverflowError:
        raise ValueError(f"the day {day.isoformat()} lies at the end of the calendar and has no start") from None
    return late
