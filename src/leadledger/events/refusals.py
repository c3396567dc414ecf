"""What is wrong with an entry, said to the person who wrote it: the one place where pydantic's errors are translated."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from leadledger.errors import EventInvalid
from leadledger.events.base import Event
from leadledger.events.kinds import DATE, MONTH, RFC_3339
from leadledger.events.strict_json import shown

TIME = "a time with its offset, such as 2026-03-01T10:00:00+08:00,"
OFFSET = "give an offset, for example +08:00, or name a zone with --timezone"

_PATTERNS = {
    RFC_3339: TIME,
    DATE: "a day such as 2026-03-01",
    MONTH: "a month such as 2026-03",
}
_KINDS: Mapping[str, str] = {
    "missing": "a value",
    "string_type": "text",
    "string_unicode": "text of whole characters",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "uuid_type": "a UUID",
    "uuid_parsing": "a UUID",
    "datetime_type": TIME,
    "timezone_naive": TIME,
    "datetime_parsing": TIME,
    "date_type": "a day such as 2026-03-01",
    "date_parsing": "a day such as 2026-03-01",
    "date_from_datetime_parsing": "a day such as 2026-03-01",
}
_NAIVE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?")


def invalid(cls: type[Event], error: ValidationError) -> EventInvalid:
    """The refusal of an entry of type *cls*: a sentence about the first fault, and how many more there are."""
    faults = error.errors(include_url=False)
    first = faults[0]
    path = _path(first["loc"])
    expected = _expected(first)
    said = _said(cls, path, first, expected)
    if len(faults) > 1:
        said += f" ({len(faults) - 1} more of its fields {'is' if len(faults) == 2 else 'are'} wrong)"
    return EventInvalid(f"{cls.__name__}: {said}", field=path or None, expected=expected)


def unknown_type(name: object, known: Mapping[str, object]) -> EventInvalid:
    """The refusal of an entry whose ``type`` no one declared."""
    near = difflib.get_close_matches(name, known, 1) if isinstance(name, str) else []
    hint = f"; {near[0]!r} is the nearest" if near else ""
    return EventInvalid(
        f"the event type {shown(name)} is not known, but one of the {len(known)} types of the reference is expected{hint}",
        field="type",
        expected="the name of an event type",
    )


def newer_version(name: str, version: int, known: int) -> EventInvalid:
    """The refusal of an entry written by a later release, or in a version that never was."""
    return EventInvalid(
        f"{name}: 'version' is {version}, but this release knows versions up to {known}",
        field="version",
        expected=f"a version up to {known}",
    )


def _path(loc: tuple[int | str, ...]) -> str:
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text.removesuffix(".[key]")


def _said(cls: type[Event], path: str, fault: ErrorDetails, expected: str) -> str:
    kind, value = fault["type"], fault["input"]
    if kind == "missing":
        return f"the field {path!r} is missing"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(fault["loc"][-1]), cls.model_fields, 1) if len(fault["loc"]) == 1 else []
        return f"the field {shown(path)} is not known" + (f"; {near[0]!r} is the nearest" if near else "")
    if not path:
        return expected
    if kind == "json_invalid":
        return expected
    if isinstance(value, str) and (expected is TIME):
        return f"{path!r} is {shown(value)}, {_time_fault(value)}"
    if _is_sentence(fault):
        return f"{path!r} is {shown(value)}: {expected}"
    return f"{path!r} is {shown(value)}, but {expected.rstrip(',')} is expected"


def _is_sentence(fault: ErrorDetails) -> bool:
    """Faults found by our own checks, and kinds of fault not listed here, bring their own sentence."""
    kind = fault["type"]
    listed = kind in _KINDS or kind.startswith(("string_", "too_")) or kind == "literal_error"
    return not listed


def _expected(fault: ErrorDetails) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(context["pattern"], _by_pattern(context["pattern"]))
    if kind == "literal_error":
        return "one of " + context["expected"] if " or " in context["expected"] else context["expected"]
    if kind in ("string_too_short", "string_too_long", "too_short", "too_long"):
        return _length(kind, context)
    if kind in ("value_error", "assertion_error"):
        return str(context["error"])
    return _KINDS.get(kind) or _sentence(fault["msg"])


def _by_pattern(pattern: str) -> str:
    if "0-9a-f" in pattern:
        return "a UUID"
    return "text without control characters"


def _length(kind: str, context: dict[str, Any]) -> str:
    unit = "characters" if kind.startswith("string") else "entries"
    bound, limit = (
        ("at least", context.get("min_length")) if kind.endswith("short") else ("at most", context.get("max_length"))
    )
    whole = "text" if unit == "characters" else "a list"
    unit = unit if limit != 1 else {"characters": "character", "entries": "entry"}[unit]
    return f"{whole} of {bound} {limit} {unit}"


def _sentence(message: str) -> str:
    return message[0].lower() + message[1:]


def _time_fault(value: str) -> str:
    if _NAIVE.fullmatch(value):
        return f"a time without an offset: {OFFSET}"
    if re.search(r"\d\d:\d\d:60", value):
        return "a leap second, which cannot be kept: 59 is the last second of a minute"
    if re.search(r"\.\d{7,}", value):
        return "finer than a microsecond, but at most six digits after the second are expected"
    return f"but {TIME[:-1]} is expected"
