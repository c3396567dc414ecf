"""What is wrong with an entry, said to who wrote it: the one place where pydantic's errors are translated."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from leadledger.errors import EventInvalid, EventUndeclared
from leadledger.events.base import Event
from leadledger.events.described import TIME, expected_at
from leadledger.events.kinds import FIRST_YEAR, LAST_YEAR
from leadledger.events.strict_json import shown

OFFSET = "give an offset, for example +08:00, or name a zone with --timezone"
TYPE_NAME = "the name of an event type"

# Faults found by the checks of the values and events themselves: they bring their own sentence.
_OWN = frozenset(
    {
        "deal_or_customer",
        "ends_before",
        "finite_number",
        "huge_number",
        "money",
        "offset",
        "share",
        "shares",
        "too_deep",
        "value_error",
    }
)
_NAIVE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?")


def invalid(cls: type[Event], error: ValidationError) -> EventInvalid:
    """Refuse an entry of type *cls*: a sentence about its first fault, and how many more fields have one."""
    faults = error.errors(include_url=False)
    first = faults[0]
    path = _path(first["loc"])
    fields = {fault["loc"][:1] for fault in faults} - {first["loc"][:1]}
    more = f" ({len(fields)} more {'fields are' if len(fields) > 1 else 'field is'} wrong)" if fields else ""
    expected = _expected(cls, first)
    return EventInvalid(f"{cls.__name__}: {_said(cls, path, first, expected)}{more}", field=path, expected=expected)


def unknown_type(name: object, known: Mapping[str, object]) -> EventInvalid:
    """Refuse an entry whose ``type`` no one declared."""
    near = difflib.get_close_matches(name, known, 1) if isinstance(name, str) else []
    if isinstance(name, str) and name.startswith("app."):
        near = [one for one in near if one.startswith("app.")]
        message = f"{undeclared(shown(name)[1:-1])}{_nearest(near)}"
        return EventUndeclared(message, field="type", expected=TYPE_NAME)
    message = f"'type' is {shown(name)}, but {TYPE_NAME} is expected{_nearest(near)}"
    return EventInvalid(message, field="type", expected=TYPE_NAME)


def undeclared(name: str) -> str:
    """Say of an app's event type that nothing says what it is.

    >>> undeclared("app.NoticeGiven")
    'no rulebook given or adopted here declares app.NoticeGiven, and no plugin in use brings it'
    """
    return f"no rulebook given or adopted here declares {name}, and no plugin in use brings it"


def no_type() -> EventInvalid:
    """Refuse an entry that does not say what it is."""
    return EventInvalid(f"the field 'type' is missing: {TYPE_NAME} is expected", field="type", expected=TYPE_NAME)


def newer_version(name: str, version: int, known: int) -> EventInvalid:
    """Refuse an entry written by a later release."""
    message = f"{name}: 'version' is {version}, but this release knows versions up to {known}"
    return EventInvalid(message, field="version", expected=f"a version up to {known}")


def _said(cls: type[Event], path: str | None, fault: ErrorDetails, expected: str) -> str:
    kind, value = fault["type"], fault["input"]
    if kind in ("json_invalid", "string_unicode"):
        return "a text holds half a character (a surrogate without its pair), but whole characters are expected"
    if kind in _OWN:
        return f"{path!r}: {expected}" if path else expected
    if kind == "missing":
        return f"the field {path!r} is missing: {expected} is expected"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(fault["loc"][-1]), cls.model_fields, 1) if len(fault["loc"]) == 1 else []
        return f"the field {shown(path)} is not known{_nearest(near)}"
    of = "a key of " if fault["loc"][-1:] == ("[key]",) else ""
    fault_said = _time_fault(value) if expected == TIME and isinstance(value, str) else None
    return f"{of}{path!r} is {shown(value)}, " + (
        fault_said or f"but {expected} {'are' if kind == 'too_long' else 'is'} expected"
    )


def _expected(cls: type[Event], fault: ErrorDetails) -> str:
    kind = fault["type"]
    if kind in _OWN:
        return fault["msg"].removeprefix("Value error, ")
    if kind in ("json_invalid", "string_unicode"):
        return "text of whole characters"
    if kind == "extra_forbidden":
        return "only fields of the reference"
    if kind == "too_long":
        return f"at most {fault.get('ctx', {}).get('max_length')} entries"
    return expected_at(cls, fault["loc"])


def _path(loc: tuple[int | str, ...]) -> str | None:
    text = ""
    for step in loc[:-2] if loc[-1:] == ("[key]",) else loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text or None


def _nearest(near: list[str]) -> str:
    return f"; {near[0]!r} is the nearest" if near else ""


def _time_fault(value: str) -> str | None:
    """Say what is wrong with a time as written, where more can be said than what is expected."""
    if _NAIVE.fullmatch(value):
        return f"a time without an offset: {OFFSET}"
    if re.match(r"\d{4}-\d\d-\d\d", value) and not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        return f"but a year from {FIRST_YEAR} to {LAST_YEAR} is expected"
    if re.search(r"\d\d:\d\d:60", value):
        return "a leap second, which cannot be kept: 59 is the last second of a minute"
    if re.search(r"\.\d{7,}", value):
        return "finer than a microsecond, but at most six digits after the second are expected"
    return None
