"""The registers as a workbook: texts as texts, days as days, one merged cell where a clerk would merge."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from making.books import Sheet
from making.cells import Product, plain


def write(books: dict[str, Sheet], path: Path) -> None:
    """Writes the workbook; the same books give the same bytes."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": "示例销售部登记簿", "created": datetime(2026, 6, 1)})  # noqa: DTZ001 - a label
    styles = {
        "heading": book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "hh:mm"}),
        "datetime": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "merged": book.add_format({"valign": "vcenter"}),
        "merged date": book.add_format({"valign": "vcenter", "num_format": "yyyy-mm-dd"}),
    }
    for sheet in books.values():
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.set_column(0, len(sheet.headings) - 1, 13)
        page.write_row(0, 0, sheet.headings, styles["heading"])
        _rows(page, sheet, styles)
    book.close()


def _rows(page: Worksheet, sheet: Sheet, styles: dict[str, object]) -> None:
    for number, row in enumerate(sheet.rows, 1):
        for column, heading in enumerate(sheet.headings):
            if heading in sheet.merged:
                continue
            value = plain(row.cells.get(heading), number)
            if isinstance(value, Product):
                one, other = (chr(ord("A") + sheet.headings.index(name)) for name in (value.one, value.other))
                formula = f"={one}{number + 1}*{other}{number + 1}"
                page.write_formula(number, column, formula, styles["money"], float(value.value))
            else:
                _cell(page, number, column, value, styles)
    for heading in sheet.merged:
        _merge(page, sheet, heading, styles)


def _cell(page: Worksheet, row: int, column: int, value: object, styles: dict[str, object]) -> None:
    if isinstance(value, str):
        page.write_string(row, column, value)
    elif isinstance(value, datetime):
        page.write_datetime(row, column, value, styles["datetime"])
    elif isinstance(value, date) and row % 11 == 0:
        page.write_string(row, column, f"{value.year}年{value.month}月{value.day}日")  # typed in as text
    elif isinstance(value, date):
        page.write_datetime(row, column, value, styles["date"])
    elif isinstance(value, time):
        page.write_datetime(row, column, value, styles["time"])
    elif isinstance(value, Decimal):
        page.write_number(row, column, float(value))
    elif value is not None:
        page.write(row, column, value)


def _merge(page: Worksheet, sheet: Sheet, heading: str, styles: dict[str, object]) -> None:
    """One cell for all rows that were entered together."""
    column = sheet.headings.index(heading)
    entered = [row.entered for row in sheet.rows]
    start = 0
    while start < len(entered):
        end = max(index for index, when in enumerate(entered) if when == entered[start])
        value = plain(sheet.rows[start].cells[heading])
        style = styles["merged date" if isinstance(value, date) else "merged"]
        if end > start:
            page.merge_range(start + 1, column, end + 1, column, "", style)
        if isinstance(value, date):
            page.write_datetime(start + 1, column, value, style)
        else:
            page.write_string(start + 1, column, str(value), style)
        start = end + 1
