"""Printing: tables for people, one JSON object a line for programs."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from leadledger.texts import Catalogue
from leadledger.texts import commands as say

T = TypeVar("T")
_LONG = 200  # deals from which on a bar is worth seeing


def line(of: Mapping[str, Any]) -> None:
    """One JSON object on a line."""
    sys.stdout.write(json.dumps(of, ensure_ascii=False) + "\n")


def text(of: str) -> None:
    """Plain text."""
    sys.stdout.write(of if of.endswith("\n") else f"{of}\n")


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    wide: int | None = None,
    whole: Sequence[int] = (),
) -> None:
    """A table as wide as the terminal (80 columns where there is none).

    *wide* is the column that takes what is left, *whole* those whose cells are never broken.
    Cells are printed as they stand: what looks like markup is none. Colours only on a terminal, and not under
    ``NO_COLOR``.
    """
    # rich is imported where something is drawn: JSON and explanations do without its 80 ms.
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(box=SIMPLE_HEAD, title=Text(title, "bold") if title else None, title_justify="left", pad_edge=False)
    drawn.padding = (0, 1, 0, 0)
    for place, heading in enumerate(headings):
        drawn.add_column(Text(heading), overflow="fold", ratio=1 if place == wide else None, no_wrap=place in whole)
    drawn.expand = wide is not None
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    written = io.StringIO()
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns
    Console(file=written, width=width, force_terminal=terminal, highlight=False).print(drawn)
    for row_of_text in written.getvalue().splitlines():
        text(row_of_text.rstrip())


def watched(items: Sequence[T], said: Catalogue) -> Iterator[T]:
    """The items one by one, with a bar on standard error where they are many and somebody looks on."""
    if len(items) < _LONG or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    yield from track(items, description=said(say.DECIDING), console=Console(stderr=True), transient=True)
