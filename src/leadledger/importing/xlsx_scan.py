"""One pass over the XML of a workbook: refuses what would harm a reader, and notes what the reader does not tell.

Nothing is kept but references, so a hostile part costs time in proportion to its size and no memory.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from leadledger.errors import RegisterRefused
from leadledger.importing.grid import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, letters, position

_DEEPEST = 100
_CHUNK = 1 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
"""What unpacking a damaged part raises."""

_TRUE = frozenset({"1", "true"})
_MOST_CELLS = 4_000_000
_MOST_MERGED_CELLS = 200_000


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


@dataclass(slots=True)
class WorkbookScan:
    """The sheets of a workbook by the name of their part, and the sheets' names and visibility."""

    parts: dict[str, SheetScan] = field(default_factory=dict[str, SheetScan])
    named: dict[str, tuple[str, bool]] = field(default_factory=dict[str, tuple[str, bool]])
    """Sheet name → (name of its part, hidden)."""


class _Part:
    """Handlers for one XML part; expat calls them in document order."""

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name
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
        self._is_text = False

    def refuse(self, sentence: str) -> RegisterRefused:
        return RegisterRefused([f"{self.file}: {sentence}"])

    def doctype(self, *_: object) -> None:
        raise self.refuse(f"its part {self.name} declares XML entities or a document type: expected a plain workbook")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.refuse(f"its part {self.name} is nested more than {_DEEPEST} deep: expected a plain workbook")
        local = tag.rpartition(":")[2]
        if self.depth == 1:
            self.root = local
        if self.root == "worksheet":
            self._start_in_sheet(local, attributes)
        elif self.root == "sst" and local == "si":
            self._text = 0
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
                    raise self.refuse(f"its part {self.name} names a cell wrongly: {fault}") from None
            else:
                self._column += 1
            self._cell = (self._row, self._column)
            self._text = 0
            self._has_value = self._has_formula = self._in_value = False
            self._is_text = attributes.get("t") == "str"
        elif local == "f" and self._cell:
            self._has_formula = True
        elif local in {"v", "is"} and self._cell:
            self._in_value = True
            self._has_value = self._is_text  # a formula may well have given an empty text
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _number(self, text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise self.refuse(f"its part {self.name} numbers a row or column {text[:20]!r}: expected a whole number")
        return int(text)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        try:
            top, left = position(first)
            bottom, right = position(last or first)
        except ValueError as fault:
            raise self.refuse(f"its part {self.name} merges cells wrongly: {fault}") from None
        if (
            max(bottom - top, right - left) < 0
            or len(self.scan.merged) + (bottom - top + 1) * (right - left + 1) > _MOST_MERGED_CELLS
        ):
            raise self.refuse(
                f"its part {self.name} merges the cells {reference[:40]}: "
                f"expected at most {_MOST_MERGED_CELLS:,} merged cells"
            )
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.scan.merged[row, column] = (top, left)

    def text(self, data: str) -> None:
        if self.root == "worksheet" and self._cell is None:
            return
        if self.root in {"worksheet", "sst"}:
            self._text += len(data)
            self._has_value = self._has_value or self._in_value
            if self._text > LONGEST_CELL:
                where = (
                    f"cell {letters(self._cell[1])}{self._cell[0]} of its part {self.name}"
                    if self._cell
                    else "one of its texts"
                )
                raise self.refuse(
                    f"{where} holds more than {LONGEST_CELL:,} characters, which is the most a cell can hold"
                )

    def end(self, tag: str) -> None:
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
            raise self.refuse(
                f"its part {self.name} holds something in the far cell {letters(column)}{row}: "
                f"expected a register of at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
            )
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise self.refuse(
                f"its part {self.name} holds more than {_MOST_CELLS:,} cells: expected a smaller register"
            )
        self.scan.rows = max(self.scan.rows, row)
        self.scan.columns = max(self.scan.columns, column)
        if self._has_formula:
            (self.scan.formulas if self._has_value else self.scan.unsaved).add(cell)


def _parse(part: _Part, stream: IO[bytes]) -> None:
    first = stream.read(_CHUNK)
    if not first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\0<", b"\xff\xfe", b"\xfe\xff")):
        return  # pictures, printer settings: nothing a reader parses
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = part.doctype
    parser.EntityDeclHandler = part.doctype
    parser.StartElementHandler = part.start
    parser.EndElementHandler = part.end
    parser.CharacterDataHandler = part.text
    try:
        chunk = first
        while chunk:
            parser.Parse(chunk, False)
            chunk = stream.read(_CHUNK)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise part.refuse(f"its part {part.name} is damaged ({fault})") from None


def scan_workbook(file: str, archive: zipfile.ZipFile) -> WorkbookScan:
    """Goes once through every XML part; raises RegisterRefused for what is hostile or damaged.

    *archive* has been through ``zip_safety.check_members``, so each part unpacks to a bounded size.
    """
    scan = WorkbookScan()
    sheets: dict[str, list[tuple[str, str, bool]]] = {}
    relations: dict[str, dict[str, str]] = {}
    for member in archive.infolist():
        part = _Part(file, member.filename)
        try:
            with archive.open(member) as stream:
                _parse(part, stream)
        except _DAMAGE as fault:
            raise part.refuse(f"its part {member.filename} is damaged ({fault})") from None
        if part.root == "worksheet":
            scan.parts[member.filename] = part.scan
        elif part.root == "workbook":
            sheets[member.filename] = part.sheets
        elif part.root == "Relationships":
            relations[member.filename] = part.relations
    for workbook, listed in sheets.items():
        folder, name = posixpath.split(workbook)
        targets = relations.get(posixpath.join(folder, "_rels", name + ".rels"), {})
        for title, relation, hidden in listed:
            target = targets.get(relation, "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            scan.named[title] = (path, hidden)
    if not sheets:
        raise RegisterRefused([f"{file} is a zip file but not a workbook: expected an .xlsx workbook"])
    return scan
