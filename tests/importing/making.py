"""Registers made for the tests: workbooks, zips that only look like one, CSV files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from leadledger.errors import RegisterRefused
from leadledger.events import to_json
from leadledger.importing import Line, Reading, read_register

CALL = ["日期", "时间", "客户编号", "置业顾问", "电话"]
A_CALL = ["2026-03-01", "10:05", "c1", "zhang", "138 0013 8000"]


def workbook(
    path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], *, merge: Sequence[tuple[str, str]] = ()
) -> Path:
    """An ``.xlsx`` file with *sheets* of rows; *merge* has pairs of sheet and range."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for name, cells in merge:
        book[name].merge_cells(cells)
    book.save(path)
    return path


def calls(path: Path, *rows: Sequence[Any], heading: Sequence[Any] = CALL) -> Path:
    """A workbook with a call register of *rows*."""
    return workbook(path, {"来电登记": [heading, *rows]})


def rezipped(path: Path, parts: Mapping[str, bytes]) -> Path:
    """The workbook with some of its parts replaced or added."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content.update(parts)
    return zipped(path, content)


def zipped(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A zip file of *parts*."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(held.getvalue())
    return path


def part(path: Path, name: str) -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def events(reading: Reading | Sequence[Line]) -> list[str]:
    """The events read, as JSON."""
    return [to_json(line.event) for line in (reading.lines if isinstance(reading, Reading) else reading)]


def refused(path: Path, **options: Any) -> list[str]:
    """The sentences with which the file is refused, its folder left out."""
    with pytest.raises(RegisterRefused) as caught:
        read_register(path, **options)
    return [problem.replace(f"{path.parent}/", "") for problem in caught.value.problems]
