"""What was read: events with the place each came from, and what the reader should be told about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leadledger.events import Event


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: a line of text, or sheet, row and column of a register.

    >>> str(Place("registers.xlsx", sheet="来电登记", row=12, column="客户编号 (B)"))
    'registers.xlsx, sheet 来电登记, row 12, column 客户编号 (B)'
    >>> str(Place("history.jsonl", line=7))
    'history.jsonl, line 7'
    """

    file: str
    line: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.sheet is not None:
            parts.append(f"sheet {self.sheet}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    @property
    def short(self) -> str:
        """The row or line alone, for sentences about two places of one sheet: ``row 12``."""
        return f"line {self.line}" if self.row is None else f"row {self.row}"

    def beside(self, other: Place) -> str:
        """This place as said next to *other*: the row alone when file and sheet are the same."""
        return self.short if (self.file, self.sheet) == (other.file, other.sheet) else str(self)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as read: the event and its place."""

    event: Event
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """A register file as read: its entries in the order of the file, and notices for the person who imports it."""

    lines: tuple[Line, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileImport:
    """What one file of an import brought: entries added, entries that were there already, notices."""

    file: str
    added: int
    already: int
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """What each file of an import brought."""

    files: tuple[FileImport, ...]

    @property
    def added(self) -> int:
        """Number of entries added, over all files."""
        return sum(one.added for one in self.files)

    @property
    def already(self) -> int:
        """Number of entries that were in the target already, over all files."""
        return sum(one.already for one in self.files)

    @property
    def notices(self) -> tuple[str, ...]:
        """The notices of all files, in order."""
        return tuple(notice for one in self.files for notice in one.notices)


@dataclass(frozen=True, slots=True)
class Imported(Brought):
    """The outcome of an import into a history.

    *history* is the target with what was added, in register order, and *added_lines* what is new in it;
    after a dry run the target itself is as it was.
    """

    target: Path
    history: tuple[Line, ...]
    added_lines: tuple[Line, ...]
    dry_run: bool = False
