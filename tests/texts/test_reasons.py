"""Every reason a clause can give has a text, and every placeholder of it is a fact of the reason."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from leadledger.rulebook.case import WishKind
from leadledger.texts import Plural
from leadledger.texts.reasons import REASONS
from leadledger.texts.register import EFFECTS

ROOM = Path(__file__).parents[2] / "src" / "leadledger" / "rulebook"
FILES = sorted([*ROOM.rglob("*.py")])


def calls(name: str) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Each call of ``Reason(…)``, ``Reason.of(…)`` or ``Nothing(…)``, with the function it stands in."""
    for file in FILES:
        tree = ast.parse(file.read_text("utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and called(node) in (name, f"{name}.of") and node.args:
                        yield node, function


def called(call: ast.Call) -> str:
    return ast.unparse(call.func)


def keys(key: ast.expr, function: ast.AST) -> set[str]:
    """The keys an expression can be."""
    match key:
        case ast.Constant(value=str(value)):
            return {value}
        case ast.IfExp():
            return keys(key.body, function) | keys(key.orelse, function)
        case ast.JoinedStr():
            (prefix,) = [part.value for part in key.values if isinstance(part, ast.Constant)]
            return {f"{prefix}{kind}" for kind in get_args(WishKind)}
        case ast.Name():
            return {
                found
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and key.id in ast.unparse(node.targets[0])
                for part in ast.walk(node.value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
                for found in [part.value]
            }
        case _:
            message = f"cannot tell the key {ast.unparse(key)}"
            raise AssertionError(message)


def reasons() -> dict[str, set[str]]:
    """Key to the facts that every call with it states."""
    found: dict[str, set[str]] = {}
    for call, function in calls("Reason"):
        if isinstance(call.args[0], ast.Name) and call.args[0].id in {"cls", "key"} and "facts" in ast.unparse(call):
            continue
        facts = {keyword.arg for keyword in call.keywords if keyword.arg}
        for key in keys(call.args[0], function):
            found[key] = found[key] & facts if key in found else facts
    return found


GIVEN = reasons()


def test_the_search_finds_the_reasons() -> None:
    assert len(GIVEN) > 35
    assert {"declined-with-good-claim", "wish-is-forgot", "named-absent", "helped", "complaint-open"} <= set(GIVEN)


def test_every_reason_given_has_a_text_and_every_text_a_reason() -> None:
    assert set(REASONS) == set(GIVEN)


@pytest.mark.parametrize("key", sorted(REASONS))
def test_every_placeholder_is_a_fact(key: str) -> None:
    text = REASONS[key]
    forms = (text.one, text.many, f"{{{text.by}}}") if isinstance(text, Plural) else (text,)
    for form in forms:
        wanted = {name for _, name, _, _ in string.Formatter().parse(form) if name is not None}
        assert wanted <= GIVEN[key]


def test_everything_that_does_nothing_says_why() -> None:
    whys = {why for call, function in calls("Nothing") for why in keys(call.args[0], function)}
    assert whys
    assert whys <= set(EFFECTS)
