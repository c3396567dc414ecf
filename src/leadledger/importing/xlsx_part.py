"""The handlers that look over one part of a workbook: what would harm a reader is refused, extents are noted."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from leadledger.errors import RegisterRefused
from leadledger.importing.grid import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, letters, position
from leadledger.importing.lines import Place
from leadledger.importing.quoting import name_shown, shown

_DEEPEST = 100
_TRUE = frozenset({"1", "true"})
_MOST_CELLS = 4_000_000
_MOST_MERGED_CELLS = 200_000
_LONGEST_NUMBER = 400
"""Characters of a number: the largest that a spreadsheet can keep has 309 digits."""

_TEXTS = frozenset({"str", "inlineStr", "e"})
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,4})?", re.ASCII)


@dataclass(slots=True)
class SheetScan:
    """What the XML of one sheet says beyond its values: extent, formulas, merged ranges."""

    rows: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    unsaved: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict[tuple[int, int], tuple[int, int]])
    hidden_columns: list[int] = field(default_factory=list[int])
    hidden_rows: list[int] = field(default_factory=list[int])
    texts: int = 0
    """How many shared texts there must be for the cells that refer to one."""
    last_text: str = ""
    """The cell that refers to the last of them."""


class Part:
    """Handlers for one XML part; expat calls them in document order."""

    def __init__(self, file: str, name: str, title: str | None = None, long_texts: Collection[int] = ()) -> None:
        self.file, self.name = file, name
        self.title = title
        """The name of the sheet, where the workbook lists it as one: sentences name it and not the part."""
        self.long_texts = long_texts
        self.depth = 0
        self.root = ""
        self.scan = SheetScan()
        self.sheets: list[tuple[str, str, bool]] = []
        self.relations: dict[str, str] = {}
        self._cell: tuple[int, int] | None = None
        self._row = 0
        self._column = 0
        self._cells = 0
        self._text = 0
        self._has_value = False
        self._has_formula = False
        self._in_value = False
        self._type = ""
        self._value: list[str] = []
        self.texts = 0
        self.too_long: set[int] = set()

    def refuse(self, sentence: str, cell: str | None = None) -> RegisterRefused:
        """The refusal of the part, or of one of its cells."""
        if self.title is None:
            return RegisterRefused([f"{self.file}: its part {self.name} {sentence}"])
        place = str(Place(self.file, sheet=name_shown(self.title)))
        return RegisterRefused([f"{place}{'' if cell is None else f', cell {cell}'}: {sentence}"])

    def doctype(self, *_: object) -> None:
        """A document type or an entity was declared."""
        raise self.refuse("declares XML entities or a document type: expected a plain workbook")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.refuse(f"is nested more than {_DEEPEST} deep: expected a plain workbook")
        local = tag.rpartition(":")[2]
        if self.depth == 1:
            self.root = local
        if self.root == "worksheet":
            self._start_in_sheet(local, attributes)
        elif self.root == "sst" and local == "si":
            self._text = 0
            self.texts += 1
        elif self.root == "workbook" and local == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), relation, hidden))
        elif self.root == "Relationships" and local == "Relationship":
            self.relations[attributes.get("Id", "")] = attributes.get("Target", "")

    def _start_in_sheet(self, local: str, attributes: dict[str, str]) -> None:
        if local == "row":
            given = attributes.get("r")
            self._row = self._number(given) if given else self._row + 1
            self._column = 0
            if attributes.get("hidden") in _TRUE and self._row <= MOST_ROWS:
                self.scan.hidden_rows.append(self._row)
        elif local == "col" and attributes.get("hidden") in _TRUE:
            first, last = self._number(attributes.get("min", "")), self._number(attributes.get("max", ""))
            self.scan.hidden_columns.extend(range(first, min(last, MOST_COLUMNS) + 1))
        elif local == "c":
            reference = attributes.get("r")
            if reference:
                try:
                    self._row, self._column = position(reference)
                except ValueError as fault:
                    raise self.refuse(f"names a cell wrongly: {fault}") from None
            else:
                self._column += 1
            self._cell = (self._row, self._column)
            self._text = 0
            self._has_value = self._has_formula = self._in_value = False
            self._type = attributes.get("t", "n")
            self._value.clear()
        elif local == "f" and self._cell:
            self._has_formula = True
        elif local in {"v", "is"} and self._cell:
            self._in_value = True
            self._has_value = self._type == "str"  # a formula may well have given an empty text
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _number(self, text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise self.refuse(f"numbers a row or column {text[:20]!r}: expected a whole number")
        return int(text)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        try:
            top, left = position(first)
            bottom, right = position(last or first)
        except ValueError as fault:
            raise self.refuse(f"merges cells wrongly: {fault}") from None
        if (
            max(bottom - top, right - left) < 0
            or len(self.scan.merged) + (bottom - top + 1) * (right - left + 1) > _MOST_MERGED_CELLS
        ):
            raise self.refuse(
                f"merges the cells {reference[:40]}: expected at most {_MOST_MERGED_CELLS:,} merged cells"
            )
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.scan.merged[row, column] = (top, left)

    def text(self, data: str) -> None:
        """Text stands there."""
        if self.root == "sst":
            self._text += len(data)
            if self._text > LONGEST_CELL:
                self.too_long.add(self.texts - 1)
        elif self._cell is not None:
            self._text += len(data)
            self._has_value = self._has_value or self._in_value
            if self._text > LONGEST_CELL:
                raise self._refuse_long(self._cell)
            if self._in_value and self._type not in _TEXTS:
                self._value.append(data)

    def _refuse_long(self, cell: tuple[int, int]) -> RegisterRefused:
        most = f"{LONGEST_CELL:,} characters, which is the most a cell can hold"
        return self.refuse(f"holds more than {most}", _name(cell))

    def end(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        if self.root != "worksheet" or not self._cell:
            return
        local = tag.rpartition(":")[2]
        if local in {"v", "is"}:
            self._in_value = False
        elif local == "c":
            self._end_cell(self._cell)
            self._cell = None

    def _end_cell(self, cell: tuple[int, int]) -> None:
        if not self._has_value and not self._has_formula:
            return
        row, column = cell
        if row > MOST_ROWS or column > MOST_COLUMNS:
            most = f"{MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
            raise self.refuse(f"holds something, far out: expected a register of at most {most}", _name(cell))
        if self._has_value and self._type in {"n", "s", "b"}:
            self._check_value(cell)
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise self.refuse(f"holds more than {_MOST_CELLS:,} cells: expected a smaller register")
        self.scan.rows = max(self.scan.rows, row)
        self.scan.columns = max(self.scan.columns, column)
        if self._has_formula:
            (self.scan.formulas if self._has_value else self.scan.unsaved).add(cell)

    def _check_value(self, cell: tuple[int, int]) -> None:
        text = "".join(self._value).strip()
        if self._type == "s":
            if not _WHOLE.fullmatch(text):
                raise self.refuse(f"points to its text by {shown(text)}: expected a whole number", _name(cell))
            index = int(text)
            if index in self.long_texts:
                raise self._refuse_long(cell)
            if index >= self.scan.texts:
                self.scan.texts, self.scan.last_text = index + 1, _name(cell)
        elif len(text) > _LONGEST_NUMBER:
            few = f"expected a number of at most {_LONGEST_NUMBER}"
            raise self.refuse(f"holds a number of {len(text):,} characters: {few}", _name(cell))
        elif text and not _NUMBER.fullmatch(text):
            raise self.refuse(f"holds {shown(text)} as a number: expected a number", _name(cell))


def _name(cell: tuple[int, int]) -> str:
    return f"{letters(cell[1])}{cell[0]}"
