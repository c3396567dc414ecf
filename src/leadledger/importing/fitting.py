"""How well the headings of a sheet fit a register, and which register they tell of, if they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from leadledger.importing.grid import CellValue, Sheet, is_blank
from leadledger.importing.mapping import Mapping, SheetMapping, plain

HEADING_ROWS = 10
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Fit:
    """A register that a sheet may be: all headings that must be there stand in *row*, or in it and the one above.

    *headings* are the cells taken for headings, *first* the first row they stand in; *known* is how many of the
    *count* that are filled the register knows; *distinctive* is true when one of them is known to no other register.
    """

    mapping: SheetMapping
    row: int
    first: int
    headings: Sequence[CellValue]
    known: int
    count: int
    distinctive: bool


def fit(sheet: Sheet, one: SheetMapping, mapping: Mapping) -> Fit | None:
    """How *sheet* fits the register *one*, by the first of its top rows that does; None when none does."""
    required = set(one.required)
    for first, row, cells in _tops(sheet):
        keys = keys_of(cells, one)
        if keys and required <= keys:
            own = _own_headings(mapping.sheets, one)
            texts = [cell for cell in cells if isinstance(cell, str) and not is_blank(cell)]
            known = sum(one.key_of(text) is not None for text in texts)
            count = sum(not is_blank(cell) for cell in cells)
            return Fit(one, row, first, cells, known, count, any(plain(text) in own for text in texts))
    return None


def told(fits: Sequence[Fit], mapping: Mapping) -> Fit | None:
    """The one register that headings alone tell of; None when they fit several, or none of them well."""
    plainly = [one for one in fits if one.distinctive and agrees(one, mapping)]
    best = max((one.known for one in plainly), default=0)
    first = [one for one in plainly if one.known == best]
    return first[0] if len(first) == 1 else None


def agrees(one: Fit, mapping: Mapping) -> bool:
    """False when most headings are unknown to the register, and another one knows more of them."""
    if 2 * one.known > one.count:
        return True
    return all(len(keys_of(one.headings, other)) <= one.known for other in mapping.sheets)


def candidates(fits: Sequence[Fit], mapping: Mapping) -> str:
    """What a sheet may be, for a sentence: the registers that fit, and any that would know more of its headings."""
    best = max(fits, key=lambda one: one.known)
    fitting = {id(one.mapping) for one in fits}
    scored = [(len(keys_of(best.headings, one)), one) for one in mapping.sheets]
    offered = [(known, one) for known, one in scored if id(one) in fitting or known > best.known]
    offered.sort(key=lambda pair: -pair[0])
    return " or ".join(
        f"{one.names[0]} ({known} of {best.count} headings known"
        f"{'' if id(one) in fitting else _lacking(best.headings, one)})"
        for known, one in offered[:_MOST_NAMED]
    )


def _lacking(cells: Sequence[CellValue], one: SheetMapping) -> str:
    there = keys_of(cells, one)
    return ", none for " + ", ".join(one.columns[key].headings[0] for key in one.required if key not in there)


def keys_of(cells: Sequence[CellValue], one: SheetMapping) -> set[str]:
    """The columns of the register that *cells* are headings of."""
    return {key for cell in cells if isinstance(cell, str) and (key := one.key_of(cell)) is not None}


def _tops(sheet: Sheet) -> Iterator[tuple[int, int, Sequence[CellValue]]]:
    """The top rows, each by itself, then each with the one above: first row, last row, cells."""
    numbers = range(1, min(len(sheet.rows), HEADING_ROWS) + 1)
    alone = ((number, number, sheet.rows[number - 1]) for number in numbers)
    return chain(alone, ((number - 1, number, _with_row_above(sheet, number)) for number in numbers[1:]))


def _with_row_above(sheet: Sheet, number: int) -> list[CellValue]:
    """The headings of two rows: where row *number* has none, the one above it."""
    width = max(map(len, sheet.rows[number - 2 : number]))
    return [
        next((cell for row in (number, number - 1) if not is_blank(cell := sheet.value(row, column))), None)
        for column in range(1, width + 1)
    ]


@cache
def _own_headings(sheets: tuple[SheetMapping, ...], one: SheetMapping) -> frozenset[str]:
    """The headings of a register that no other has."""
    others = (_headings(other) for other in sheets if other is not one)
    return _headings(one).difference(*others)


def _headings(one: SheetMapping) -> frozenset[str]:
    return frozenset(plain(text) for column in one.columns.values() for text in column.headings)
