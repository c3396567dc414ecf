"""Ids derived from content: the same for the same entry, in order of time, silent about people."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.events import (
    CallReceived,
    Event,
    ReferralMade,
    VisitReceived,
    derive_id,
    parse_event,
    personal_fields,
    public_content,
    to_json,
)
from tests.events.strategies import events

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


@given(events())
def test_the_id_is_the_same_after_a_round_trip_and_a_version_8_uuid(event: Event) -> None:
    derived = derive_id(event)
    assert derive_id(parse_event(to_json(event))) == derived
    assert (derived.version, derived.variant) == (8, "specified in RFC 4122")


@given(events())
def test_it_depends_neither_on_the_id_given_nor_on_personal_fields(event: Event) -> None:
    bare = json.loads(to_json(event))
    content = json.loads(public_content(event))
    assert not content.keys() & (personal_fields(type(event)) | {"id"})
    assert content.keys() <= bare.keys() | {"recorded_at"}
    without = event.model_copy(update={"id": None, "note": None, "details": None})
    assert derive_id(without) == derive_id(event)


@given(events())
def test_the_content_is_canonical(event: Event) -> None:
    text = public_content(event).decode()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@given(events(CallReceived), events(CallReceived))
def test_ids_are_in_order_of_the_register_time(one: Event, other: Event) -> None:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    if min(one.registered_at, other.registered_at) >= epoch:
        first, second = sorted([one, other], key=lambda event: event.registered_at)
        assert derive_id(first).int >> 80 <= derive_id(second).int >> 80


@given(events(), st.integers(1, 5))
def test_entries_alike_are_told_apart_by_their_ordinal(event: Event, ordinal: int) -> None:
    assert derive_id(event) != derive_id(event, ordinal)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(CallReceived(occurred_at=AT, customer="c2", agent="li"), id="another customer"),
        pytest.param(CallReceived(occurred_at=AT, customer="c1", agent="wu"), id="another agent"),
        pytest.param(CallReceived(occurred_at=AT, customer="c1", agent="li", project="north"), id="a project"),
        pytest.param(VisitReceived(occurred_at=AT, customer="c1", agent="li"), id="another type"),
        pytest.param(CallReceived(occurred_at=AT + timedelta(seconds=1), customer="c1", agent="li"), id="a later time"),
    ],
)  # fmt: skip
def test_another_entry_has_another_id(other: Event) -> None:
    assert derive_id(CallReceived(occurred_at=AT, customer="c1", agent="li")) != derive_id(other)


def test_a_register_time_equal_to_when_it_happened_may_be_left_out() -> None:
    written = ReferralMade(occurred_at=AT, recorded_at=AT, referrer="c1", customer="c2")
    left_out = ReferralMade(occurred_at=AT, referrer="c1", customer="c2")
    assert derive_id(written) == derive_id(left_out)


def test_the_first_48_bits_are_the_register_time_in_milliseconds() -> None:
    at = datetime(2026, 3, 1, 18, 0, 0, 123_999, tzinfo=timezone(timedelta(hours=8)))
    event = CallReceived(occurred_at=AT, recorded_at=at, customer="c1", agent="li")
    assert derive_id(event).int >> 80 == int(at.timestamp() * 1000)


def test_times_before_1970_count_as_1970() -> None:
    event = CallReceived(occurred_at=datetime(1955, 1, 1, tzinfo=UTC), customer="c1", agent="li")
    assert derive_id(event).int >> 80 == 0


def test_the_same_instant_written_with_another_offset_is_the_same_entry() -> None:
    here = parse_event('{"type":"HoldReleased","deal":"d","occurred_at":"2026-03-01T10:00:00+08:00"}')
    there = parse_event('{"type":"HoldReleased","deal":"d","occurred_at":"2026-03-01T02:00:00Z"}')
    assert derive_id(here) == derive_id(there)
