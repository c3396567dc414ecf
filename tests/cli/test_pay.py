"""``pay``: what a closed month leaves due is paid once, to one or to all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from leadledger.ledger import open as open_ledger
from tests.cli.commission import CLOSED, april, march, story, told
from tests.cli.running import entered, run, written

__all__ = ["april", "march"]


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """March closed, and nobody paid."""
    return entered(written(story(CLOSED), tmp_path / "closed.jsonl"), tmp_path / "closed.db")


def entries(ledger: Path) -> int:
    with open_ledger(ledger) as there:
        return there.head().size


def test_an_agent_is_paid_what_the_month_leaves_due(closed: Path) -> None:
    done = run("pay", closed, "--agent", "li", "--period", "2026-03")
    words = " ".join(done.out.split())
    assert done.code == 0
    assert "李娜 (li) li-2026-03-CNY CNY 5,600.00" in words
    assert "".join(words.split()).endswith("closed.db:1payment.")
    paid = {one["account"]: one["balance"] for one in run("accounts", closed, "--json").objects}
    assert (paid["agent:li:due"], paid["agent:li:paid"]) == ("0.00", "-5600.00")


def test_in_json_a_payment_is_one_object_a_line_with_its_keys_in_order(closed: Path) -> None:
    one, other = run("pay", closed, "--all", "--period", "2026-03", "--json").objects
    assert one == {
        "agent": "li",
        "period": "2026-03",
        "amount": {"amount": "5600.00", "currency": "CNY"},
        "payment": "li-2026-03-CNY",
        "position": 14,
        "new": True,
    }
    assert list(one) == ["agent", "period", "amount", "payment", "position", "new"]
    assert (other["agent"], other["amount"]["amount"], other["position"]) == ("zhang", "3000.00", 15)


def test_a_dry_run_lists_what_is_to_be_paid_and_records_nothing(closed: Path) -> None:
    before = entries(closed)
    done = run("pay", closed, "--all", "--period", "2026-03", "--dry-run")
    assert done.out.startswith("Dry run:")
    assert "3,000.00" in done.out
    objects = run("pay", closed, "--agent", "li", "--period", "2026-03", "--dry-run", "--json").objects
    assert [(one["amount"]["amount"], one["position"], one["new"]) for one in objects] == [("5600.00", None, None)]
    assert entries(closed) == before


def test_nobody_is_paid_twice_for_a_month(closed: Path) -> None:
    assert run("pay", closed, "--agent", "li", "--period", "2026-03").code == 0
    assert "li" in told(run("pay", closed, "--agent", "li", "--period", "2026-03"))
    assert [one["agent"] for one in run("pay", closed, "--all", "--period", "2026-03", "--json").objects] == ["zhang"]
    again = run("pay", closed, "--all", "--period", "2026-03", "--lang", "zh")
    assert (again.code, again.out) == (0, "2026年3月没有需要支付的金额。\n")


def test_of_several_who_pay_at_once_one_does(closed: Path) -> None:
    before = entries(closed)

    def pay(number: int) -> int:
        with open_ledger(closed) as ledger:
            try:
                return int(ledger.pay("li", "2026-03", payment=f"p{number}").new)
            except Exception as refusal:  # noqa: BLE001  # any refusal is one that did not pay
                assert "li" in str(refusal)
                return 0

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(pay, range(4))) == 1
    assert entries(closed) == before + 1


def test_a_payment_is_named_by_its_id(closed: Path) -> None:
    call = ("pay", closed, "--agent", "li", "--period", "2026-03", "--payment", "bank-7", "--json")
    assert run(*call).objects[0]["payment"] == "bank-7"
    before = entries(closed)
    (again,) = run(*call).objects
    assert (again["payment"], again["position"], again["new"]) == ("bank-7", 14, False)
    assert "There already, and not entered again: 1." in run(*call[:-1]).out
    assert entries(closed) == before


def test_a_name_that_another_payment_has_is_refused(closed: Path) -> None:
    assert run("pay", closed, "--agent", "li", "--period", "2026-03", "--payment", "bank-7").code == 0
    other = run("pay", closed, "--agent", "zhang", "--period", "2026-03", "--payment", "bank-7")
    assert "payment 'bank-7' is made twice" in told(other)


BAD = {
    "nobody named": (["--period", "2026-03"], "pay needs either --agent or --all to say who was paid"),
    "one and all": (["--period", "2026-03", "--agent", "li", "--all"], "pay needs either --agent or --all"),
    "one id for all": (["--period", "2026-03", "--all", "--payment", "p"], "--payment names one payment"),
    "no month": (["--period", "Q1", "--all"], "--period Q1: expected a month such as 2026-03"),
    "an open month": (["--period", "2026-04", "--all"], "2026-04 is not closed: close it before"),
    "an open month of one": (["--period", "2026-04", "--agent", "li"], "2026-04 is not closed: close it before"),
    "an unknown agent": (["--period", "2026-03", "--agent", "wang"], "wang"),
    "an unknown agent, dry": (["--period", "2026-03", "--agent", "李娜", "--dry-run"], "did you mean li (李娜)?"),
    "another currency": (["--period", "2026-03", "--agent", "li", "--currency", "HKD"], "nothing is due to 'li'"),
    "no plan": (["--period", "2026-03", "--all", "--plan", "nix"], "no plan is named 'nix'"),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_calls_are_refused_in_one_sentence(closed: Path, fault: str) -> None:
    options, said = BAD[fault]
    before = entries(closed)
    assert said in told(run("pay", closed, *options))
    assert entries(closed) == before
