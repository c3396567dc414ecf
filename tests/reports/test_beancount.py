"""``accounts --format beancount``: the real bean-check accepts it, and sees when one amount is another."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.projections.postings import COMMISSION, PENALTIES, drawn, due, earned, paid
from leadledger.reports.beancount import beancount_text
from leadledger.reports.beancount_names import account_name, component
from leadledger.values import is_id
from tests.reports.hand_made import CHINESE, NAMES, Writer, books

CHECK = Path(sys.executable).parent / "bean-check"
NAME = re.compile(r"(?:Assets|Liabilities|Equity|Income|Expenses)(?::[A-Z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff-]*)+")


def checked(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What bean-check says of a text."""
    file = folder / "books.beancount"
    file.write_text(text, encoding="utf-8")
    return subprocess.run([CHECK, file], capture_output=True, text=True, check=False, timeout=60)


def exported() -> str:
    return beancount_text(books().transactions, NAMES)


def test_bean_check_accepts_the_books_whatever_people_and_deals_are_called(tmp_path: Path) -> None:
    done = checked(exported(), tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_bean_check_sees_one_posting_altered(tmp_path: Path) -> None:
    altered = exported().replace("  10240.05 CNY", "  10240.06 CNY", 1)
    assert altered != exported()
    done = checked(altered, tmp_path)
    assert done.returncode == 1
    assert "does not balance" in done.stderr


def test_bean_check_sees_a_whole_transaction_altered_by_a_cent_by_the_balances(tmp_path: Path) -> None:
    altered = exported().replace("  3000.00 CNY", "  3000.01 CNY", 1).replace("  -3000.00 CNY", "  -3000.01 CNY", 1)
    assert altered != exported()
    done = checked(altered, tmp_path)
    assert done.returncode == 1
    assert "Balance failed" in done.stderr


def test_bean_check_sees_one_balance_altered(tmp_path: Path) -> None:
    text = exported()
    (line,) = [line for line in text.splitlines() if "balance Income:Penalties" in line]
    altered = text.replace(line, line.replace("-137.93", "-137.92"))
    assert altered != text
    assert checked(altered, tmp_path).returncode == 1


@pytest.mark.parametrize("day", ["2026-03-19", "2026-03-20", "2026-03-31", "2026-04-10"])
def test_bean_check_accepts_the_books_as_of_a_day(tmp_path: Path, day: str) -> None:
    text = beancount_text(books().transactions, NAMES, effective=date.fromisoformat(day))
    done = checked(text, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{day[:7]}-30 *" not in text


def test_bean_check_accepts_ids_of_any_letters_marks_and_length(tmp_path: Path) -> None:
    write = Writer()
    odd = [
        "a\\",
        '"',
        "; note",
        "{x}",
        "#tag ^link",
        "é",
        "Ünal",
        "😀",
        "𠮷",
        "\u202ea",
        "a" * 128,
        "\u3000",
        "ǅ",
        "٣",
        "张",
    ]
    for agent in odd:
        write.post("accrual", "2026-03-20", 100, (COMMISSION, earned(agent)), agent=agent, deal=f'"{agent}\\')
    done = checked(beancount_text(write.written, {one: f"{one}\n{one}" for one in odd}), tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_original_names_and_what_a_posting_rests_on_are_metadata() -> None:
    text = exported()
    assert f'  account: "agent:{CHINESE}:earned"\n' in text
    assert '  account: "agent:=cmd|\\"/c calc\\"!A1:due"\n' in text
    block = text[text.index("2026-04-10 *") :].split("\n\n")[0]
    for line in (
        "number: ",
        'reason: "complaint-decided"',
        'clause: "5.3.2"',
        'rule: "2.1"',
        'plan: "one-percent 1 sha256:0f"',
        'events: "00000000-0000-0000-0000-00000000000c 00000000-0000-0000-0000-0000000003f4"',
        'reverses: "2"',
        'share: "4/5"',
    ):
        assert f"  {line}" in block


def test_books_without_a_transaction_are_a_file_without_accounts() -> None:
    assert "open" not in beancount_text([], {})


IDS = st.text(min_size=1, max_size=20).filter(is_id)
ACCOUNTS = st.one_of(
    st.builds(lambda of, agent: of(agent), st.sampled_from([earned, due, paid, drawn]), IDS),
    st.sampled_from([COMMISSION, PENALTIES, "department", "suspense", "unassigned"]),
    st.text(min_size=1, max_size=20),
)


@given(ACCOUNTS, ACCOUNTS)
def test_two_accounts_never_have_one_name_and_every_name_is_one(one: str, other: str) -> None:
    assert (account_name(one) == account_name(other)) == (one == other)
    assert NAME.fullmatch(account_name(one))


@given(st.text(alphabet="-a0 é张", max_size=6), st.text(alphabet="-a0 é张", max_size=6))
def test_a_component_tells_its_text(one: str, other: str) -> None:
    assert (component(one) == component(other)) == (one == other)


def test_equal_books_are_equal_bytes() -> None:
    assert exported() == exported()
