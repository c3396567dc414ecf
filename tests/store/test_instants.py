"""Instants are kept as whole microseconds, exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.errors import TimeNaive
from leadledger.store.instants import instant, micros
from tests.events.strategies import instants


@given(instants)
def test_an_instant_comes_back_as_it_was_in_utc(at: datetime) -> None:
    again = instant(micros(at))
    assert again == at
    assert again.tzinfo is UTC


@given(st.integers(micros(datetime(1800, 1, 1, tzinfo=UTC)), micros(datetime(2999, 12, 31, tzinfo=UTC))))
def test_every_microsecond_of_the_register_comes_back(number: int) -> None:
    assert micros(instant(number)) == number


@given(instants, instants)
def test_earlier_is_less(one: datetime, other: datetime) -> None:
    assert (one < other) == (micros(one) < micros(other))


def test_the_offset_does_not_matter() -> None:
    beijing = datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert micros(beijing) == micros(datetime(2026, 3, 1, tzinfo=UTC)) == 1_772_323_200_000_000


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(TimeNaive, match="has no offset"):
        micros(datetime(2026, 3, 1, 8))


def test_what_is_off_the_calendar_is_refused() -> None:
    with pytest.raises(OverflowError):
        instant(10**18)
