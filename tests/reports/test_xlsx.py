"""Statements as a workbook: amounts are numbers, days are days, text is text, equal books are equal bytes."""

from __future__ import annotations

import io
import sys
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from leadledger.errors import CallInvalid
from leadledger.projections.postings import COMMISSION, earned
from leadledger.projections.statements import statements_of
from leadledger.reports.xlsx import statements_xlsx
from tests.reports.hand_made import CHINESE, NASTY, PLAIN, Writer
from tests.reports.test_csv import statements


def read(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Each sheet as rows of cells, by heading."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {}
    for sheet in book:
        headings, *rows = sheet.iter_rows()
        found[sheet.title] = [
            {str(heading.value): cell for heading, cell in zip(headings, row, strict=True)} for row in rows
        ]
    return found


def test_amounts_are_numbers_in_their_currencys_decimals_and_days_are_days() -> None:
    lines = read(statements_xlsx(statements()))["Lines"]
    accrual = next(row for row in lines if row["Agent's id"].value == NASTY and row["For"].value == "earned")
    assert (accrual["Amount"].data_type, accrual["Amount"].value) == ("n", 10240.05)
    assert accrual["Amount"].number_format == "#,##0.00"
    assert accrual["Day"].value == datetime(2026, 3, 20)
    assert (accrual["Share"].value, accrual["Share"].number_format) == (0.8, "0.0%")
    yen = next(row for row in lines if row["Currency"].value == "JPY")
    assert (yen["Amount"].value, yen["Amount"].number_format) == (777, "#,##0")


def test_the_sums_of_the_sheets_are_those_of_the_statements() -> None:
    sums = read(statements_xlsx(statements("2026-04")))["Statements"]
    wanted = {(one.agent, one.currency): one for one in statements("2026-04")}
    assert len(sums) == len(wanted)
    for row in sums:
        one = wanted[row["Agent's id"].value, row["Currency"].value]
        assert Decimal(str(row["Due at the end"].value)) == Decimal(one.closing.amount)
        assert Decimal(str(row["Due at the beginning"].value)) == Decimal(one.opening.amount)


def test_text_is_text_whatever_it_begins_with() -> None:
    data = statements_xlsx(statements())
    cells = [cell for rows in read(data).values() for row in rows for cell in row.values() if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {NASTY, CHINESE, PLAIN, "-=cm", '+1 <b>"O\'Hara"</b> & Co \\'} <= texts
    assert [cell for cell in cells if cell.hyperlink is not None] == []


def test_headings_and_texts_are_in_the_language_asked_for() -> None:
    book = read(statements_xlsx(statements(), "zh"))
    assert list(book) == ["对账单", "明细"]
    assert "客户不愿由原销售员接待" in {row["规则标题"].value for row in book["明细"]}


def test_an_amount_with_more_digits_than_a_spreadsheet_keeps_is_text() -> None:
    write = Writer()
    for minor in (10**15 - 1, 10**15 + 1):
        write.post("accrual", "2026-03-20", minor, (COMMISSION, earned("li")), agent="li", deal="d")
    made = statements_of(write.written, "li", "2026-03", closed=False, names={}, booked=lambda number: "2026-03")
    amounts = [row["Amount"].value for row in read(statements_xlsx(made))["Lines"]]
    assert amounts == [9999999999999.99, "10000000000000.01"]


def test_equal_statements_are_equal_bytes() -> None:
    assert statements_xlsx(statements()) == statements_xlsx(statements())


def test_a_workbook_without_xlsxwriter_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(CallInvalid, match=r'pip install "leadledger\[xlsx\]"'):
        statements_xlsx(statements())
