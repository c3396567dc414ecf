"""Wrapping: lines that fit a terminal, Chinese characters taken as two columns wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

WIDTH = 80
GLUE = "\u2060"
"""Stands between two characters that belong on one line; it is never printed."""
_NOT_FIRST = "，。；：、！？）》”’…%,.;:!?)]"
_NOT_LAST = "（《“‘([「"
_NUMBER = re.compile(r"(?<!\S)[0-9]+ $")


def width(text: str) -> int:
    """How many columns a text takes.

    >>> width("a张")
    3
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=8_192)  # the characters of a language
def _columns(one: str) -> int:
    if one == GLUE or unicodedata.combining(one):
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """The text with spaces after it up to a width."""
    return text + " " * max(0, columns - width(text))


def glued(text: str) -> str:
    """The text as one piece, which a line breaks only where it is wider than the line.

    >>> wrapped(f"客户不愿由{glued('张伟')}接待", columns=12)
    ['客户不愿由', '张伟接待']
    """
    return GLUE.join(text)


def unglued(text: str) -> str:
    """The text as it is printed.

    >>> unglued(glued("张伟"))
    '张伟'
    """
    return text.replace(GLUE, "")


def wrapped(text: str, *, first: str = "", rest: str = "", columns: int = WIDTH) -> list[str]:
    """The text in lines of at most *columns*: the first begins with *first*, the others with *rest*.

    A number stays with its unit, punctuation with what it follows, and what is glued together with itself.

    >>> wrapped("one two three", columns=8)
    ['one two', 'three']
    """
    lines: list[str] = []
    line, empty = first, True
    for piece in _pieces(" ".join(text.split())):
        if not empty and width(line) + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, empty = rest, True
        room = columns - width(rest)
        for part in _parts(piece.lstrip() if empty else piece, columns - width(line), room):
            if part and width(line) + width(part.rstrip()) > columns and not empty:
                lines.append(line.rstrip())
                line = rest
            line += part
            empty = False
    return [unglued(one) for one in (*lines, line.rstrip())]


def longest(text: str) -> int:
    """How wide the widest piece is that no line breaks.

    >>> longest("one three five"), longest(f"{glued('张伟')}和李娜")
    (5, 4)
    """
    return max((width(piece.rstrip()) for piece in _pieces(" ".join(text.split()))), default=0)


def _parts(piece: str, first: int, rest: int) -> Iterator[str]:
    """The piece as it is where it fits a line, else in parts that do."""
    part, room = "", first
    for one in piece:
        if part and one != " " and width(part) + _columns(one) > max(room, 2):
            over = part[-1] if one in _NOT_FIRST and len(part) > 1 else ""
            yield part.removesuffix(over)
            part, room = over, rest
        part += one
    yield part


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: a word with the space after it, or a wide character with its punctuation."""
    piece = ""
    for place, one in enumerate(text):
        piece += one
        after = text[place + 1 : place + 2]
        if one == GLUE or (after and (after == GLUE or after in _NOT_FIRST or one in _NOT_LAST)):
            continue
        if one.isdigit() and _columns(after or " ") == 2:  # a number and its unit
            continue
        if one == " " and after.isalpha() and _columns(after) == 1 and _NUMBER.search(piece):
            continue
        if one == " " or _columns(one) == 2 or (after and _columns(after) == 2):
            yield piece
            piece = ""
    if piece:
        yield piece
