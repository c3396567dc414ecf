"""Which register a sheet is, and which of its columns says what: by the sheet's name, else by its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadledger.errors import RegisterRefused
from leadledger.importing.cells import as_text
from leadledger.importing.fitting import HEADING_ROWS, Fit, agrees, candidates, fit, keys_of, told
from leadledger.importing.grid import CellValue, Sheet, is_blank, letters
from leadledger.importing.mapping import Mapping, SheetMapping
from leadledger.importing.naming import mentioned, named
from leadledger.importing.quoting import name_shown, shown


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
        text = name_shown(self.heading_text(column))
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
    """The register that *sheet* is; None when its headings fit none, and it goes by the name of none.

    A name counts first. One that only has a register's name somewhere in it counts if the headings agree, and headings
    alone if one of them is this register's and no other's.

    Raises RegisterRefused when the name is known and headings that must be there are not, and when the headings fit
    several registers, or none well.
    """
    fits = [found for one in mapping.sheets if (found := fit(sheet, one, mapping)) is not None]
    by_name = sorted(
        (one for one in mapping.sheets if named(sheet.name, one.names)), key=lambda one: -named(sheet.name, one.names)
    )
    for one in by_name:
        for found in fits:
            if found.mapping is one:
                return _columns(file, sheet, found)
    found = _mentioned(sheet, fits, mapping) or told(fits, mapping)
    if found is not None:
        return _columns(file, sheet, found)
    if by_name:
        raise RegisterRefused([_missing(file, sheet, by_name[0])])
    if fits:
        may_be = candidates(fits, mapping)
        saying = f"its headings do not tell which register it is, it may be {may_be}"
        todo = "name the sheet or the file after its register, or write a mapping for it"
        raise RegisterRefused([f"{file}, sheet {sheet.title}: {saying}: {todo}"])
    return None


def _mentioned(sheet: Sheet, fits: Sequence[Fit], mapping: Mapping) -> Fit | None:
    """The register whose name stands in the sheet's, if none that fits knows more headings; of several none."""
    most = max((one.known for one in fits), default=0)
    lengths = [(mentioned(sheet.name, one.mapping.names), one) for one in fits if one.known == most]
    longest = max((length for length, _ in lengths), default=0)
    first = [one for length, one in lengths if length == longest and length and agrees(one, mapping)]
    return first[0] if len(first) == 1 else None


def _missing(file: str, sheet: Sheet, one: SheetMapping) -> str:
    number, best = max(
        ((number, keys_of(row, one)) for number, row in enumerate(sheet.rows[:HEADING_ROWS], 1)),
        key=lambda found: len(found[1]),
        default=(0, set[str]()),
    )
    lacking = [one.columns[key].headings[0] for key in one.required if key not in best]
    sentence = (
        f"{file}, sheet {sheet.title}: expected headings in one of the first {HEADING_ROWS} rows, "
        f"and found none for {', '.join(lacking)}"
    )
    if not best:
        return sentence
    others = [
        shown(as_text(cell)) for cell in sheet.rows[number - 1] if not is_blank(cell) and not keys_of([cell], one)
    ]
    return f"{sentence} (row {number} has {', '.join(others)})" if others else sentence


def _columns(file: str, sheet: Sheet, found: Fit) -> Recognised:
    one, heading_row, headings = found.mapping, found.row, found.headings
    columns: dict[str, int] = {}
    unknown: list[int] = []
    for position, cell in enumerate(headings, 1):
        key = one.key_of(as_text(cell)) if not is_blank(cell) else None
        if key is None:
            unknown.append(position)
        elif key in columns:
            both = f"columns {letters(columns[key])} and {letters(position)}"
            heading = one.columns[key].headings[0]
            raise RegisterRefused(
                [f"{file}, sheet {sheet.title}, row {heading_row}: {both} are both headed as {heading}: expected one"]
            )
        else:
            columns[key] = position
    width = max((len(row) for row in sheet.rows), default=0)
    unknown.extend(range(len(headings) + 1, width + 1))
    above = tuple(as_text(cell) for row in sheet.rows[: found.first - 1] for cell in row if not is_blank(cell))
    return Recognised(sheet, one, heading_row, tuple(headings), above, columns, tuple(unknown))
