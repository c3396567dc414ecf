"""Pages of headings and items: on the terminal, and as Markdown that shows any text as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from leadledger.rulebook.explain.layout import EMPTY, Block, item, paragraph, printed
from leadledger.rulebook.explain.markdown import escaped
from leadledger.texts.visible import visible

Kind = Literal["heading", "text", "item"]
_NUMBER = re.compile(r"[0-9]+\.")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page before it is wrapped: a heading, a text, or an item that hangs on its *mark*.

    *depth* is the level of a heading, and how far a text or item is indented.
    """

    kind: Kind
    text: str
    depth: int = 1
    mark: str = "–"


def heading(text: str, depth: int = 2) -> Row:
    """A heading."""
    return Row("heading", text, depth)


def text(of: str, depth: int = 1) -> Row:
    """A text of its own."""
    return Row("text", of, depth)


def bullet(of: str, mark: str = "–", depth: int = 1) -> Row:
    """An item of a list."""
    return Row("item", of, depth, mark)


def on_terminal(rows: Sequence[Row], columns: int) -> str:
    """The page as plain text, at most so many columns wide."""
    blocks: list[Block] = []
    for row in rows:
        if row.kind == "heading":
            blocks += [*([EMPTY] if blocks else []), Block(row.text, _margin(row), _margin(row))]
        elif row.kind == "item":
            blocks += item(row.mark, row.text, depth=row.depth)
        else:
            blocks += paragraph(row.text, depth=row.depth)
    return visible(printed(blocks, columns))


def _margin(row: Row) -> str:
    return "  " * max(0, row.depth - 2)


def as_markdown(rows: Sequence[Row]) -> str:
    """The page as Markdown; whatever an entry says is text there, no link, picture, table or tag.

    >>> print(as_markdown([heading("Deal <d>", 1), bullet("says *much*", "1."), bullet("and more", depth=2)]), end="")
    # Deal \\<d\\>
    <BLANKLINE>
    1. says \\*much\\*
       - and more
    """
    found: list[str] = []
    before: Row | None = None
    margin = ""
    for row in rows:
        listed = row.kind == "item"
        if before is not None and not (listed and before.kind == "item"):
            found.append("")
        if row.kind == "heading":
            found.append(f"{'#' * row.depth} {escaped(row.text)}")
        elif listed:
            numbered = _NUMBER.fullmatch(row.mark) is not None
            mark = f"{row.mark} " if numbered else "- "
            said = row.text if numbered or row.mark in ("–", "+") else f"{row.mark} {row.text}"
            found.append(f"{margin if row.depth > 1 else ''}{mark}{escaped(said)}")
            margin = " " * len(mark) if row.depth == 1 else margin
        else:
            found.append(escaped(row.text))
        before = row
    return "".join(f"{line}\n" for line in found)
