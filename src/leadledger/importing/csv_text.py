"""CSV files: which encoding and delimiter they are in, told by headings the mapping knows; then a table of text."""

from __future__ import annotations

import codecs
import csv
import io
import re

from leadledger.errors import RegisterRefused
from leadledger.importing.grid import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Sheet, letters
from leadledger.importing.mapping import Mapping, plain
from leadledger.importing.quoting import shown
from leadledger.importing.zip_safety import MOST_BYTES

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GUESSES = ("utf-8", "gb18030", "cp950", "big5hkscs")
_NAMES = {"utf-8": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030", "cp950": "Big5", "big5hkscs": "Big5-HKSCS"}
_DELIMITERS = (",", ";", "\t")
_HEADING_LINES = 10
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_csv(file: str, stem: str, data: bytes, mapping: Mapping, encoding: str | None = None) -> tuple[Sheet, str]:
    """The table in *data* as one sheet named *stem*, and the name of the encoding it was read in.

    Raises RegisterRefused when it is empty, binary, of no known encoding, or of more than one.
    """
    if not data.strip():
        raise RegisterRefused([f"{file} is empty: expected a row of headings and rows under it"])
    if len(data) > MOST_BYTES:
        raise RegisterRefused([f"{file} is larger than {MOST_BYTES // 1024 // 1024} MB: expected a smaller register"])
    text, used = _decode(file, data, mapping, encoding)
    text = text.removeprefix("\ufeff")
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        saying = f"is not a text file (it holds the control character {ord(control[0])})"
        raise RegisterRefused([f"{file}, line {line}: {saying}: expected CSV"])
    return Sheet(stem, _rows(file, text, _delimiter(text, mapping))), _NAMES.get(used, used)


def _decode(file: str, data: bytes, mapping: Mapping, encoding: str | None) -> tuple[str, str]:
    if encoding is not None:
        if "\0" in encoding:
            raise RegisterRefused(
                [f"{shown(encoding)} is not an encoding: expected for example utf-8, gb18030 or big5"]
            )
        try:
            return data.decode(encoding), encoding
        except LookupError:
            raise RegisterRefused(
                [f"{shown(encoding)} is not an encoding: expected for example utf-8, gb18030 or big5"]
            ) from None
        except UnicodeError as fault:
            raise RegisterRefused(
                [f"{file} is not in the encoding {encoding} ({_reason(fault)}): name another with --encoding"]
            ) from None
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name), name
            except UnicodeError as fault:
                raise RegisterRefused(
                    [
                        (
                            f"{file} begins as {_NAMES[name]} but is not ({_reason(fault)}): "
                            "name its encoding with --encoding"
                        )
                    ]
                ) from None
    if b"\0" in data[:65536]:
        raise RegisterRefused([f"{file} is not a text file (it holds zero bytes): expected CSV"])
    return _guess(file, data, mapping)


def _guess(file: str, data: bytes, mapping: Mapping) -> tuple[str, str]:
    texts: dict[str, str] = {}
    for name in _GUESSES:
        if name == "big5hkscs" and "cp950" in texts:
            continue
        try:
            texts[name] = data.decode(name)
        except UnicodeError:
            continue
        if data.isascii():
            return texts[name], name
    scores = {name: _known_headings(text, mapping) for name, text in texts.items()}
    best = max(scores.values(), default=0)
    if best == 0:
        if "utf-8" in texts:  # well-formed by its own redundancy: the headings are what is wrong
            return texts["utf-8"], "utf-8"
        raise RegisterRefused(
            [
                (
                    f"{file}: no known heading shows which encoding it is in: "
                    "name it with --encoding (utf-8, gb18030, big5 …)"
                )
            ]
        )
    first = [name for name, score in scores.items() if score == best]
    if "utf-8" in first:
        return texts["utf-8"], "utf-8"
    if len(first) > 1:
        names = " or ".join(_NAMES[name] for name in first)
        raise RegisterRefused(
            [f"{file} may be in {names}, and its headings do not tell which: name it with --encoding"]
        )
    return texts[first[0]], first[0]


def _known_headings(text: str, mapping: Mapping) -> int:
    best = 0
    for delimiter in _DELIMITERS:
        for line in text.splitlines()[:_HEADING_LINES]:
            cells = {plain(cell.strip().strip('"')) for cell in line[:LONGEST_CELL].split(delimiter)}
            best = max(best, *(sum(sheet.key_of(cell) is not None for cell in cells) for sheet in mapping.sheets))
    return best


def _delimiter(text: str, mapping: Mapping) -> str:
    lines = text[: 4 * LONGEST_CELL].splitlines()[:_HEADING_LINES]

    def known(delimiter: str) -> int:
        return max(
            (
                sum(sheet.key_of(cell.strip().strip('"')) is not None for cell in line.split(delimiter))
                for line in lines
                for sheet in mapping.sheets
            ),
            default=0,
        )

    return max(_DELIMITERS, key=known)


def _rows(file: str, text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), 4 * LONGEST_CELL))
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append(row)
            _check_size(file, len(rows), row)
    except csv.Error as fault:
        if "field larger" in str(fault):
            raise RegisterRefused([_too_long(file, len(rows) + 1, "a cell")]) from None
        raise RegisterRefused(
            [f"{file}, row {len(rows) + 1}: not CSV ({fault}): expected every quote to be closed"]
        ) from None
    return rows


def _too_long(file: str, row: int, cell: str) -> str:
    return f"{file}, row {row}: {cell} holds more than {LONGEST_CELL:,} characters, which is the most a cell can hold"


def _check_size(file: str, number: int, row: list[str]) -> None:
    if number > MOST_ROWS or len(row) > MOST_COLUMNS:
        raise RegisterRefused(
            [f"{file}, row {number}: expected a register of at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns"]
        )
    for index, cell in enumerate(row, 1):
        if len(cell) > LONGEST_CELL:
            raise RegisterRefused([_too_long(file, number, f"the cell in column {letters(index)}")])


def _reason(fault: UnicodeError) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return f"byte {fault.object[fault.start]:#04x} at {fault.start}"
    return str(fault)
