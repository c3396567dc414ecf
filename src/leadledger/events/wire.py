"""Events as lines of JSON, in and out."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import ValidationError

from leadledger.errors import EventInvalid
from leadledger.events.base import Event
from leadledger.events.declared import EventTypes
from leadledger.events.documents import MAX_DEPTH
from leadledger.events.refusals import invalid, newer_version, no_type, unknown_type
from leadledger.events.registry import EVENT_TYPES
from leadledger.events.strict_json import read_object
from leadledger.events.versions import upcast, version_of


def parse_event(text: str | bytes, types: EventTypes | None = None) -> Event:
    """Read the event that one JSON object says, older versions brought up to the newest.

    *types* are the event types there are, declared ones beside the contract's own; only these where it is left out.

    Raises:
        EventInvalid: it is not one, with the field and what is expected there.

    >>> parse_event('{"type": "HoldReleased", "deal": "d1", "occurred_at": "2026-03-01T10:00:00+08:00"}').deal
    'd1'
    """
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError as error:
            message = f"the entry is not UTF-8 text: byte {error.start + 1} is wrong"
            raise EventInvalid(message, expected="one JSON object in UTF-8") from None
    types = EVENT_TYPES if types is None else types
    raw = read_object(text)
    cls = types.get(raw["type"]) if isinstance(raw.get("type"), str) else None
    version = raw.get("version", 1)
    if cls is None or type(version) is not int or version != current_version(cls):
        return _from_raw(raw, types)
    try:
        event: Event = cls.__pydantic_validator__.validate_json(text)
    except ValidationError as error:
        raise invalid(cls, error) from None
    return event


def event_from_dict(raw: dict[str, Any], types: EventTypes | None = None) -> Event:
    """Read the event that a table decoded from JSON says.

    Raises:
        EventInvalid: as :func:`parse_event`, or a value is not one of JSON's.
    """
    return parse_event(_dump(raw), types)


def to_json(event: Event) -> str:
    """Write the event as one line of JSON: fields in fixed order, what is left at its default left out.

    >>> line = '{"type":"HoldReleased","occurred_at":"2026-03-01T10:00:00+08:00","deal":"d1"}'
    >>> to_json(parse_event(line)) == line
    True
    """
    cls = type(event)
    return _opening(cls) + cls.__pydantic_serializer__.to_json(event, exclude_defaults=True)[1:].decode()


def reread(event: Event, types: EventTypes) -> Event:
    """The same event as *types* have its type: what a wider declaration adds is left out.

    Raises:
        EventInvalid: it is no such event.
    """
    cls = types.get(event.type)
    if cls is None or cls is type(event):
        return event
    said = {name: event.__dict__[name] for name in event.model_fields_set if event.__dict__[name] is not None}
    try:
        return cls.model_validate(said)
    except ValidationError as error:
        raise invalid(cls, error) from None


@cache
def current_version(cls: type[Event]) -> int:
    """Return the version in which events of the type are written today."""
    version: int = cls.model_fields["version"].default
    return version


@cache
def name_of(cls: type[Event]) -> str:
    """Return the name that stands in ``type`` for events of the type."""
    name: str = cls.model_fields["type"].default
    return name


@cache
def _opening(cls: type[Event]) -> str:
    version = current_version(cls)
    name = name_of(cls)
    return f'{{"type":"{name}",' + (f'"version":{version},' if version != 1 else "")


def _from_raw(raw: dict[str, Any], types: EventTypes) -> Event:
    """Go the long way: an unknown type, or a version that may be old or too new."""
    if "type" not in raw:
        raise no_type()
    if not isinstance(raw["type"], str):
        raise unknown_type(raw["type"], types)
    raw = upcast(raw)
    cls = types.get(raw["type"])
    if cls is None:
        raise unknown_type(raw["type"], types)
    version, known = version_of(raw), current_version(cls)
    if version != known:
        raise newer_version(cls.__name__, version, known)
    try:
        event: Event = cls.__pydantic_validator__.validate_json(_dump(raw))
    except ValidationError as error:
        raise invalid(cls, error) from None
    return event


def _dump(raw: dict[str, Any]) -> str:
    try:
        return json.dumps(raw, ensure_ascii=False, allow_nan=False)
    except RecursionError:
        raise EventInvalid(
            "the entry is nested too deeply to be read", expected=f"at most {MAX_DEPTH} levels"
        ) from None
    except (TypeError, ValueError) as error:
        message = f"the entry holds a value that JSON does not have: {error}"
        raise EventInvalid(message, expected="values of JSON") from None
