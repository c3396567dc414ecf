"""Workbooks: the sheets of an ``.xlsx`` file as tables of values, after the file was found harmless."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Sequence
from typing import Any, cast

from leadledger.errors import RegisterRefused
from leadledger.importing.grid import CellValue, Sheet
from leadledger.importing.xlsx_part import SheetScan
from leadledger.importing.xlsx_scan import WorkbookScan, scan_workbook
from leadledger.importing.zip_safety import check_members, refuse_by_magic


def read_workbook(file: str, data: bytes) -> list[Sheet]:
    """The sheets of the workbook *data*, in their order; *file* is its name in sentences.

    Formula cells give their stored values. Raises RegisterRefused for anything that is not a plain, sound workbook.
    """
    refuse_by_magic(file, data[:8])
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error, OverflowError) as fault:
        raise RegisterRefused([f"{file} is not an .xlsx workbook: its zip is damaged ({fault})"]) from None
    with archive:
        suspect = check_members(file, archive)
        scan = scan_workbook(file, archive)
        if suspect is not None:
            raise suspect
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl drops (validations, pictures) is nothing we read
        try:
            return _sheets(data, scan)
        except Exception as fault:  # noqa: BLE001 - openpyxl raises anything
            raise RegisterRefused([f"{file} cannot be read as a workbook ({type(fault).__name__}: {fault})"]) from None


def _sheets(data: bytes, scan: WorkbookScan) -> list[Sheet]:
    import openpyxl  # noqa: PLC0415 - a seventh of a second that only workbooks need

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets: list[Sheet] = []
        for title in book.sheetnames:
            part, hidden = scan.named.get(title, ("", False))
            seen = scan.parts.get(part, SheetScan())
            if part not in scan.parts:  # a chart sheet has no cells
                continue
            rows: Sequence[Sequence[CellValue]] = []
            if seen.rows:
                worksheet = cast("Any", book[title])
                worksheet.reset_dimensions()
                rows = list(worksheet.iter_rows(max_row=seen.rows, max_col=seen.columns, values_only=True))
            sheets.append(
                Sheet(
                    title,
                    rows,
                    hidden,
                    seen.merged,
                    frozenset(seen.formulas),
                    frozenset(seen.unsaved),
                    seen.hidden_columns,
                    seen.hidden_rows,
                ),
            )
        return sheets
    finally:
        book.close()
