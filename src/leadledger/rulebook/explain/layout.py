"""Layout: sections of plain text that fit a terminal or a printed page, however wide it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadledger.texts.wrapping import padded, width, wrapped

INDENT = "  "
NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Block:
    """A text before it is broken into lines: the first line begins with *first*, the others with *rest*."""

    text: str = ""
    first: str = ""
    rest: str = ""

    def lines(self, columns: int) -> list[str]:
        """The lines, at most *columns* wide."""
        return wrapped(self.text, first=self.first, rest=self.rest, columns=max(columns, NARROWEST))


EMPTY = Block()


def section(heading: str, blocks: Sequence[Block]) -> list[Block]:
    """A heading and what stands under it, set off by an empty line; nothing where there is nothing under it."""
    return [EMPTY, Block(heading), *blocks] if blocks else []


def paragraph(text: str, *, depth: int = 1) -> list[Block]:
    """A text, indented."""
    margin = INDENT * depth
    return [Block(text, margin, margin)]


def item(mark: str, text: str, *, depth: int = 1) -> list[Block]:
    """A text that hangs on its mark."""
    margin = INDENT * depth
    return [Block(text, f"{margin}{mark} ", margin + " " * (width(mark) + 1))]


def table(rows: Sequence[tuple[str, str]], end: str) -> list[Block]:
    """Labels and what they stand for, in two columns; *end* closes a label."""
    labels = [label + end.rstrip() for label, _ in rows]
    column = max(width(label) for label in labels) + 2
    return [Block(text, padded(label, column), " " * column) for label, (_, text) in zip(labels, rows, strict=True)]


def printed(blocks: Sequence[Block], columns: int) -> str:
    """The page as text, a line each."""
    return "".join(f"{line}\n" for block in blocks for line in block.lines(columns))
