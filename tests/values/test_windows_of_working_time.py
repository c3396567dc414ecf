"""Windows of business days and weekday hours, against counting day by day and minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.values import Window, zone

SATURDAY = 5
UTC_ZONE, SHANGHAI = zone("UTC"), zone("Asia/Shanghai")
days = st.dates(date(1970, 1, 1), date(2100, 12, 31))


def at(text: str, offset: str = "+00:00") -> datetime:
    return datetime.fromisoformat(f"{text}{offset}")


@pytest.mark.parametrize(
    ("length", "start", "through"),
    [
        ("1 business day", "2026-03-02", "2026-03-03"),
        ("1 business day", "2026-03-06", "2026-03-09"),
        ("5 business days", "2026-03-06", "2026-03-13"),
        ("6 business days", "2026-03-06", "2026-03-16"),
        ("1 business day", "2026-03-07", "2026-03-09"),
        ("5 business days", "2026-03-07", "2026-03-13"),
        ("5 business days", "2026-03-08", "2026-03-13"),
        ("0 business days", "2026-03-07", "2026-03-07"),
        ("10 business days", "2026-03-02", "2026-03-16"),
    ],
)
def test_business_days_are_mondays_to_fridays(length: str, start: str, through: str) -> None:
    assert Window.parse(length).through(date.fromisoformat(start)) == date.fromisoformat(through)


@given(days, st.integers(1, 60))
def test_so_many_business_days_lie_after_the_first_and_up_to_the_last(start: date, count: int) -> None:
    last = Window(count, "business days").through(start)
    passed = [start + timedelta(days=ahead) for ahead in range(1, (last - start).days + 1)]
    assert sum(day.weekday() < SATURDAY for day in passed) == count
    assert last.weekday() < SATURDAY


@given(
    st.datetimes(datetime(2026, 3, 2), datetime(2026, 3, 15, 23, 59), timezones=st.just(UTC)).map(
        lambda instant: instant.replace(second=0, microsecond=0)
    ),
    st.integers(0, 130),
)
def test_weekday_hours_pass_from_monday_to_friday_alone(start: datetime, hours: int) -> None:
    left, end = timedelta(hours=hours), start
    while left:
        if end.weekday() < SATURDAY:
            left -= timedelta(minutes=1)
        end += timedelta(minutes=1)
    window = Window(hours, "weekday hours")
    if hours:  # no time at all passes at once, on a weekend too
        assert window.covers(start, end, UTC_ZONE)
    assert not window.covers(start, end + timedelta(days=3), UTC_ZONE)
    assert window.covers(start, end - timedelta(minutes=1), UTC_ZONE)


@pytest.mark.parametrize(
    ("start", "hours", "over"),
    [
        ("2026-03-02T09:00", 24, "2026-03-03T09:00"),
        ("2026-03-06T18:00", 6, "2026-03-07T00:00"),
        ("2026-03-06T18:00", 7, "2026-03-09T01:00"),
        ("2026-03-07T12:00", 1, "2026-03-09T01:00"),
        ("2026-03-08T23:00", 120, "2026-03-14T00:00"),
        ("2026-03-05T12:00", 76, "2026-03-10T16:00"),
        ("2026-03-07T02:00", 1, "2026-03-09T01:00"),  # still Friday by Greenwich
        ("2026-03-09T02:00", 1, "2026-03-09T03:00"),  # still Sunday there
    ],
)
def test_weekday_hours_end_to_the_instant_by_the_offices_clock(start: str, hours: int, over: str) -> None:
    begin, end = at(start, "+08:00"), at(over, "+08:00")
    included, excluded = Window(hours, "weekday hours"), Window(hours, "weekday hours", end="excluded")
    assert included.covers(begin, end, SHANGHAI)
    assert not included.covers(begin, end + timedelta(microseconds=1), SHANGHAI)
    assert not excluded.covers(begin, end, SHANGHAI)
    assert excluded.covers(begin, end - timedelta(microseconds=1), SHANGHAI)


def test_weekday_hours_of_a_week_whose_clocks_change_are_the_hours_that_pass() -> None:
    berlin = zone("Europe/Berlin")
    begin = at("2026-03-27T00:00", "+01:00")  # Friday; the clocks go forward on Sunday
    assert Window(24, "weekday hours").covers(begin, at("2026-03-28T00:00", "+01:00"), berlin)
    assert Window(25, "weekday hours").covers(begin, at("2026-03-30T01:00", "+02:00"), berlin)
    assert not Window(25, "weekday hours").covers(begin, at("2026-03-30T01:01", "+02:00"), berlin)


@pytest.mark.parametrize("unit", ["minutes", "hours"])
@given(start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)), count=st.integers(0, 99))
def test_minutes_and_hours_are_time_that_passes(unit: str, start: datetime, count: int) -> None:
    window, length = Window.parse(f"{count} {unit}"), timedelta(**{unit: count})
    assert window.covers(start, start + length, SHANGHAI)
    assert not window.covers(start, start + length + timedelta(microseconds=1), SHANGHAI)


@given(days, st.integers(0, 50), st.sampled_from(["days", "months", "business days"]), st.integers(0, 1439))
def test_windows_of_days_cover_up_to_the_last_minute_of_their_last_day(
    start: date, count: int, unit: str, minute: int
) -> None:
    window = Window.parse(f"{count} {unit}")
    opened = datetime(start.year, start.month, start.day, tzinfo=SHANGHAI) + timedelta(minutes=minute)
    last = window.through(start)
    midnight = datetime(last.year, last.month, last.day, tzinfo=ZoneInfo("Asia/Shanghai")) + timedelta(days=1)
    assert window.covers(opened, midnight - timedelta(minutes=1), SHANGHAI)
    assert not window.covers(opened, midnight, SHANGHAI)


@pytest.mark.parametrize("length", ["1 minute", "2 hours", "76 weekday hours"])
def test_what_passes_ends_with_no_day(length: str) -> None:
    window = Window.parse(length)
    assert not window.of_days
    assert str(window) == length
    with pytest.raises(ValueError, match=f"^{length} pass from an instant and end with no day\\Z"):
        window.through(date(2026, 3, 2))
