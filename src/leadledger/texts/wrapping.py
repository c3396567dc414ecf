"""Wrapping: lines that fit a terminal, Chinese characters taken as two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

WIDTH = 80
_NOT_FIRST = "，。；：、！？）》”’…%,.;:!?)]"
_NOT_LAST = "（《“‘([「"


def width(text: str) -> int:
    """How many columns a text takes.

    >>> width("a张")
    3
    """
    return sum(_columns(one) for one in text)


def _columns(one: str) -> int:
    if unicodedata.combining(one):
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """The text with spaces after it up to a width."""
    return text + " " * max(0, columns - width(text))


def wrapped(text: str, *, first: str = "", rest: str = "", columns: int = WIDTH) -> list[str]:
    """The text in lines of at most *columns*: the first begins with *first*, the others with *rest*.

    >>> wrapped("one two three", columns=8)
    ['one two', 'three']
    """
    lines: list[str] = []
    line, empty = first, True
    for piece in _pieces(" ".join(text.split())):
        if not empty and width(line) + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, empty = rest, True
        line += piece.lstrip() if empty else piece
        empty = False
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: a word with the space after it, or a wide character with its punctuation."""
    piece = ""
    for place, one in enumerate(text):
        piece += one
        after = text[place + 1 : place + 2]
        if after and (after in _NOT_FIRST or one in _NOT_LAST):
            continue
        if one == " " or _columns(one) == 2 or (after and _columns(after) == 2):
            yield piece
            piece = ""
    if piece:
        yield piece
