"""``accounts``: balances that sum to zero, the Beancount file that asserts them, and the payroll."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.commission import april, march, told
from tests.cli.running import run

__all__ = ["april", "march"]
CHECK = Path(sys.executable).parent / "bean-check"


def test_balances_are_one_object_a_line_and_sum_to_zero(april: Path) -> None:
    found = run("accounts", april, "--json").objects
    assert [list(one) for one in found] == [["account", "currency", "balance"]] * len(found)
    assert {one["account"]: one["balance"] for one in found} == {
        "agent:li:due": "5600.00",
        "agent:li:earned": "0.00",
        "agent:li:paid": "-5600.00",
        "agent:zhang:due": "-8600.00",
        "agent:zhang:earned": "-9400.00",
        "expense:commission": "18000.00",
    }
    assert sum(Decimal(one["balance"]) for one in found) == 0


def test_for_people_they_are_a_table_with_what_the_sign_means(april: Path) -> None:
    out = run("accounts", april).out
    assert "agent:zhang:due     CNY       -8,600.00" in out
    assert out.endswith("Debits less credits: what an agent is to get stands below zero.\n")
    assert "余额" in run("accounts", april, "--lang", "zh").out


def test_of_a_day_and_as_known_at_a_time_both_at_once(april: Path) -> None:
    def balance(*options: str) -> str:
        found = {one["account"]: one["balance"] for one in run("accounts", april, "--json", *options).objects}
        return found["agent:zhang:earned"]

    assert balance("--effective", "2026-03-15") == "-8600.00"
    assert balance("--effective", "2026-03-12") == "-2000.00"
    assert balance("--known-at", "2026-03-14") == "-600.00"
    assert balance("--effective", "2026-03-12", "--known-at", "2026-03-14") == "-2000.00"
    out = run("accounts", april, "--effective", "2026-03-12", "--known-at", "2026-03-14").out
    assert out.startswith("As registered up to 14 March 2026, 23:59.\nFor days up to 12 March 2026.\n")


def test_as_the_ledger_stood_at_a_time_before_anything_was_entered(april: Path) -> None:
    done = run("accounts", april, "--as-entered", "2026-03-31")
    assert done.out.startswith("As the ledger stood on 31 March 2026, 23:59.\nNothing was posted")
    now = run("accounts", april, "--as-entered", "2199-01-01", "--json")
    assert now.out == run("accounts", april, "--json").out


def test_nothing_posted_is_said(april: Path) -> None:
    out = run("accounts", april, "--effective", "2026-01-01").out
    assert out == "For days up to 1 January 2026.\nNothing was posted, as far as is known.\n"


@pytest.mark.parametrize("options", [[], ["--effective", "2026-03-31"], ["--known-at", "2026-04-06"]])
def test_bean_check_accepts_the_books_with_our_balances(april: Path, tmp_path: Path, options: list[str]) -> None:
    file = tmp_path / "books.beancount"
    done = run("accounts", april, "--format", "beancount", "--out", file, *options)
    assert done.code == 0
    assert done.out.startswith("The books are in")
    checked = subprocess.run([CHECK, file], capture_output=True, text=True, check=False, timeout=60)
    assert (checked.returncode, checked.stderr) == (0, "")
    balances = {(one["account"], one["balance"]) for one in run("accounts", april, "--json", *options).objects}
    text = file.read_text("utf-8")
    assert text.count(" balance ") == len(balances)
    assert text == run("accounts", april, "--format", "beancount", *options).out


def test_the_payroll_is_csv_of_what_each_is_to_be_paid(april: Path, tmp_path: Path) -> None:
    out = run("accounts", april, "--format", "payroll", "--period", "2026-03").out
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [(row["agent"], row["name"], row["net_to_pay"]) for row in rows] == [
        ("li", "李娜", "0.00"),
        ("zhang", "张伟", "3000.00"),
    ]
    assert [row["paid_since"] for row in rows] == ["5600.00", "0.00"]
    file = tmp_path / "march.csv"
    assert run("accounts", april, "--format", "payroll", "--period", "2026-03", "--out", file).out.startswith(
        "The payroll of March 2026 is in"
    )
    assert file.read_bytes().decode() == out


BAD = {
    "no month": (["--format", "payroll"], "--format payroll needs --period to say of which month"),
    "a month without a payroll": (["--period", "2026-03"], "--period: only --format payroll is of a month"),
    "a bad month": (["--format", "payroll", "--period", "March"], "--period March: expected a month such as 2026-03"),
    "a day beside the month": (
        ["--format", "payroll", "--period", "2026-03", "--effective", "2026-03-01"],
        "--effective: a payroll is of a whole month",
    ),
    "a file for nothing": (["--out", "x"], "--out: expected --format to say what to write"),
    "two forms": (["--json", "--format", "beancount"], "--json and --format beancount: expected one of them"),
    "no day": (["--effective", "soon"], "--effective soon: expected a day such as 2026-03-31"),
    "no such format": (["--format", "gnucash"], "beancount"),
    "no plan": (["--plan", "nix"], "no plan is named 'nix'"),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_calls_are_refused_in_one_sentence(april: Path, fault: str) -> None:
    options, said = BAD[fault]
    assert said in told(run("accounts", april, *options))
