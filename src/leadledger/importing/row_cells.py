"""The cells of one row: what each says by its kind, and what no entry has a field for."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.importing.cells import as_text
from leadledger.importing.grid import CellValue, is_blank
from leadledger.importing.mapping import Column, Entry
from leadledger.importing.page import CellFault, Page
from leadledger.importing.quoting import shown

_EXPECTED = {
    "id": "a number or name",
    "ids": "numbers or names",
    "date": "a date",
    "datetime": "a date",
    "time": "a time of day",
    "money": "an amount",
    "phone": "a telephone number",
    "phones": "a telephone number",
    "agent": "an agent",
    "agents": "agents",
}

_UNSAVED = "its formula has no stored value: expected a value (open and save the file once in a spreadsheet program)"


def read_cells(page: Page, row: int) -> dict[str, object] | None:
    """What each known column says, None for an empty cell; None for the row when a cell is at fault."""
    values: dict[str, object] = {}
    sound = True
    for key, column in page.known.mapping.columns.items():
        try:
            values[key] = _cell(page, row, key, column)
        except CellFault as fault:
            page.refuse(page.place_of(row, key), fault)
            sound = False
    return values if sound else None


def _cell(page: Page, row: int, key: str, column: Column) -> object:
    position = page.known.columns.get(key)
    if position is None:
        return None
    if (row, position) in page.known.sheet.unsaved:
        raise CellFault(key, _UNSAVED)
    value = _raw(page, row, key, position, column)
    if is_blank(value) or (isinstance(value, str) and value.strip() in page.mapping.empty):
        if column.required:
            raise CellFault(key, _empty(page, row, position, column))
        return None
    try:
        said = page.cells.read(value, column)
    except ValueError as fault:
        raise CellFault(key, f"{shown(as_text(value))} stands there, {fault}") from None
    if page.cells.agents.unplaced:
        page.cells.agents.note_place(str(page.place(row, position)))
    return said


def _raw(page: Page, row: int, key: str, position: int, column: Column) -> CellValue:
    value = page.known.sheet.value(row, position)
    if not column.fill_down:
        return value
    if not is_blank(value):
        page.above[key] = value
        return value
    if (row, position) not in page.known.sheet.merged:
        if not column.required:
            return None  # empty where it may be: another row's value would be a guess
        if key in page.above:
            page.filled.setdefault(position, []).append(row)
    return page.above.get(key)


def _empty(page: Page, row: int, position: int, column: Column) -> str:
    expected = f"expected {_EXPECTED.get(column.kind, 'a value')}"
    anchor = page.known.sheet.merged.get((row, position))
    if anchor and anchor[0] != row:
        return f"is empty, merged with row {anchor[0]}: {expected} (fill_down in the mapping takes the one above)"
    return f"is empty: {expected}"


def idle_columns(page: Page) -> list[int]:
    """Columns that the mapping does not know, or that no entry of the sheet uses."""
    one = page.known.mapping
    used = frozenset(one.agents or ()).union(*(entry.used for entry in one.entries))
    return sorted([*page.known.unknown, *(at for key, at in page.known.columns.items() if key not in used)])


def read_details(page: Page, row: int, idle: Sequence[int], wanted: Sequence[Entry]) -> dict[str, str] | None:
    """Cells that none of the entries *wanted* of this row has a field for; None when one is at fault."""
    known = page.known
    used = frozenset(known.mapping.agents or ()).union(*(entry.used for entry in wanted))
    kept = [
        position
        for key, position in known.columns.items()
        if position not in idle
        and (key not in used or _says_more(known.mapping.columns[key], known.sheet.value(row, position)))
    ]
    details: dict[str, str] = {}
    sound = True
    for position in (*idle, *kept):
        value = known.sheet.value(row, position)
        if (row, position) in known.sheet.unsaved:
            sound = False
            if position in known.unknown:  # of the others read_cells has said so
                page.refuse(page.place(row, position), _UNSAVED)
        elif not is_blank(value):
            heading = known.heading_text(position) or known.heading(position)
            details[heading if heading not in details else known.heading(position)] = as_text(value)
    return details if sound else None


def _says_more(column: Column, value: CellValue) -> bool:
    """True for a cell that says more than its field can hold: several numbers where the event takes one."""
    if column.keep_text:
        return True
    return column.kind == "phone" and any(mark in as_text(value) for mark in "、,，;；/|\n")
