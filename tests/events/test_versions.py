"""Old shapes are brought up version by version; what is newer than this release is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pytest
from hypothesis import given

from leadledger.errors import EventInvalid
from leadledger.events import Event, derive_id, event_from_dict, parse_event, to_json, upcast, wire
from leadledger.events.base import Event as Base
from leadledger.events.strict_json import read_object
from leadledger.events.touchpoints import CallReceived
from leadledger.events.versions import UPCASTS
from tests.events.strategies import models

Upcasts = Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]


def _renamed(old: dict[str, Any]) -> dict[str, Any]:
    return {("caller" if key == "client" else key): value for key, value in old.items()}


CHAIN: Upcasts = {
    ("CallReceived", 1): _renamed,
    ("CallReceived", 2): lambda old: {**old, "line": "main"},
    ("Rang", 1): lambda old: {**_renamed(old), "type": "CallReceived"},
}


class NewCall(Base):
    """A call as a later release may know it."""

    type: Literal["CallReceived"] = "CallReceived"
    version: Literal[3] = 3  # type: ignore[assignment]
    caller: str
    line: str


@pytest.fixture
def later_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "EVENT_TYPES", {"CallReceived": NewCall})
    monkeypatch.setattr(wire, "upcast", lambda raw: upcast(raw, CHAIN))


OLD = '{"type":"CallReceived","occurred_at":"2026-03-01T10:00:00+08:00","client":"c1"}'


@pytest.mark.usefixtures("later_release")
def test_an_old_line_is_read_as_the_newest_and_written_so() -> None:
    event = parse_event(OLD)
    assert isinstance(event, NewCall)
    assert (event.version, event.caller, event.line) == (3, "c1", "main")
    line = to_json(event)
    assert line.startswith('{"type":"CallReceived","version":3,"occurred_at"')
    assert parse_event(line) == event


@pytest.mark.usefixtures("later_release")
def test_old_and_current_lines_of_one_entry_are_equal() -> None:
    half = '{"type":"CallReceived","version":2,"occurred_at":"2026-03-01T10:00:00+08:00","caller":"c1"}'
    assert parse_event(OLD) == parse_event(half)
    assert derive_id(parse_event(OLD)) == derive_id(parse_event(half))


@pytest.mark.usefixtures("later_release")
def test_a_type_may_be_renamed() -> None:
    assert parse_event(OLD.replace("CallReceived", "Rang")).type == "CallReceived"


@pytest.mark.usefixtures("later_release")
def test_a_fault_in_an_old_line_is_said_as_of_the_newest_shape() -> None:
    with pytest.raises(EventInvalid, match="the field 'caller' is missing"):
        parse_event(OLD.replace("client", "note"))


@pytest.mark.usefixtures("later_release")
def test_a_newer_version_is_refused() -> None:
    with pytest.raises(EventInvalid, match="'version' is 4, but this release knows versions up to 3"):
        parse_event(OLD[:-1] + ',"version":4}')


def test_upcasting_leaves_what_it_is_given_as_it_is() -> None:
    raw = {"type": "CallReceived", "client": "c1"}
    assert upcast(raw, CHAIN) == {"type": "CallReceived", "version": 3, "caller": "c1", "line": "main"}
    assert raw == {"type": "CallReceived", "client": "c1"}


@given(models(CallReceived))
def test_there_is_nothing_to_upcast_in_what_is_written_today(event: Event) -> None:
    raw = read_object(to_json(event))
    assert upcast(raw) == raw
    assert event_from_dict({**raw, "version": 1}) == event


def test_every_upcast_leads_to_a_version_known() -> None:
    for name, version in UPCASTS:
        target = wire.EVENT_TYPES.get(name)
        assert target is None or version < wire.current_version(target)
