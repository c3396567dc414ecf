"""Printing: tables for people, one JSON object a line for programs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from leadledger.reports.tables import table_text
from leadledger.texts import Catalogue
from leadledger.texts import commands as say
from leadledger.texts.visible import as_json, visible
from leadledger.texts.wrapping import WIDTH, wrapped

T = TypeVar("T")
_LONG = 200  # deals from which on a bar is worth seeing
_MANY = 5_000  # entries from which on it is


def line(of: Mapping[str, Any] | str) -> None:
    """One JSON object on a line, also one that is written as JSON already."""
    sys.stdout.write(f"{of if isinstance(of, str) else as_json(of)}\n")


def text(of: str) -> None:
    """Plain text."""
    shown = visible(of)
    sys.stdout.write(shown if shown.endswith("\n") else f"{shown}\n")


def prose(of: str) -> None:
    """A sentence for people, wrapped to the terminal."""
    for row in wrapped(visible(of), columns=columns()):
        text(row)


def columns() -> int:
    """How wide the terminal is: 80 columns where there is none."""
    return shutil.get_terminal_size((WIDTH, 24)).columns


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    whole: Sequence[int] = (),
    strong: Sequence[str] = (),
    right: Sequence[int] = (),
) -> None:
    """A table as wide as the terminal, drawn as `leadledger.reports.tables` does; colours only on a terminal."""
    sys.stdout.write(
        table_text(
            headings,
            rows,
            title=title,
            whole=whole,
            strong=strong,
            right=right,
            columns=columns(),
            colours=sys.stdout.isatty(),
        )
    )


def watched(items: Iterable[T], count: int, said: Catalogue) -> Iterator[T]:
    """The items one by one, with a bar on standard error where they are many and somebody looks on."""
    if count < _LONG or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415  # as above
    from rich.progress import track  # noqa: PLC0415  # as above

    yield from track(items, total=count, description=said(say.DECIDING), console=Console(stderr=True), transient=True)


@contextmanager
def bar(said: Catalogue, text: str) -> Generator[Callable[[int, int], None] | None]:
    """What is to be told how many of how many are done: a bar on standard error, where somebody looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  # as above
    from rich.progress import Progress  # noqa: PLC0415  # as above

    with Progress(console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task(said(text), visible=False)

        def told(done: int, of: int) -> None:
            drawn.update(task, completed=done, total=of, visible=of >= _MANY)

        yield told
