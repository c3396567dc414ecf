"""Zones come from the tzdata package, and the days of an office begin where its clocks say."""

from __future__ import annotations

import copy
import pickle
import re
import time
import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import tzdata  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from leadledger.values import ZONES_VERSION, day_start, office_day, zone, zone_names

names = st.sampled_from(sorted(zone_names()))


def test_zones_are_those_of_the_package_and_not_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the system's zones were asked")

    monkeypatch.setattr(zoneinfo, "ZoneInfo", refuse)
    zone.cache_clear()
    assert zone("Asia/Taipei").key == "Asia/Taipei"
    assert ZONES_VERSION == tzdata.IANA_VERSION


@given(names)
def test_a_zone_is_one_object_also_when_copied_or_pickled(name: str) -> None:
    assert zone(name) is copy.deepcopy(zone(name)) is pickle.loads(pickle.dumps(zone(name)))
    assert zone(name).key == name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Asia/Shangai", "'Asia/Shangai' is not a time zone: did you mean Asia/Shanghai?"),
        ("北京", "'北京' is not a time zone: write a name of the IANA database such as Asia/Shanghai"),
        ("../zones", "'../zones' is not a time zone: write a name of the IANA database such as Asia/Shanghai"),
        ("", "'' is not a time zone: write a name of the IANA database such as Asia/Shanghai"),
        ("x" * 1_000, f"'{'x' * 59} is not a time zone: write a name of the IANA database such as Asia/Shanghai"),
    ],
)
def test_a_name_nobody_knows_is_refused_in_one_sentence(name: str, words: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(words)}\Z"):
        zone(name)


@pytest.mark.parametrize(
    ("instant", "name", "day"),
    [
        pytest.param("2026-03-31T15:59:59.999999Z", "Asia/Shanghai", "2026-03-31", id="just before midnight"),
        pytest.param("2026-03-31T16:00:00Z", "Asia/Shanghai", "2026-04-01", id="midnight"),
        pytest.param("2026-03-31T23:30:00-05:00", "Asia/Shanghai", "2026-04-01", id="written elsewhere"),
        pytest.param("2026-03-31T23:30:00+08:00", "Europe/London", "2026-03-31", id="read elsewhere"),
    ],
)
def test_office_day(instant: str, name: str, day: str) -> None:
    assert office_day(datetime.fromisoformat(instant), zone(name)) == date.fromisoformat(day)


def test_a_time_without_offset_has_no_office_day() -> None:
    with pytest.raises(ValueError, match=r"the time 2026-03-31T12:00:00 has no offset: give one, for example \+08:00"):
        office_day(datetime.fromisoformat("2026-03-31T12:00:00"), zone("Asia/Shanghai"))


def test_the_ends_of_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        office_day(datetime(9999, 12, 31, 23, tzinfo=UTC), zone("Asia/Shanghai"))
    with pytest.raises(ValueError, match="at the end of the calendar"):
        day_start(date(1, 1, 1), zone("Asia/Shanghai"))


@given(names, st.dates(date(1900, 1, 2), date(2100, 12, 31)))
def test_a_day_starts_at_the_first_instant_that_shows_it(name: str, day: date) -> None:
    start = day_start(day, zone(name))
    assert start.tzinfo is UTC
    assert office_day(start, zone(name)) >= day
    assert office_day(start - timedelta(microseconds=1), zone(name)) < day


@pytest.mark.parametrize(
    ("name", "day", "start"),
    [
        pytest.param("Asia/Shanghai", "2026-04-01", "2026-03-31T16:00:00+00:00", id="an ordinary midnight"),
        pytest.param("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00+00:00", id="midnight jumped over"),
        pytest.param("America/Havana", "2026-11-01", "2026-11-01T04:00:00+00:00", id="midnight twice: the first"),
        pytest.param(
            "America/Toronto", "1919-03-31", "1919-03-31T04:30:00+00:00", id="a jump that began before midnight"
        ),
        pytest.param(
            "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00+00:00", id="a day left out: the next one's start"
        ),
        pytest.param(
            "America/St_Johns", "2010-11-07", "2010-11-07T02:30:00+00:00", id="a day in two pieces: the first"
        ),
    ],
)
def test_day_start_where_clocks_change(name: str, day: str, start: str) -> None:
    assert day_start(date.fromisoformat(day), zone(name)).isoformat() == start


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of this system cannot be set for one program")
@pytest.mark.parametrize("here", ["HERE+11", "HERE-14"])
def test_days_start_alike_wherever_the_machine_stands(here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", here)
        time.tzset()
        starts = [
            day_start(date.fromisoformat(day), zone(name)).isoformat()
            for name, day in (("Asia/Shanghai", "2026-04-01"), ("America/Toronto", "1919-03-31"))
        ]
    time.tzset()
    assert starts == ["2026-03-31T16:00:00+00:00", "1919-03-31T04:30:00+00:00"]


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda when: 1 < when.year < 9999), st.integers(-12, 14))
def test_how_an_instant_is_written_does_not_move_its_day(instant: datetime, hours: int) -> None:
    elsewhere = instant.astimezone(timezone(timedelta(hours=hours)))
    assert office_day(instant, zone("Asia/Shanghai")) == office_day(elsewhere, zone("Asia/Shanghai"))


def test_an_hour_that_strikes_twice_keeps_its_two_days_elsewhere() -> None:
    first = datetime.fromisoformat("2026-11-01T01:30:00").replace(tzinfo=zone("America/New_York"))
    second = first.replace(fold=1)
    office = zone("Etc/GMT+6")  # 23:30 on the day before, and 00:30
    assert (office_day(first, office), office_day(second, office)) == (date(2026, 10, 31), date(2026, 11, 1))


def test_one_instant_has_a_day_of_its_own_in_each_zone() -> None:
    instant, kiritimati, honolulu = datetime(2026, 3, 31, 10, 30, tzinfo=UTC), "Pacific/Kiritimati", "Pacific/Honolulu"
    for name, day in [(kiritimati, 1), (honolulu, 31), (kiritimati, 1), (honolulu, 31)]:
        assert office_day(instant, zone(name)).day == day


def test_days_are_right_for_more_instants_than_are_kept() -> None:
    begin, office = datetime(2026, 3, 1, tzinfo=UTC), zone("UTC")
    instants = [begin + timedelta(hours=passed) for passed in range(10_000)]
    for _ in range(2):
        for passed, instant in enumerate(instants):
            assert office_day(instant, office) == (begin + timedelta(days=passed // 24)).date()
