"""The rows of a register turned into events, each by itself; every fault is kept, and none hides the others."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from leadledger.errors import EventInvalid
from leadledger.events import event_from_dict
from leadledger.importing.grid import is_blank
from leadledger.importing.lines import Line
from leadledger.importing.mapping import Entry, plain
from leadledger.importing.moments import happened_at, instant_of, recorded_at
from leadledger.importing.page import CellFault, Page
from leadledger.importing.quoting import shown
from leadledger.importing.row_cells import idle_columns, read_cells, read_details

_INDEX = re.compile(r"\[\d+\]")


def read_rows(page: Page) -> list[Line]:
    """The entries of all rows under the headings; faults and notices are left with *page*."""
    idle = idle_columns(page)
    lines: list[Line] = []
    for row in range(page.known.heading_row + 1, len(page.known.sheet.rows) + 1):
        if _is_entry(page, row):
            lines.extend(_read_row(page, row, idle))
    return lines


def _is_entry(page: Page, row: int) -> bool:
    """False for a row that is empty, or is none of the register's: totals, headings again, a note under the table."""
    sheet = page.known.sheet
    filled = [cell for cell in sheet.rows[row - 1] if not is_blank(cell)]
    if any((row, column) in sheet.unsaved for column in range(1, len(sheet.rows[row - 1]) + 1)):
        return True
    if not filled:
        return False
    texts = [cell for cell in filled if isinstance(cell, str)]
    if texts and plain(texts[0]) in page.totals and texts[0] is filled[0]:
        if not page.known.mapping.skip_totals:
            page.refuse(
                page.place(row),
                f"{shown(texts[0].strip())} begins a row of totals: "
                "expected one entry a row (skip_totals in the mapping leaves such rows out)",
            )
        return False
    if len(texts) < len(filled):
        return True
    if page.known.has_headings(row):
        page.passed_over.append(f"{page.place(row)}: repeats the headings, and was passed over")
        return False
    if all(_is_note(page, text) for text in texts):
        page.passed_over.append(f"{page.place(row)}: {shown(texts[0].strip())} was taken for a note, not an entry")
        return False
    if len(filled) == 1 and len(page.known.mapping.required) > 1:
        page.refuse(page.place(row), f"nothing but {shown(texts[0].strip())} stands there: expected one entry a row")
        return False
    return True


def _is_note(page: Page, text: str) -> bool:
    head, colon, _ = text.replace("：", ":").partition(":")
    return bool(colon) and plain(head) in page.notes


def _read_row(page: Page, row: int, idle: Sequence[int]) -> list[Line]:
    values = read_cells(page, row)
    wanted = [entry for entry in page.known.mapping.entries if values is not None and _applies(entry, values)]
    details = read_details(page, row, idle, wanted)
    if values is None or details is None:
        return []
    lines: list[Line] = []
    for entry in wanted:
        try:
            raw = _event(page, entry, values)
        except CellFault as fault:
            page.refuse(page.place_of(row, fault.key), fault)
            continue
        if details:  # the first entry of the row keeps them
            raw["details"], details = details, {}
        try:
            lines.append(Line(event_from_dict(raw), page.place(row)))
        except EventInvalid as fault:
            page.refuse(page.place_of(row, _column_of(entry, fault.field or "")), fault)
    return lines


def _applies(entry: Entry, values: Mapping[str, object]) -> bool:
    for key, wanted in entry.when.items():
        value = values.get(key)
        offered = (wanted,) if isinstance(wanted, str) else wanted
        if value not in offered and ("-" if value is None else "*") not in offered:
            return False
    return True


def _event(page: Page, entry: Entry, values: Mapping[str, object]) -> dict[str, object]:
    """The entry in wire form. Raises CellFault."""
    happened = happened_at(page, entry, values)
    recorded = recorded_at(page, entry, values, happened)
    event: dict[str, object] = {"type": entry.type, "occurred_at": happened.isoformat()}
    if recorded is not None:
        event["recorded_at"] = recorded.isoformat()
    event.update(entry.constants)
    items: dict[str, dict[str, object]] = {}
    for name, key in entry.fields.items():
        value = values.get(key)
        if value is None:
            continue
        first, dot, rest = name.partition(".")
        into = items.setdefault(first, {}) if dot else event
        if isinstance(value, dt.date):
            if page.known.mapping.columns[key].kind == "datetime" and not isinstance(value, dt.datetime):
                value = instant_of(page, entry, key, value)
            value = value.isoformat()
        into[rest or first] = value
    return event | {name: [item] for name, item in items.items()}


def _column_of(entry: Entry, field: str) -> str | None:
    """The column that fills the field an event was refused for."""
    path = _INDEX.sub("", field)
    return entry.fields.get(path) or entry.fields.get(path.split(".")[0])
