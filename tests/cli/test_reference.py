"""The page of commands says what the commands' own help says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from leadledger.cli.app import app, key, plan, rulebook, ruling

ROOT = Path(__file__).parents[2]


@pytest.fixture
def build():  # type: ignore[no-untyped-def]
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import make_command_reference
    finally:
        sys.path.pop(0)
    return make_command_reference


def test_the_page_is_fresh(build) -> None:  # type: ignore[no-untyped-def]
    assert build.PAGE.read_text("utf-8") == build.page()  # else: python scripts/make_command_reference.py


def test_every_command_stands_on_the_page(build) -> None:  # type: ignore[no-untyped-def]
    rooms = {"rulebook": rulebook, "plan": plan, "ruling": ruling, "key": key}
    flat = {name for name in app if not name.startswith("-")} - set(rooms)
    nested = {f"{room} {name}" for room, inner in rooms.items() for name in inner if not name.startswith("-")}
    assert flat | nested == set(build.COMMANDS)
