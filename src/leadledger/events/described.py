"""What a field is made of, in words: read from the JSON Schema, for refusals and for the reference."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from leadledger.events.base import Event
from leadledger.events.kinds import MONTH
from leadledger.values import ID_EXPECTED, MONEY_EXPECTED, PAYEE_EXPECTED

Node = dict[str, Any]

TIME = "a time with its offset, such as 2026-03-01T10:00:00+08:00"
SHARES = 'the shares of payees, summing to 1, such as {"li": "4/5", "zhang": "1/5"}'
_FORMATS = {"date-time": TIME, "date": "a day such as 2026-03-01", "uuid": "a UUID"}
_PLAIN = {"boolean": "true or false", "integer": "a whole number", "null": "nothing", "object": "an object"}


@cache
def schema_of(cls: type[Event]) -> Node:
    """Return the JSON Schema of one event type, its parts under ``$defs``."""
    return cls.model_json_schema()


def expected_at(cls: type[Event], loc: Sequence[int | str]) -> str:
    """Say what is expected at a place of an event, in words that follow "... is expected".

    >>> from leadledger.events import PaymentReceived, RotaSet
    >>> expected_at(RotaSet, ("order",))
    'a list of at least 1 entry'
    >>> expected_at(PaymentReceived, ("occurred_at",))
    'a time with its offset, such as 2026-03-01T10:00:00+08:00'
    """
    root = schema_of(cls)
    if loc and loc[-1] == "[key]":
        names = _node(root, loc[:-2]).get("patternProperties", {})
        return PAYEE_EXPECTED if any("@department" in pattern for pattern in names) else "a column's name on one line"
    node = _node(root, loc)
    return describe(node, root) if node else "nothing"


def describe(node: Node, root: Node) -> str:
    """Put a schema's node in words."""
    node = _resolved(node, root)
    if "format" in node:
        return _FORMATS[node["format"]]
    if "enum" in node or "const" in node:
        return _choice(node.get("enum", [node.get("const")]))
    kind = node.get("type")
    if kind == "string":
        return _text(node)
    if kind == "array":
        least = node.get("minItems")
        return f"a list of at least {least} {'entry' if least == 1 else 'entries'}" if least else "a list"
    if kind == "object":
        if "currency" in node.get("properties", {}):
            return MONEY_EXPECTED
        keys = "".join(node.get("patternProperties", {}))
        return (SHARES if "@department" in keys else "an object of texts by column name") if keys else "an object"
    return _PLAIN.get(str(kind), "a value of JSON")


def _choice(values: list[Any]) -> str:
    words = [repr(value) for value in values]
    return words[0] if len(words) == 1 else f"one of {', '.join(words[:-1])} or {words[-1]}"


def _text(node: Node) -> str:
    pattern = node.get("pattern", "")
    if pattern == MONTH:
        return "a month such as 2026-03"
    if pattern.startswith("^[^@"):
        return ID_EXPECTED
    if node.get("examples"):
        return 'a share as text, such as "4/5", "80%" or "0.8"'
    longest = f"{node['maxLength']:,}" if "maxLength" in node else "any number of"
    lines = "" if r"\x0e" in pattern else "on one line "
    least = "1 to " if node.get("minLength") else "at most "
    return f"text {lines}of {least}{longest} characters, without control characters"


def _node(root: Node, loc: Sequence[int | str]) -> Node:
    node, nothing = root, Node()
    for step in loc:
        node = _resolved(node, root)
        if isinstance(step, int):
            node = node.get("items", nothing)
        else:
            named = node.get("properties", nothing).get(step)
            node = named or next(iter(node.get("patternProperties", nothing).values()), nothing)
    return _resolved(node, root)


def _resolved(node: Node, root: Node) -> Node:
    if "anyOf" in node:
        node = next((option for option in node["anyOf"] if option.get("type") != "null"), node)
    if "$ref" in node:
        node = root["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    return node
