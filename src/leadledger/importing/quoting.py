"""How a value or a file is shown in a sentence: short, on one line, never a flood."""

from __future__ import annotations

from pathlib import Path

LONGEST_SHOWN = 40
LONGEST_NAME = 60


def shown(value: object) -> str:
    """*value* as a person reads it back: in quotes when it is text, cut after 40 characters.

    >>> shown("3/5"), shown(12.5)
    ("'3/5'", '12.5')
    >>> shown("x" * 100)
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' (100 characters)"
    """
    if not isinstance(value, str):
        return str(value)
    if len(value) <= LONGEST_SHOWN:
        return repr(value)
    return f"{value[:LONGEST_SHOWN] + '…'!r} ({len(value):,} characters)"


def file_shown(path: Path | str) -> str:
    """The path of a file, each name in it cut in the middle when it is longer than 60 characters.

    >>> file_shown("books/calls.csv")
    'books/calls.csv'
    >>> file_shown("x" * 100 + ".csv")
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxx.csv'
    """
    text = str(path)
    if len(text) <= LONGEST_NAME:
        return text
    return "/".join(map(name_shown, text.split("/")))


def name_shown(name: str) -> str:
    """A name, cut in the middle when it is longer than 60 characters."""
    return (
        name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_SHOWN]}…{name[-(LONGEST_NAME - LONGEST_SHOWN - 1) :]}"
    )
