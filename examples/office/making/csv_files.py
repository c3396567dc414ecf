"""The registers as CSV, one file each: UTF-8 with a byte order mark, as a spreadsheet program saves them."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path

from making.books import Sheet
from making.cells import Product, plain


def write(books: dict[str, Sheet], folder: Path) -> None:
    """Writes the files, in the order of the sheets by their numbers."""
    for sheet in books.values():
        with (folder / f"{sheet.file}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(sheet.headings)
            above: dict[str, object] = {}
            for number, row in enumerate(sheet.rows, 1):
                writer.writerow(
                    [_text(sheet, heading, row.cells.get(heading), number, above) for heading in sheet.headings]
                )


def _text(sheet: Sheet, heading: str, value: object, number: int, above: dict[str, object]) -> str:
    if heading in sheet.merged:  # only the first row of merged ones has the text
        first = above.get(heading) != value or above.get("entered") != sheet.rows[number - 1].entered
        above[heading] = value
        if heading == sheet.merged[-1]:
            above["entered"] = sheet.rows[number - 1].entered
        if not first:
            return ""
    shown = plain(value, number)
    if isinstance(shown, Product):
        return f"{shown.value:,.2f}"
    if isinstance(shown, datetime):
        return f"{shown:%Y-%m-%d %H:%M}"
    if isinstance(shown, date):
        return f"{shown.year}/{shown.month}/{shown.day}"
    if isinstance(shown, time):
        return f"{shown:%H:%M}"
    return "" if shown is None else str(shown)
