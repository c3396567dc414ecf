"""Layout: sections of plain text that fit a terminal or a printed page."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.texts.wrapping import padded, width, wrapped

INDENT = "  "


def section(heading: str, lines: Sequence[str]) -> list[str]:
    """A heading and the lines under it, set off by an empty line; nothing where there are no lines."""
    return ["", heading, *lines] if lines else []


def paragraph(text: str, *, depth: int = 1) -> list[str]:
    """A text in lines, indented."""
    margin = INDENT * depth
    return wrapped(text, first=margin, rest=margin)


def item(mark: str, text: str, *, depth: int = 1) -> list[str]:
    """A text that hangs on its mark."""
    margin = INDENT * depth
    return wrapped(text, first=f"{margin}{mark} ", rest=margin + " " * (width(mark) + 1))


def table(rows: Sequence[tuple[str, str]], end: str) -> list[str]:
    """Labels and what they stand for, in two columns; *end* closes a label."""
    labels = [label + end.rstrip() for label, _ in rows]
    column = max(width(label) for label in labels) + 2
    found: list[str] = []
    for label, (_, text) in zip(labels, rows, strict=True):
        found += wrapped(text, first=padded(label, column), rest=" " * column)
    return found
