"""XLSX: amounts as numbers in their currency's decimals, days as days, and text always as text, never a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from fractions import Fraction
from typing import Protocol, cast

from leadledger.errors import CallInvalid
from leadledger.projections.statement import Statement
from leadledger.reports.cells import Cell, Sheet, lines_of, sums_of
from leadledger.texts import catalogue
from leadledger.texts import statements as say
from leadledger.texts.visible import visible
from leadledger.texts.wrapping import width
from leadledger.values import MINOR_UNITS, Money

DIGITS_MAX = 15
"""The most digits of a number that a spreadsheet keeps; an amount with more of them is written as text."""
_LONGEST_TEXT = 32_767
_WIDEST = 60
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook's dates have no zone; this one says nothing of the run


class _Format(Protocol):
    """How a cell looks."""


class _Sheet(Protocol):
    """What is used of a worksheet of xlsxwriter, whose own types are not whole."""

    def write_string(self, row: int, col: int, string: str, cell_format: _Format, /) -> int: ...
    def write_number(self, row: int, col: int, number: float, cell_format: _Format, /) -> int: ...
    def write_datetime(self, row: int, col: int, date: datetime, cell_format: _Format, /) -> int: ...
    def set_column(self, first_col: int, last_col: int, width: float, /) -> int: ...
    def freeze_panes(self, row: int, col: int, /) -> None: ...
    def autofilter(self, first_row: int, first_col: int, last_row: int, last_col: int, /) -> None: ...
    def repeat_rows(self, first_row: int, /) -> None: ...
    def set_landscape(self) -> None: ...
    def set_paper(self, paper_size: int, /) -> None: ...
    def fit_to_pages(self, width: int, height: int, /) -> None: ...


class _Book(Protocol):
    """What is used of a workbook of xlsxwriter."""

    def add_worksheet(self, name: str, /) -> _Sheet: ...
    def add_format(self, properties: dict[str, object], /) -> _Format: ...
    def set_properties(self, properties: dict[str, object], /) -> None: ...
    def close(self) -> None: ...


def statements_xlsx(statements: Sequence[Statement], lang: str = "en") -> bytes:
    """Statements as a workbook of two sheets: the sums of each, and all their lines.

    Raises:
        CallInvalid: xlsxwriter is not installed.
    """
    said = catalogue(lang)
    written = io.BytesIO()
    book = _workbook(written)
    formats = _Formats(book)
    for name, sheet in ((say.SHEET_TOTALS, sums_of(statements, lang)), (say.SHEET_LINES, lines_of(statements, lang))):
        _write(book.add_worksheet(said(name)), sheet, formats)
    book.close()
    return written.getvalue()


def _workbook(written: io.BytesIO) -> _Book:
    try:
        from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]  # noqa: PLC0415  # an extra
    except ModuleNotFoundError:
        raise CallInvalid('workbooks are written with xlsxwriter: pip install "leadledger[xlsx]"') from None
    book = cast("_Book", Workbook(written, {"in_memory": True}))
    book.set_properties({"title": "leadledger", "created": _MADE})
    return book


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: _Book) -> None:
        self.heading: _Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text: _Format = book.add_format({"num_format": "@", "valign": "top"})
        self.long: _Format = book.add_format({"num_format": "@", "align": "right", "valign": "top"})
        self.day: _Format = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        self.share: _Format = book.add_format({"num_format": "0.0%", "valign": "top"})
        self._book = book
        self._money: dict[int, _Format] = {}

    def money(self, currency: str) -> _Format:
        """The format of amounts with as many decimals as the currency has."""
        decimals = MINOR_UNITS[currency]
        if decimals not in self._money:
            number = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
            self._money[decimals] = self._book.add_format({"num_format": number, "valign": "top"})
        return self._money[decimals]


def _write(to: _Sheet, sheet: Sheet, formats: _Formats) -> None:
    for column, heading in enumerate(sheet.headings):
        to.write_string(0, column, heading, formats.heading)
        widest = max((_columns(row[column]) for row in sheet.rows), default=0)
        to.set_column(column, column, min(_WIDEST, max(widest, 9) + 2))
    for place, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            _put(to, place, column, value, formats)
    to.freeze_panes(1, 2)
    to.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headings) - 1)
    to.set_landscape()
    to.set_paper(9)  # A4
    to.fit_to_pages(1, 0)
    to.repeat_rows(0)


def _put(to: _Sheet, row: int, column: int, value: Cell, formats: _Formats) -> None:
    match value:
        case Money() if len(str(abs(value.amount_minor))) <= DIGITS_MAX:
            to.write_number(row, column, float(value.amount), formats.money(value.currency))
        case Money():
            to.write_string(row, column, value.amount, formats.long)
        case date():
            to.write_datetime(row, column, datetime.combine(value, time.min), formats.day)
        case Fraction() if (value * 1000).denominator == 1:
            to.write_number(row, column, float(value), formats.share)
        case Fraction():
            to.write_string(row, column, str(value), formats.long)
        case str() if value:
            to.write_string(row, column, _text(value), formats.text)
        case _:
            pass


def _text(value: str) -> str:
    shown = visible(value)
    return shown if len(shown) <= _LONGEST_TEXT else f"{shown[: _LONGEST_TEXT - 1]}…"


def _columns(value: Cell) -> int:
    return width(value.amount if isinstance(value, Money) else visible(str(value or "")))
