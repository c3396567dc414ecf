"""How a value is shown in a sentence: short, on one line, never a flood."""

from __future__ import annotations

LONGEST_SHOWN = 40


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
