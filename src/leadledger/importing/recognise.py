"""Which register a sheet is, and which of its columns says what: by the sheet's name, else by its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from leadledger.errors import RegisterRefused
from leadledger.importing.cells import as_text
from leadledger.importing.csv_text import matches
from leadledger.importing.grid import CellValue, Sheet, is_blank, letters
from leadledger.importing.mapping import Mapping, SheetMapping
from leadledger.importing.quoting import shown

_HEADING_ROWS = 10


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet with the register it is: its headings and their (last) row, known columns by key, unknown by position.

    Rows and positions count from 1.
    """

    sheet: Sheet
    mapping: SheetMapping
    heading_row: int
    headings: tuple[CellValue, ...]
    above: tuple[str, ...]
    """What stands above the headings: a title, a period."""
    columns: dict[str, int]
    unknown: tuple[int, ...]

    def heading(self, column: int) -> str:
        """The heading over a column, with its letter: ``客户编号 (B)``."""
        text = self.heading_text(column)
        return f"{text} ({letters(column)})" if text else letters(column)

    def heading_text(self, column: int) -> str:
        """The heading over a column as written, on one line; empty when there is none."""
        return " ".join(as_text(self.headings[column - 1]).split()) if column <= len(self.headings) else ""

    def has_headings(self, row: int) -> bool:
        """True for a row that has the headings again, in these words or others, as at the top of a printed page."""
        found = 0
        for key, column in self.columns.items():
            cell = self.sheet.value(row, column)
            if is_blank(cell):
                continue
            if not isinstance(cell, str) or self.mapping.key_of(cell) != key:
                return False
            found += 1
        return found > 1


def recognise(file: str, sheet: Sheet, mapping: Mapping) -> Recognised | None:
    """The register that *sheet* is; None when neither its name nor its headings are known.

    Raises RegisterRefused when the name is known and headings that must be there are not, or when two registers fit.
    """
    by_name = [one for one in mapping.sheets if matches(sheet.name, one.names)]
    for one in sorted(by_name, key=lambda candidate: -max(map(len, candidate.names))):
        found = _best_row(sheet, one)
        if found is not None:
            return _columns(file, sheet, one, found)
    fitting = [(one, row) for one in mapping.sheets if (row := _best_row(sheet, one)) is not None]
    if fitting:
        scored = [(len(_keys(_with_row_above(sheet, row), one)), one, row) for one, row in fitting]
        best = max(score for score, _, _ in scored)
        first = [(one, row) for score, one, row in scored if score == best]
        if len(first) > 1:
            names = " or ".join(one.names[0] for one, _ in first)
            raise RegisterRefused(
                [f"{file}, sheet {sheet.name}: its headings fit {names}: name the sheet after one of them"]
            )
        return _columns(file, sheet, *first[0])
    if by_name:
        raise RegisterRefused([_missing(file, sheet, by_name[0])])
    return None


def _with_row_above(sheet: Sheet, number: int) -> list[CellValue]:
    """The headings of two rows: where row *number* has none, the one above it."""
    width = max(map(len, sheet.rows[max(number - 2, 0) : number]))
    both = range(number, max(number - 2, 0), -1)
    return [
        next((cell for row in both if not is_blank(cell := sheet.value(row, column))), None)
        for column in range(1, width + 1)
    ]


def _keys(cells: Sequence[CellValue], one: SheetMapping) -> set[str]:
    return {key for cell in cells if isinstance(cell, str) and (key := one.key_of(cell)) is not None}


def _best_row(sheet: Sheet, one: SheetMapping) -> int | None:
    """The first of the top rows that has all headings that must be there, by itself or with the row above."""
    required = set(one.required)
    top = range(1, min(len(sheet.rows), _HEADING_ROWS) + 1)
    alone = ((number, _keys(sheet.rows[number - 1], one)) for number in top)
    with_above = ((number, _keys(_with_row_above(sheet, number), one)) for number in top)
    return next((number for number, keys in chain(alone, with_above) if keys and required <= keys), None)


def _missing(file: str, sheet: Sheet, one: SheetMapping) -> str:
    number, best = max(
        ((number, _keys(row, one)) for number, row in enumerate(sheet.rows[:_HEADING_ROWS], 1)),
        key=lambda found: len(found[1]),
        default=(0, set[str]()),
    )
    lacking = [one.columns[key].headings[0] for key in one.required if key not in best]
    sentence = (
        f"{file}, sheet {sheet.name}: expected headings in one of the first {_HEADING_ROWS} rows, "
        f"and found none for {', '.join(lacking)}"
    )
    if not best:
        return sentence
    others = [shown(as_text(cell)) for cell in sheet.rows[number - 1] if not is_blank(cell) and not _keys([cell], one)]
    return f"{sentence} (row {number} has {', '.join(others)})" if others else sentence


def _columns(file: str, sheet: Sheet, one: SheetMapping, heading_row: int) -> Recognised:
    columns: dict[str, int] = {}
    unknown: list[int] = []
    alone = set(one.required) <= _keys(sheet.rows[heading_row - 1], one)
    headings = sheet.rows[heading_row - 1] if alone else _with_row_above(sheet, heading_row)
    for position, cell in enumerate(headings, 1):
        key = one.key_of(as_text(cell)) if not is_blank(cell) else None
        if key is None:
            unknown.append(position)
        elif key in columns:
            both = f"columns {letters(columns[key])} and {letters(position)}"
            heading = one.columns[key].headings[0]
            raise RegisterRefused(
                [f"{file}, sheet {sheet.name}, row {heading_row}: {both} are both headed as {heading}: expected one"]
            )
        else:
            columns[key] = position
    width = max((len(row) for row in sheet.rows), default=0)
    unknown.extend(range(len(headings) + 1, width + 1))
    first = heading_row if alone else heading_row - 1
    above = tuple(as_text(cell) for row in sheet.rows[: first - 1] for cell in row if not is_blank(cell))
    return Recognised(sheet, one, heading_row, tuple(headings), above, columns, tuple(unknown))
