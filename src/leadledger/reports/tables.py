"""Tables of text that fit the terminal."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from leadledger.texts.visible import visible
from leadledger.texts.wrapping import WIDTH, longest, width, wrapped

_BETWEEN = 2  # columns between two cells
_NARROWEST = 6
_LONGEST = 30  # of what is not broken, as far as the terminal is wide enough


def table_text(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    whole: Sequence[int] = (),
    strong: Sequence[str] = (),
    right: Sequence[int] = (),
    columns: int = WIDTH,
    colours: bool = False,
) -> str:
    """A table that fits so many columns; cells are broken between words and never inside a glued name.

    *whole* are the columns whose cells are never broken, *right* those that end flush, *strong* the words that are bold
    where there are colours. Cells stand as they are: what looks like markup is none. Colours not under ``NO_COLOR``.
    """
    # rich is imported where something is drawn: JSON and explanations do without its 80 ms.
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  # rich is loaded where something is drawn
    from rich.console import Console  # noqa: PLC0415  # as above
    from rich.table import Table  # noqa: PLC0415  # as above
    from rich.text import Text  # noqa: PLC0415  # as above

    cells = [[visible(cell) for cell in row] for row in rows]
    down = list(zip(headings, *cells, strict=True))
    needed = [_widest(column) if place in whole else _least(column) for place, column in enumerate(down)]
    drawn = Table(box=SIMPLE_HEAD, title=Text(title, "bold") if title else None, title_justify="left", pad_edge=False)
    drawn.show_edge = False
    gap = _gap(needed, columns)
    drawn.padding = (0, gap - 1, 0, 0)
    widths = fitting([_widest(column) for column in down], needed, columns - gap * (len(needed) - 1))
    for place, (heading, room) in enumerate(zip(headings, widths, strict=True)):
        heading_text = Text(_broken(heading, room))
        drawn.add_column(heading_text, overflow="fold", width=room, justify="right" if place in right else "left")
    for row in cells:
        texts = [Text(_broken(cell, room)) for cell, room in zip(row, widths, strict=True)]
        for one in texts if strong else ():
            one.highlight_regex(_any_of(strong), "bold")
        drawn.add_row(*texts)
    written = io.StringIO()
    Console(file=written, width=columns, force_terminal=colours, highlight=False).print(drawn)
    lines = [row_of_text.rstrip() for row_of_text in written.getvalue().splitlines()]
    return "\n".join(([""] if title else []) + lines + [""])


def _any_of(words: Sequence[str]) -> str:
    """A pattern for these words, the longest first, none of them inside a longer number or word."""
    longest_first = sorted(set(words), key=len, reverse=True)
    return rf"(?<![\w./])(?:{'|'.join(map(re.escape, longest_first))})(?![\d./%]*\d)"


def fitting(widths: Sequence[int], needed: Sequence[int], room: int) -> list[int]:
    """The widths of columns that together fit *room*: the widest give way, down to what they need if that is enough.

    >>> fitting([5, 40, 30], [5, 10, 10], 56)
    [5, 26, 25]
    """
    found = list(widths)
    for least in (needed, [min(one, _NARROWEST) for one in needed]):
        while sum(found) > room:
            wider = [place for place, one in enumerate(found) if one > least[place]]
            if not wider:
                break
            found[max(reversed(wider), key=lambda place: found[place])] -= 1
    return found


def _gap(needed: Sequence[int], room: int) -> int:
    """How many columns are left between two cells: fewer where nothing would have to be broken then."""
    return _BETWEEN if sum(needed) + _BETWEEN * (len(needed) - 1) <= room else _BETWEEN - 1


def _widest(cells: Sequence[str]) -> int:
    return max(width(line) for cell in cells for line in cell.split("\n"))


def _least(cells: Sequence[str]) -> int:
    return min(_LONGEST, max(longest(cell) for cell in cells))


def _broken(cell: str, room: int) -> str:
    return "\n".join(row for line in cell.split("\n") for row in wrapped(line, columns=room))
