"""Statements and the payroll as CSV: nothing is a formula, amounts stay numbers, equal books are equal bytes."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.projections.statement import Statement
from leadledger.reports.csv_text import COLUMNS, csv_of, harmless, statements_csv
from leadledger.reports.payroll import COLUMNS as PAYROLL
from leadledger.reports.payroll import payroll_csv
from leadledger.values import Money
from tests.reports.hand_made import CHINESE, NASTY, PLAIN, books


def statements(period: str = "2026-03") -> list[Statement]:
    made = books()
    return [one for agent in made.agents() for one in made.statement(agent, period)]


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_a_statement_is_what_stood_before_its_lines_and_its_sums() -> None:
    found = [row for row in rows(statements_csv(statements())) if row["agent"] == f"'{NASTY}"]
    assert list(found[0]) == list(COLUMNS)
    assert [row["row"] for row in found] == [
        *("opening", "line", "line"),
        *("released", "clawed_back", "adjusted", "paid", "closing", "earned", "pending"),
    ]
    accrual = found[1]
    assert (accrual["day"], accrual["deal"], accrual["share"]) == ("2026-03-20", "'-=cm", "4/5")
    assert (accrual["clause"], accrual["clause_title"]) == ("5.3.2", "The customer declines the earlier salesperson")
    assert (accrual["amount"], accrual["earned"], accrual["due"]) == ("10240.05", "10240.05", "0.00")
    assert accrual["events"].split()[0] == "00000000-0000-0000-0000-000000000001"


def test_a_difference_for_a_closed_month_is_named() -> None:
    april = [row for row in rows(statements_csv(statements("2026-04"))) if row["row"] == "line"]
    taken_back = [row for row in april if row["for"].startswith("taken back")]
    assert [(row["difference"], row["reason"], row["due"]) for row in taken_back] == [
        ("2026-03", "a complaint was decided", "-5120.02"),
        ("2026-03", "a complaint was decided", "0.00"),
    ]


def test_texts_are_in_the_language_asked_for_and_columns_are_not() -> None:
    found = rows(statements_csv(statements(), "zh"))
    assert list(found[0]) == list(COLUMNS)
    assert "客户不愿由原销售员接待" in {row["clause_title"] for row in found}
    assert "客戶不願由原銷售員接待" in {row["clause_title"] for row in rows(statements_csv(statements(), "zh-Hant"))}


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "\ufeff=1",
    "'=1",
    "'",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_calculate_is_text_and_can_be_told_again(text: str) -> None:
    assert harmless(text) == f"'{text}"


@given(st.text(max_size=6), st.text(max_size=6))
def test_escaping_is_undone_by_taking_one_apostrophe_off(one: str, other: str) -> None:
    assert harmless(one).removeprefix("'") == one
    assert (harmless(one) == harmless(other)) == (one == other)


def test_an_amount_below_zero_is_a_number_and_not_escaped() -> None:
    assert csv_of(["a"], [{"a": Money(-5, "CNY")}]) == b"a\r\n-0.05\r\n"


def test_no_cell_of_a_statement_or_payroll_begins_a_formula() -> None:
    amounts = {"amount", "earned", "due", *PAYROLL[5:]}
    for data in (statements_csv(statements()), statements_csv(statements("2026-04")), payroll_csv(statements())):
        for row in rows(data):
            assert [
                (name, cell) for name, cell in row.items() if name not in amounts and cell[:1] in "=+-@" and cell
            ] == []


def test_the_payroll_says_what_each_is_to_be_paid() -> None:
    found = {(row["agent"], row["currency"]): row for row in rows(payroll_csv(statements()))}
    assert list(found[PLAIN, "CNY"]) == list(PAYROLL)
    assert found[PLAIN, "CNY"] | {"name": "李娜"} == {
        "agent": PLAIN,
        "name": "李娜",
        "period": "2026-03",
        "closed": "yes",
        "currency": "CNY",
        "gross_due": "3000.49",
        "deductions": "137.93",
        "paid_since": "0.00",
        "net_to_pay": "2862.56",
        "carried_forward": "0.00",
    }
    assert found[PLAIN, "JPY"]["net_to_pay"] == "0"


def test_what_somebody_owes_is_carried_forward_and_not_paid() -> None:
    found = {(row["agent"], row["currency"]): row for row in rows(payroll_csv(statements("2026-04")))}
    owing = found[f"'{NASTY}", "CNY"]
    assert (owing["gross_due"], owing["deductions"]) == ("0.00", "5120.02")
    assert (owing["net_to_pay"], owing["carried_forward"]) == ("0.00", "-5120.02")
    advanced = found[CHINESE, "CNY"]
    assert (advanced["gross_due"], advanced["net_to_pay"]) == ("2280.01", "2280.01")
    for row in found.values():
        gross, less, since, net, carried = (Decimal(row[name]) for name in PAYROLL[5:])
        assert gross - less == since + net + carried


def test_equal_books_are_equal_bytes() -> None:
    assert statements_csv(statements()) == statements_csv(statements())
    assert payroll_csv(statements()) == payroll_csv(statements())
