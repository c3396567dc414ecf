"""The checker of the docs' examples lets right ones pass and stops wrong ones."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.support.examples import run_console


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("$ echo one\none\n", id="what is printed stands under the command"),
        pytest.param("$ echo one two\none ...\n", id="three dots stand for anything"),
        pytest.param("$ echo one\n", id="nothing under it: whatever is printed"),
        pytest.param("$ echo one \\\n    two\none two\n", id="a command goes on after a backslash"),
        pytest.param("$ echo no >&2; exit 2\nno\n", id="a refusal that is shown"),
    ],
)
def test_right_examples_pass(block: str) -> None:
    assert run_console(SimpleNamespace(parsed=block)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("$ echo one\ntwo\n", id="something else is printed"),
        pytest.param("$ exit 1\n", id="the command fails and nothing says so"),
        pytest.param("$ echo one\none\n$ echo two\nthree\n", id="the second command is wrong"),
    ],
)
def test_wrong_examples_are_found(block: str) -> None:
    assert run_console(SimpleNamespace(parsed=block))  # type: ignore[arg-type]


def test_a_block_without_a_command_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with"):
        run_console(SimpleNamespace(parsed="one\n"))  # type: ignore[arg-type]
