"""Windows: the last good day, the declared month-end policy, and the same window as instants."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from leadledger.values import MonthEnd, Window, office_day, zone

WINDOWS = TypeAdapter(Window)
policies = st.sampled_from(get_args(MonthEnd))
days = st.dates(date(1970, 1, 1), date(2100, 12, 31))
windows = st.builds(Window, st.integers(0, 1_200), st.sampled_from(["days", "months"]), policies)
# Zones whose clocks go back one day at a time past midnight have days in two pieces: see the test of St John's.
zones = st.sampled_from(
    ["Asia/Shanghai", "Asia/Kathmandu", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "UTC"]
).map(zone)


@pytest.mark.parametrize(
    ("length", "start", "through", "overflowing"),
    [
        ("2 months", "2026-03-20", "2026-05-20", "2026-05-20"),
        ("2 months", "2026-12-31", "2027-02-28", "2027-03-01"),
        ("2 months", "2027-12-31", "2028-02-29", "2028-03-01"),
        ("2 months", "2026-12-28", "2027-02-28", "2027-02-28"),
        ("2 months", "2026-12-29", "2027-02-28", "2027-03-01"),
        ("2 months", "2027-12-29", "2028-02-29", "2028-02-29"),
        ("1 month", "2026-08-31", "2026-09-30", "2026-10-01"),
        ("1 month", "2099-12-31", "2100-01-31", "2100-01-31"),
        ("1 month", "2100-01-31", "2100-02-28", "2100-03-01"),
        ("1 year", "2028-02-29", "2029-02-28", "2029-03-01"),
        ("12 months", "2026-12-01", "2027-12-01", "2027-12-01"),
        ("7 days", "2026-02-25", "2026-03-04", "2026-03-04"),
        ("1 week", "2026-12-28", "2027-01-04", "2027-01-04"),
        ("0 days", "2026-03-20", "2026-03-20", "2026-03-20"),
    ],
)
def test_last_good_day(length: str, start: str, through: str, overflowing: str) -> None:
    opened = date.fromisoformat(start)
    assert Window.parse(length).through(opened) == date.fromisoformat(through)
    assert Window.parse(length, "overflow").through(opened) == date.fromisoformat(overflowing)


@given(windows, days, days)
def test_what_opens_later_never_ends_earlier(window: Window, one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert window.through(early) <= window.through(late)


@given(windows, days)
def test_a_window_never_ends_before_it_opens(window: Window, start: date) -> None:
    assert window.through(start) >= start


@given(st.integers(0, 1_200), days)
def test_policies_differ_only_where_the_month_lacks_the_day(months: int, start: date) -> None:
    clamped, overflowing = Window(months, "months").through(start), Window(months, "months", "overflow").through(start)
    assert (clamped.year * 12 + clamped.month) - (start.year * 12 + start.month) == months
    if clamped.day == start.day:
        assert overflowing == clamped
    else:
        assert clamped.day < start.day
        assert overflowing == clamped + timedelta(days=1)
        assert overflowing.day == 1


@given(st.integers(0, 24), st.integers(0, 24), days.filter(lambda day: day.day <= 28))
def test_months_add_up_where_every_month_has_the_day(one: int, other: int, start: date) -> None:
    assert Window(other, "months").through(Window(one, "months").through(start)) == Window(
        one + other, "months"
    ).through(start)


@given(windows, days, zones, st.integers(-3, 3), st.timedeltas(timedelta(0), timedelta(hours=23)))
def test_an_instant_lies_in_the_window_when_its_office_day_does(
    window: Window, start: date, in_zone: ZoneInfo, off: int, late: timedelta
) -> None:
    begin, end = window.instants(start, in_zone)
    for edge in (begin, end):
        for instant in (edge, edge - timedelta(microseconds=1), edge + timedelta(days=off) + late):
            by_day = start <= office_day(instant, in_zone) <= window.through(start)
            assert (begin <= instant < end) is by_day


@given(windows)
def test_a_window_reads_what_it_writes(window: Window) -> None:
    assert WINDOWS.validate_json(WINDOWS.dump_json(window)) == window
    assert Window.parse(str(window), window.month_end) == window


def test_a_day_of_23_hours_and_one_of_25() -> None:
    berlin = zone("Europe/Berlin")
    for day, hours in [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 10, 26), 24)]:
        begin, end = Window.parse("0 days").instants(day, berlin)
        assert end - begin == timedelta(hours=hours)


def test_instants_are_given_in_utc() -> None:
    begin, end = Window.parse("2 months").instants(date(2026, 12, 31), zone("Asia/Shanghai"))
    assert (begin, end) == (
        datetime.fromisoformat("2026-12-30T16:00:00Z"),
        datetime.fromisoformat("2027-02-28T16:00:00Z"),
    )
    assert begin.tzname() == end.tzname() == "UTC"


@pytest.mark.parametrize(
    ("json", "window"),
    [
        ('"2 months"', Window(2, "months")),
        ('"1 day"', Window(1, "days")),
        ('{"length": "2 months"}', Window(2, "months")),
        ('{"length": "2 months", "month_end": "overflow"}', Window(2, "months", "overflow")),
    ],
)
def test_a_document_writes_a_length_or_a_table(json: str, window: Window) -> None:
    assert WINDOWS.validate_json(json) == window


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("two months", '\'two months\' is not the length of a window: write a length such as "2 months" or "7 days"'),
        ("-2 months", '\'-2 months\' is not the length of a window: write a length such as "2 months" or "7 days"'),
        ("2 months\n", '\'2 months\\n\' is not the length of a window: write a length such as "2 months" or "7 days"'),
        ("1.5 months", '\'1.5 months\' is not the length of a window: write a length such as "2 months" or "7 days"'),
        ("1201 months", "a window is at most 100 years long and never negative: 1_201 months"),
        (2, '2 is not a window: write a length such as "2 months" or "7 days"'),
        (
            {"month_end": "clamp"},
            "{'month_end': 'clamp'} is not a window: write a length such as \"2 months\" or \"7 days\"",
        ),
        (
            {"length": "1 day", "x": 1},
            "a window has a length, a month_end and an end, and nothing else; here it has 'x'",
        ),
        (
            {"length": "1 day", "x": 1, "y": 2},
            "a window has a length, a month_end and an end, and nothing else; here it has 'x', 'y'",
        ),
        ({"length": "1 day", "end": "open"}, '\'open\' is not an end of a window: it is "included" or "excluded"'),
        ({"length": "1 day", "month_end": "roll"}, '\'roll\' is not a month-end policy: it is "clamp" or "overflow"'),
        ({"length": "1 day", "month_end": []}, '[] is not a month-end policy: it is "clamp" or "overflow"'),
    ],
)
def test_wrong_windows_are_refused_in_one_sentence(value: object, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        WINDOWS.validate_python(value)
    assert refused.value.errors()[0]["msg"] == words
    assert refused.value.errors()[0]["type"] == "window"


@pytest.mark.parametrize("arguments", [(-1, "days"), (1, "fortnights"), (1, []), (1, "days", "roll")])
def test_a_window_is_checked_when_it_is_made(arguments: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        Window(*arguments)


def test_a_unit_nobody_knows_is_refused_with_all_there_are() -> None:
    units = "days, months, business days, minutes, hours, weekday hours"
    with pytest.raises(ValueError, match=rf"^'fortnights' is not a unit of a window: it is one of {units}\Z"):
        Window(1, "fortnights")


@pytest.mark.parametrize(("count", "kind"), [(True, "bool"), (1.0, "float"), ("1", "str")])
def test_the_count_is_an_int(count: Any, kind: str) -> None:
    with pytest.raises(TypeError, match=rf"^the count of a window is an int, not {kind}\Z"):
        Window(count, "days")


@pytest.mark.parametrize("length", ["1 day", "1 month", "100 years"])
def test_a_window_past_the_calendar_is_refused(length: str) -> None:
    with pytest.raises(ValueError, match="end after the calendar, which ends with 9999"):
        Window.parse(length).through(date(9999, 12, 31))


def test_its_schema_shows_both_ways_to_write_it() -> None:
    length = {
        "type": "string",
        "pattern": "^([0-9]{1,5}) (business day|weekday hour|day|week|month|year|minute|hour)s?$",
    }
    month_end, end = {"enum": ["clamp", "overflow"]}, {"enum": ["included", "excluded"]}
    assert TypeAdapter(Window).json_schema() == {
        "anyOf": [
            length,
            {
                "type": "object",
                "properties": {"length": length, "month_end": month_end, "end": end},
                "required": ["length"],
                "additionalProperties": False,
            },
        ]
    }


@pytest.mark.parametrize(
    ("window", "written"),
    [
        (Window(2, "months"), "2 months"),
        (Window(1, "months"), "1 month"),
        (Window(1, "business days"), "1 business day"),
        (Window(2, "months", "overflow"), {"length": "2 months", "month_end": "overflow"}),
        (Window(1, "hours", end="excluded"), {"length": "1 hour", "end": "excluded"}),
        (
            Window(1, "months", "overflow", "excluded"),
            {"length": "1 month", "month_end": "overflow", "end": "excluded"},
        ),
    ],
)
def test_a_window_writes_as_little_as_says_it(window: Window, written: object) -> None:
    read = TypeAdapter(Window)  # made here, so that what makes it is tried too
    assert read.dump_python(window) == written
    assert read.validate_python(written) == window
    assert read.validate_python(window) is window


@given(windows, days)
def test_a_window_whose_end_is_excluded_ends_a_day_earlier(window: Window, start: date) -> None:
    shorter = Window(window.count, window.unit, window.month_end, "excluded")
    assert shorter.through(start) == window.through(start) - timedelta(days=1)
    assert WINDOWS.validate_python(WINDOWS.dump_python(shorter)) == shorter


def test_the_instant_at_which_an_excluded_end_falls_is_out() -> None:
    noon, utc = datetime.fromisoformat("2026-03-05T12:00+00:00"), zone("UTC")
    two = timedelta(minutes=2)
    assert Window.parse("2 minutes").covers(noon, noon + two, utc)
    assert not Window.parse("2 minutes", end="excluded").covers(noon, noon + two, utc)
    assert Window.parse("2 minutes", end="excluded").covers(noon, noon + two - timedelta(seconds=1), utc)
