"""Layout: what an explanation is made of, and as plain text that fits a terminal or a page, however wide it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from leadledger.texts.wrapping import padded, width, wrapped

INDENT = "  "
NARROWEST = 40


Kind = Literal["title", "heading", "text", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A text before it is broken into lines: the first line begins with *first*, the others with *rest*.

    *kind* says what it is, *depth* how far in it stands, and *label* is the mark of an item or what a row is about.
    """

    text: str = ""
    first: str = ""
    rest: str = ""
    kind: Kind = "text"
    depth: int = 0
    label: str = ""

    def lines(self, columns: int) -> list[str]:
        """The lines, at most *columns* wide."""
        return wrapped(self.text, first=self.first, rest=self.rest, columns=max(columns, NARROWEST))


EMPTY = Block()


def title(text: str) -> list[Block]:
    """What the whole is about."""
    return [Block(text, kind="title")]


def section(heading: str, blocks: Sequence[Block]) -> list[Block]:
    """A heading and what stands under it, set off by an empty line; nothing where there is nothing under it."""
    return [EMPTY, Block(heading, kind="heading"), *blocks] if blocks else []


def paragraph(text: str, *, depth: int = 1) -> list[Block]:
    """A text, indented."""
    margin = INDENT * depth
    return [Block(text, margin, margin, depth=depth)]


def item(mark: str, text: str, *, depth: int = 1) -> list[Block]:
    """A text that hangs on its mark."""
    margin = INDENT * depth
    return [Block(text, f"{margin}{mark} ", margin + " " * (width(mark) + 1), "item", depth, mark)]


def table(rows: Sequence[tuple[str, str]], end: str) -> list[Block]:
    """Labels and what they stand for, in two columns; *end* closes a label."""
    labels = [label + end.rstrip() for label, _ in rows]
    column = max(width(label) for label in labels) + 2
    return [
        Block(text, padded(shown, column), " " * column, "row", label=label)
        for shown, (label, text) in zip(labels, rows, strict=True)
    ]


def printed(blocks: Sequence[Block], columns: int) -> str:
    """The page as text, a line each."""
    return "".join(f"{line}\n" for block in blocks for line in block.lines(columns))
