"""A register as a table of cells, whatever kind of file it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leadledger.importing.quoting import name_shown

CellValue = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

LONGEST_CELL = 32_767
"""Characters a cell may hold: what spreadsheet programs themselves allow."""

MOST_ROWS = 200_000
MOST_COLUMNS = 512


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first on, and what the file says about its cells.

    *rows* are values by column position, row 1 first; *merged* maps each covered cell (row, column, both
    from 1) to the cell that shows for it; *formulas* are cells whose stored value was taken; *unsaved* are
    formula cells that hold no value. Columns and rows that do not show are read like others.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    hidden: bool = False
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict[tuple[int, int], tuple[int, int]])
    formulas: frozenset[tuple[int, int]] = frozenset()
    unsaved: frozenset[tuple[int, int]] = frozenset()
    hidden_columns: Sequence[int] = ()
    hidden_rows: Sequence[int] = ()

    @property
    def title(self) -> str:
        """Its name as sentences say it, shortened when it is long."""
        return name_shown(self.name)

    def value(self, row: int, column: int) -> CellValue:
        """The value at *row*, *column* (from 1), None outside the table."""
        if row > len(self.rows) or column > len(self.rows[row - 1]):
            return None
        return self.rows[row - 1][column - 1]


def letters(column: int) -> str:
    """The letters a spreadsheet shows over a column.

    >>> letters(1), letters(27), letters(16384)
    ('A', 'AA', 'XFD')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def position(reference: str) -> tuple[int, int]:
    """Row and column (from 1) of a cell reference; ValueError when it is none.

    >>> position("B7"), position("XFD1048576")
    ((7, 2), (1048576, 16384))
    """
    column = 0
    for index, char in enumerate(reference):
        if not ("A" <= char <= "Z"):
            digits = reference[index:]
            if not column or not digits.isascii() or not digits.isdigit() or len(digits) > 7 or index > 3:
                break
            return int(digits), column
        column = column * 26 + ord(char) - 64
    raise ValueError(f"{reference[:20]!r} is not a cell reference")


def is_blank(value: CellValue) -> bool:
    """True for a cell with nothing in it that a person would see."""
    return value is None or (isinstance(value, str) and not value.strip())
