"""JSON read without mercy: one object, no key twice, no NaN, no number beyond 64 bits, no deep nesting."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Never, cast

from leadledger.errors import EventInvalid
from leadledger.events.documents import MAX_DEPTH, MAX_INTEGER

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_INTEGER_DIGITS = 20


def _refuse(message: str, expected: str) -> Never:
    raise EventInvalid(message, expected=expected)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise EventInvalid(
            f"the field {shown(twice)} stands twice in one object", field=twice, expected="each field once"
        )
    return table


def _constant(name: str) -> Never:
    _refuse(f"{name} is not a JSON number", "a finite number")


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        _refuse(f"the number {shown(text)} is too large", "a finite number")
    return value


def _int(text: str) -> int:
    if len(text) > _INTEGER_DIGITS or not -MAX_INTEGER <= (value := int(text)) < MAX_INTEGER:
        _refuse(f"the number {shown(text)} is too large", "a number of at most 64 bits")
    return value


_scan = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int
).raw_decode


def read_object(text: str) -> dict[str, Any]:
    """Read the one JSON object that *text* is.

    Raises:
        EventInvalid: it is anything else, or not strictly JSON.

    >>> read_object('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ...
    leadledger.errors.EventInvalid: the field 'a' stands twice in one object
    """
    text = text.strip(" \t\r\n")
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        _refuse(f"the entry is nested deeper than {MAX_DEPTH} levels", f"at most {MAX_DEPTH} levels")
    try:
        value, end = _scan(text)
    except json.JSONDecodeError as error:
        _refuse(_fault(text, error), "one JSON object")
    except RecursionError:
        _refuse("the entry is nested too deeply to be read", f"at most {MAX_DEPTH} levels")
    if end != len(text):
        _refuse(f"more text follows the entry, from character {end + 1} on", "one JSON object")
    if type(value) is not dict:
        _refuse(f"the entry is {shown(value)}, but a JSON object is expected", "one JSON object")
    return cast("dict[str, Any]", value)


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in _STRING.sub("", text):
        if character in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "}]":
            depth -= 1
    return deepest


def _fault(text: str, error: json.JSONDecodeError) -> str:
    if not text:
        return "the entry is empty, but a JSON object is expected"
    if error.pos >= len(text) or error.msg.startswith("Unterminated"):
        return f"the entry is cut off after {len(text)} characters, but a whole JSON object is expected"
    fault = error.msg.removesuffix(" at")
    return f"the entry is not JSON: {fault[0].lower()}{fault[1:]} at character {error.pos + 1}"


def shown(value: object, width: int = 60) -> str:
    """Show *value* as a user may see it: as JSON has it, on one line, shortened in the middle.

    >>> shown("x" * 100, 20), shown(None), shown([])
    ("'xxxxxxxx…xxxxxxxxx'", 'null', 'an empty list')
    """
    match value:
        case str():  # a long text is cut before it is quoted
            text = repr(value if len(value) <= width * 2 else value[:width] + value[-width:])
        case dict():
            return "an object" if value else "an empty object"
        case list() | tuple():
            return f"a list of {len(cast('list[object]', value))}" if value else "an empty list"
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case _:
            text = repr(value)
    if len(text) <= width:
        return text
    left = (width - 1) // 2
    return f"{text[:left]}…{text[left + 1 - width :]}"
