"""The rows of a register turned into events; every fault is kept, and none stops the others from being found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field

from leadledger.errors import EventInvalid
from leadledger.events import event_from_dict
from leadledger.importing.cells import Reader, as_text
from leadledger.importing.grid import CellValue, is_blank
from leadledger.importing.lines import Line, Place
from leadledger.importing.mapping import TEMPORAL, Column, Entry, Mapping, plain
from leadledger.importing.quoting import shown
from leadledger.importing.recognise import Recognised
from leadledger.importing.times import localise

_EXPECTED = {
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


class _Faulty(Exception):
    """A row has faults, which are in the list already."""


@dataclass(slots=True)
class _Group:
    """Rows that make one event: what they share, and one item of each."""

    entry: Entry
    row: int
    event: dict[str, object]
    into: str
    items: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    rows: list[int] = field(default_factory=list[int])
    details: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


@dataclass(slots=True)
class SheetReader:
    """Reads one recognised sheet; *lines*, *problems* and what there is to say of it fill as it reads.

    *days_only* counts rows without a time of day, by the hour taken; *filled* has the rows, by column, whose empty
    cell took the value above without being merged with it.
    """

    file: str
    known: Recognised
    mapping: Mapping
    cells: Reader
    lines: list[Line] = field(default_factory=list[Line])
    problems: list[str] = field(default_factory=list[str])
    days_only: dict[dt.time, int] = field(default_factory=dict[dt.time, int])
    repeats: list[str] = field(default_factory=list[str])
    filled: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    above: dict[str, CellValue] = field(default_factory=dict[str, CellValue])
    grouped: dict[str, _Group] = field(default_factory=dict[str, _Group])

    def read(self) -> None:
        """Goes through all rows under the headings."""
        sheet = self.known.sheet
        details = self._detail_columns()
        totals = {plain(word) for word in self.mapping.totals}
        for number in range(self.known.heading_row + 1, len(sheet.rows) + 1):
            row = sheet.rows[number - 1]
            first = next((cell for cell in row if not is_blank(cell)), None)
            if first is None and not any(at[0] == number for at in sheet.unsaved):
                continue
            if isinstance(first, str) and plain(first) in totals:
                if not self.known.mapping.skip_totals:
                    self.problems.append(
                        f"{self.place(number)}: {shown(first.strip())} begins a row of totals: "
                        "expected one entry a row (skip_totals in the mapping leaves such rows out)"
                    )
                continue
            _Row(self, number, details).read()
        for group in self.grouped.values():
            self._finish(group)
        self.lines.sort(key=lambda line: line.place.row or 0)

    def _detail_columns(self) -> list[int]:
        used = {key for entry in self.known.mapping.entries for key in _uses(entry)} | set(
            self.known.mapping.agents or ()
        )
        idle = [position for key, position in self.known.columns.items() if key not in used]
        return sorted([*self.known.unknown, *idle])

    def place(self, row: int, column: int | None = None) -> Place:
        """The place of a row, or of one of its cells."""
        return Place(
            self.file,
            sheet=self.known.sheet.name,
            row=row,
            column=None if column is None else self.known.heading(column),
        )

    def _place_of(self, row: int, key: str | None) -> Place:
        """The place of the column *key*, which the sheet need not have."""
        position = self.known.columns.get(key) if key else None
        if key is None or position is not None:
            return self.place(row, position)
        return Place(
            self.file, sheet=self.known.sheet.name, row=row, column=self.known.mapping.columns[key].headings[0]
        )

    def _finish(self, group: _Group) -> None:
        event = dict(group.event)
        event[group.into] = group.items
        if group.details:
            event["details"] = {heading: "\n".join(texts) for heading, texts in group.details.items()}
        self.emit(event, group.row, group.entry)

    def emit(self, event: MappingOf[str, object], row: int, entry: Entry) -> None:
        """Takes one event in wire form, or keeps what is wrong with it."""
        try:
            made = event_from_dict(dict(event))
        except EventInvalid as fault:
            name = (fault.field or "").replace("[", ".").split(".")[0]
            key = entry.fields.get(name) or (next(iter(entry.row_fields.values())) if name == entry.rows_into else None)
            self.problems.append(f"{self._place_of(row, key)}: {fault}")
            return
        self.lines.append(Line(made, self.place(row), entry.rows_into))


def _uses(entry: Entry) -> set[str]:
    return {*entry.at, *entry.recorded, *entry.when, *entry.fields.values(), *entry.row_fields.values()}


@dataclass(slots=True)
class _Row:
    """One row being read; each cell is read once, however many fields it fills."""

    sheet: SheetReader
    number: int
    detail_columns: list[int]
    _values: dict[str, object] = field(default_factory=dict[str, object])
    _faults: int = 0

    def read(self) -> None:
        mapping = self.sheet.known.mapping
        for key in mapping.columns:
            self._values[key] = self._cell(key)
        wanted = [entry for entry in mapping.entries if self._wanted(entry)]
        details = self._details(wanted)
        if self._faults:
            return
        for entry in wanted:
            try:
                self._entry(entry, details)
            except _Faulty:
                continue
            if not entry.rows_into:
                details = {}

    def _problem(self, column: int | None, sentence: str) -> None:
        self._faults += 1
        self.sheet.problems.append(f"{self.sheet.place(self.number, column)}: {sentence}")

    def _raw(self, key: str, position: int, column: Column) -> CellValue:
        sheet = self.sheet.known.sheet
        value = sheet.value(self.number, position)
        if column.fill_down:
            if is_blank(value) and (self.number, position) not in sheet.unsaved:
                if (self.number, position) not in sheet.merged and key in self.sheet.above:
                    self.sheet.filled.setdefault(position, []).append(self.number)
                return self.sheet.above.get(key)
            self.sheet.above[key] = value
        return value

    def _cell(self, key: str) -> object:
        """What the cell says, None when it is empty or wrong."""
        column = self.sheet.known.mapping.columns[key]
        position = self.sheet.known.columns.get(key)
        if position is None:
            return None
        value = self._raw(key, position, column)
        if (self.number, position) in self.sheet.known.sheet.unsaved:
            self._problem(position, _UNSAVED)
            return None
        if is_blank(value) or (isinstance(value, str) and value.strip() in self.sheet.mapping.empty):
            if column.required:
                self._empty(position, column)
            return None
        try:
            return self.sheet.cells.read(value, column)
        except ValueError as fault:
            self._problem(position, f"{shown(as_text(value))} stands there, {fault}")
            return None

    def _empty(self, position: int, column: Column) -> None:
        anchor = self.sheet.known.sheet.merged.get((self.number, position))
        expected = f"expected {_EXPECTED.get(column.kind, 'a value')}"
        if anchor and anchor[0] != self.number:
            self._problem(
                position,
                f"is empty, merged with row {anchor[0]}: {expected} (fill_down in the mapping takes the one above)",
            )
        else:
            self._problem(position, f"is empty: {expected}")

    def _details(self, wanted: Sequence[Entry]) -> dict[str, str]:
        """Cells of columns the mapping does not know, or that no entry made of this row has a field for."""
        known = self.sheet.known
        details: dict[str, str] = {}
        used = {*(known.mapping.agents or ())}.union(*map(_uses, wanted))
        kept = [
            position
            for key, position in known.columns.items()
            if position not in self.detail_columns and (key not in used or self._keeps(key, known.mapping.columns[key]))
        ]
        for position in (*self.detail_columns, *kept):
            value = known.sheet.value(self.number, position)
            if (self.number, position) in known.sheet.unsaved:
                self._problem(position, _UNSAVED)
            elif not is_blank(value):
                heading = known.heading_text(position) or known.heading(position)
                name = heading if heading not in details else known.heading(position)
                details[name] = as_text(value)
        return details

    def _keeps(self, key: str, column: Column) -> bool:
        """True for a cell that says more than its field can hold: several numbers where the event takes one."""
        if column.keep_text:
            return True
        return column.kind == "phone" and any(mark in as_text(self._text_of(key)) for mark in "、,，;；/|\n")

    def _text_of(self, key: str) -> CellValue:
        return self.sheet.known.sheet.value(self.number, self.sheet.known.columns[key])

    def _wanted(self, entry: Entry) -> bool:
        for key, wanted in entry.when.items():
            value = self._values.get(key)
            offered = (wanted,) if isinstance(wanted, str) else wanted
            if value not in offered and ("-" if value is None else "*") not in offered:
                return False
        return True

    def _entry(self, entry: Entry, details: dict[str, str]) -> None:
        happened = self._instant(entry, entry.at, must=True)
        event: dict[str, object] = {"type": entry.type, "occurred_at": happened.isoformat() if happened else None}
        recorded = self._instant(entry, entry.recorded, must=False, same_day_as=happened)
        if recorded is not None:
            event["recorded_at"] = recorded.isoformat()
        event.update(entry.constants)
        for name, key in entry.fields.items():
            value = self._values.get(key)
            if value is not None:
                event[name] = value.isoformat() if isinstance(value, dt.date) else value
        if not entry.rows_into:
            self.sheet.emit({**event, **({"details": details} if details else {})}, self.number, entry)
            return
        group = self.sheet.grouped.setdefault(
            repr(sorted(event.items())), _Group(entry, self.number, event, entry.rows_into)
        )
        item = {name: self._values[key] for name, key in entry.row_fields.items() if self._values.get(key) is not None}
        if item in group.items:
            first = group.rows[group.items.index(item)]
            self.sheet.repeats.append(f"{self.sheet.place(self.number)} repeats row {first}")
            return
        group.items.append(item)
        group.rows.append(self.number)
        for heading, text in details.items():
            group.details.setdefault(heading, []).append(f"{next(iter(item.values()), '')}: {text}")

    def _instant(
        self, entry: Entry, keys: tuple[str, ...], *, must: bool, same_day_as: dt.datetime | None = None
    ) -> dt.datetime | None:
        """The instant that the columns *keys* tell together; None when they are empty and need not be filled."""
        columns = self.sheet.known.mapping.columns
        given = [
            (key, value)
            for key in keys
            if columns[key].kind in TEMPORAL and (value := self._values.get(key)) is not None
        ]
        clock = next((value for _, value in given if isinstance(value, dt.time)), None)
        for key, instant in given:
            if isinstance(instant, dt.datetime):
                if clock is not None and instant.time() != clock:
                    self._problem(
                        self.sheet.known.columns.get(key),
                        f"{instant:%Y-%m-%d %H:%M} stands there, "
                        f"expected the time {clock:%H:%M} of the column beside it",
                    )
                    raise _Faulty
                return instant
        key, day = next(
            ((key, value) for key, value in given if isinstance(value, dt.date)), (keys[0] if keys else "", None)
        )
        if day is None:
            if must or clock is not None:
                position = self.sheet.known.columns.get(key)
                heading = columns[key].headings[0]
                self._problem(
                    position,
                    "is empty: expected a date" if position else f"there is no column {heading}: expected a date",
                )
                raise _Faulty
            return None
        if clock is None:
            if same_day_as is not None and same_day_as.astimezone(self.sheet.cells.zone).date() == day:
                return None  # written down the day it happened: nothing tells a later hour
            clock = entry.time_of_day or self.sheet.known.mapping.time_of_day or self.sheet.mapping.time_of_day
            self.sheet.days_only[clock] = self.sheet.days_only.get(clock, 0) + 1
        try:
            return localise(dt.datetime.combine(day, clock), self.sheet.cells.zone)
        except ValueError as fault:
            self._problem(self.sheet.known.columns.get(key), f"{day} {clock:%H:%M} stands there, {fault}")
            raise _Faulty from None
