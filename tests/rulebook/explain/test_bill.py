"""The bill in an explanation: each line of it, and by which plan."""

from __future__ import annotations

from fractions import Fraction

import pytest

from leadledger.rulebook.explain import Bill, BillLine, explanation, markdown
from leadledger.values import Money
from tests.rulebook.explain.stories import STORIES

BILL = Bill(
    ("staff", "3", "sha256:0"),
    (
        BillLine(
            "zhang", Money.parse("1234567.80", "CNY"), Fraction(1, 3), "plan 1", {"en": "One per cent", "zh": "百一"}
        ),
        BillLine("wang", Money.parse("500", "JPY"), None, "plan 2", {}),
    ),
)
EN = [
    "What it brings",
    "  – 张伟: 1,234,567.80 CNY (share 1/3, figured by plan 1, One per cent)",
    "  – 王强: 500 JPY (figured by plan 2)",
    "  – Figured by commission plan staff, version 3, due or not yet.",
]


def told(bill: Bill | None, lang: str = "en") -> list[str]:
    """The section of the bill, without the empty line before the next."""
    text = explanation(STORIES["declined"]().decide("d"), lang, columns=200, bill=bill)
    sections = [section.splitlines() for section in text.split("\n\n")]
    return next((lines for lines in sections if lines[0] in ("What it brings", "金额")), [])


def test_each_payee_is_named_with_amount_share_and_table() -> None:
    assert told(BILL) == EN


def test_a_bill_without_lines_says_that_nothing_is_due() -> None:
    assert told(Bill(BILL.plan, ())) == ["What it brings", "  – Nothing, by commission plan staff, version 3."]
    assert told(None) == []


def test_it_stands_in_markdown_as_a_list() -> None:
    page = markdown(STORIES["declined"]().decide("d"), bill=BILL)
    assert "## What it brings\n\n- 张伟: 1,234,567.80 CNY (share 1/3" in page


@pytest.mark.parametrize(("lang", "title"), [("en", "One per cent"), ("zh", "百一")])
def test_as_data_it_keeps_exact_shares_and_the_plans_digest(lang: str, title: str) -> None:
    assert BILL.to_dict(lang) == {
        "plan": {"name": "staff", "version": "3", "digest": "sha256:0"},
        "lines": [
            {
                "payee": "zhang",
                "amount": {"amount": "1234567.80", "currency": "CNY"},
                "share": "1/3",
                "rule": "plan 1",
                "title": title,
            },
            {
                "payee": "wang",
                "amount": {"amount": "500", "currency": "JPY"},
                "share": None,
                "rule": "plan 2",
                "title": "",
            },
        ],
    }
