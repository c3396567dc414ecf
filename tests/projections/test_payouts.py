"""Closing months and paying through the ledger: what is refused, and that of many who pay at once one does."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from leadledger.errors import CallInvalid, EntryRefused, HistoryContradiction
from leadledger.events import CommissionPaid, Event, PeriodClosed
from leadledger.ledger import Ledger
from leadledger.ledger import open as open_ledger
from leadledger.store.entries import Receipt
from leadledger.testing.money_stories import adjusted, month_closed, paid_out, works
from leadledger.testing.stories import given, struck, subscription, visit
from tests.ledger.test_writers import go, told
from tests.ledger.writing import ROOT, say, when_told
from tests.small_plans import BOOK, amounts, small_plan

OFFICE = ZoneInfo("Asia/Shanghai")
APRIL = datetime(2026, 4, 2, 9, tzinfo=OFFICE)
PLAN = small_plan()


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, now: datetime = APRIL) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.db"


@pytest.fixture
def ledger(path: Path, clock: Clock) -> Iterator[Ledger]:
    """An office in which Zhang sells for 1,000,000.00 in March: 10,000.00 are due to him."""
    with open_ledger(path, clock=clock) as ledger:
        price = {"amount": "1000000.00", "currency": "CNY"}
        ledger.import_events(
            given(
                works("zhang", on="2026-03-01"),
                visit("c", "zhang", on="2026-03-02"),
                subscription("d", "c", "zhang", on="2026-03-10", price=price),
            ).events
        )
        yield ledger


def pay(ledger: Ledger, agent: str = "zhang", period: str = "2026-03", **more: Any) -> Receipt:
    return ledger.pay(agent, period, rulebook=BOOK, plan=PLAN, **more)


def close(ledger: Ledger, period: str = "2026-03") -> Receipt:
    return ledger.close_period(period, rulebook=BOOK, plan=PLAN)


def balances(ledger: Ledger) -> dict[str, str]:
    return amounts(ledger.books(rulebook=BOOK, plan=PLAN))


def entries(ledger: Ledger, kind: type[Event]) -> list[Event]:
    return [one.event for one in ledger.events() if isinstance(one.event, kind)]


# ------------------------------------------------------------------------------------------------------------ closing


def test_a_month_is_closed_from_the_first_instant_of_the_next_in_the_offices_zone(ledger: Ledger, clock: Clock) -> None:
    clock.now = datetime.fromisoformat("2026-03-31T15:59:59+00:00")  # 23:59:59 in Shanghai
    with pytest.raises(EntryRefused, match="2026-03 is not over: it can be closed after 2026-03-31"):
        close(ledger)
    clock.now += timedelta(seconds=1)
    assert close(ledger).new
    assert [one.period for one in entries(ledger, PeriodClosed)] == ["2026-03"]


@pytest.mark.parametrize("period", ["2026-3", "2026-13", "2026-03-01", "march", ""])
def test_what_is_no_month_is_neither_closed_nor_paid_for(ledger: Ledger, period: str) -> None:
    for call in (close, lambda there, month: pay(there, period=month)):
        with pytest.raises(CallInvalid, match="is no month: write one such as 2026-03"):
            call(ledger, period)


def test_a_month_is_closed_once(ledger: Ledger, clock: Clock) -> None:
    close(ledger)
    clock.now += timedelta(hours=1)
    with pytest.raises(HistoryContradiction, match="the month 2026-03 is closed twice"):
        close(ledger)


def test_closing_a_month_closes_those_before_it_that_are_open(ledger: Ledger, clock: Clock) -> None:
    close(ledger)
    clock.now = datetime(2026, 6, 1, 9, tzinfo=OFFICE)
    close(ledger, "2026-05")
    books = ledger.books(rulebook=BOOK, plan=PLAN)
    assert [(month, books.is_closed(month)) for month in ("2026-03", "2026-04", "2026-05", "2026-06")] == [
        ("2026-03", True),
        ("2026-04", True),
        ("2026-05", True),
        ("2026-06", False),
    ]


# ------------------------------------------------------------------------------------------------------------- paying


def test_nobody_is_paid_for_a_month_that_is_not_closed(ledger: Ledger) -> None:
    with pytest.raises(EntryRefused, match="2026-03 is not closed: close it before 'zhang' is paid for it"):
        pay(ledger)


def test_an_agent_is_paid_what_the_closed_month_leaves_due(ledger: Ledger) -> None:
    close(ledger)
    pay(ledger)
    (paid,) = entries(ledger, CommissionPaid)
    assert (paid.agent, paid.period, str(paid.amount), paid.payment) == (
        "zhang",
        "2026-03",
        "10000.00 CNY",
        "zhang-2026-03-CNY",
    )
    assert paid.occurred_at == APRIL
    assert balances(ledger) == {"agent:zhang:paid": "-10000.00", "expense:commission": "10000.00"}


def test_what_is_known_only_after_the_closing_is_not_paid_with_the_month(ledger: Ledger) -> None:
    close(ledger)
    ledger.import_events(given(adjusted("zhang", "50.00", on="2026-04-02", at="11:00")).events)
    pay(ledger)
    assert balances(ledger)["agent:zhang:paid"] == "-10000.00"
    assert balances(ledger)["agent:zhang:due"] == "-50.00"


@pytest.mark.parametrize("agent", ["li", "nobody"])
def test_nobody_is_paid_to_whom_nothing_is_due(ledger: Ledger, agent: str) -> None:
    close(ledger)
    with pytest.raises(EntryRefused, match=f"nothing is due to '{agent}' for 2026-03"):
        pay(ledger, agent)


def test_nobody_is_paid_who_owes(ledger: Ledger) -> None:
    ledger.import_events(given(adjusted("zhang", "-10000.01", on="2026-03-20")).events)
    close(ledger)
    with pytest.raises(EntryRefused, match="nothing is due to 'zhang' for 2026-03"):
        pay(ledger)


def test_an_agent_is_not_paid_twice_for_a_month(ledger: Ledger, clock: Clock) -> None:
    close(ledger)
    pay(ledger)
    clock.now += timedelta(hours=1)
    for more in ({}, {"payment": "another"}, {"currency": "CNY"}):
        with pytest.raises(EntryRefused, match="nothing is due to 'zhang' for 2026-03"):
            pay(ledger, **more)
    assert len(entries(ledger, CommissionPaid)) == 1


def test_the_books_keep_a_second_payment_for_a_month_out_whatever_it_amounts_to(ledger: Ledger) -> None:
    close(ledger)
    pay(ledger)
    more = given(paid_out("zhang", "2026-03", "0.01", payment="more", on="2026-04-03")).events
    with pytest.raises(HistoryContradiction, match="agent 'zhang' is paid twice for 2026-03 in CNY"):
        ledger.import_events(more)


def test_what_was_paid_for_a_later_month_is_not_paid_again_for_an_earlier_one(ledger: Ledger, clock: Clock) -> None:
    close(ledger)
    clock.now = datetime(2026, 5, 1, 9, tzinfo=OFFICE)
    close(ledger, "2026-04")
    pay(ledger, period="2026-04")
    with pytest.raises(EntryRefused, match="nothing is due to 'zhang' for 2026-03"):
        pay(ledger, period="2026-03")


def test_where_two_currencies_are_due_the_one_meant_has_to_be_said(ledger: Ledger) -> None:
    hkd = {"amount": "50000.00", "currency": "HKD"}
    abroad = given(visit("c2", "zhang", on="2026-03-11"), subscription("d2", "c2", "zhang", at="11:00", price=hkd))
    ledger.import_events(abroad.events)
    close(ledger)
    with pytest.raises(CallInvalid, match="several currencies are due to 'zhang' for 2026-03: say which of CNY, HKD"):
        pay(ledger)
    with pytest.raises(EntryRefused, match="nothing is due to 'zhang' for 2026-03"):
        pay(ledger, currency="USD")
    pay(ledger, currency="HKD")
    pay(ledger)  # one is left
    paid = [(str(one.amount), one.payment) for one in entries(ledger, CommissionPaid)]
    assert paid == [("500.00 HKD", "zhang-2026-03-HKD"), ("10000.00 CNY", "zhang-2026-03-CNY")]


# ------------------------------------------------------------------------------------------------- payments by their id


def test_the_same_payment_named_again_is_the_one_that_is_there(ledger: Ledger, clock: Clock) -> None:
    close(ledger)
    first = pay(ledger, payment="bank-7")
    clock.now += timedelta(hours=1)
    again = pay(ledger, payment="bank-7")
    assert (first.new, again.new) == (True, False)
    assert (again.position, again.id) == (first.position, first.id)
    assert len(entries(ledger, CommissionPaid)) == 1


def test_the_name_of_a_payment_is_not_another_payments(ledger: Ledger, clock: Clock) -> None:
    ledger.import_events(given(adjusted("li", "5.00", on="2026-03-20")).events)
    close(ledger)
    pay(ledger, payment="bank-7")
    clock.now += timedelta(hours=1)
    with pytest.raises(HistoryContradiction, match="payment 'bank-7' is made twice"):
        pay(ledger, "li", payment="bank-7")


def test_a_payment_that_was_struck_is_made_again_under_the_same_name(ledger: Ledger, clock: Clock) -> None:
    close(ledger)
    bounced = pay(ledger)
    clock.now += timedelta(hours=1)
    ledger.record(given(struck(bounced.id, on="2026-04-02")).events)
    assert balances(ledger)["agent:zhang:due"] == "-10000.00"
    again = pay(ledger)
    assert again.new
    assert balances(ledger) == {"agent:zhang:paid": "-10000.00", "expense:commission": "10000.00"}


# -------------------------------------------------------------------------------------------------------- many at once


def outcome(paying: Callable[[], Receipt]) -> bool:
    """Whether a payment was recorded; if not, it was refused because it had been made."""
    try:
        return paying().new
    except (EntryRefused, HistoryContradiction) as refusal:
        assert "'zhang' is paid twice" in str(refusal) or "nothing is due to 'zhang'" in str(refusal)
        return False


def test_of_eight_threads_that_pay_at_once_one_does(ledger: Ledger, path: Path, clock: Clock) -> None:
    close(ledger)
    together, found = threading.Barrier(8), list[bool]()
    with ExitStack() as files:
        ledgers = [ledger, files.enter_context(open_ledger(path, clock=clock))]

        def work(number: int) -> None:
            together.wait()
            found.append(outcome(lambda: pay(ledgers[number % 2], payment=f"p{number}")))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(found) == [False] * 7 + [True]
    assert len(entries(ledger, CommissionPaid)) == 1
    assert balances(ledger) == {"agent:zhang:paid": "-10000.00", "expense:commission": "10000.00"}


def test_of_two_processes_that_pay_and_close_at_once_one_does_each(ledger: Ledger, path: Path) -> None:
    ledger.import_events(given(month_closed("2026-02", on="2026-03-01")).events)
    children = [_started(path, f"p{number}") for number in range(2)]
    try:
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == '"ready"\n'
        for child in children:
            go(child)
        outcomes = [told(child) for child in children]
    finally:
        for child in children:
            child.kill()
            with child:
                pass
    closed, paid = zip(*outcomes, strict=True)
    assert sorted(closed) == [False, True]
    assert sorted(paid) == [False, True]
    assert len(entries(ledger, CommissionPaid)) == len(entries(ledger, PeriodClosed)) - 1 == 1
    assert balances(ledger) == {"agent:zhang:paid": "-10000.00", "expense:commission": "10000.00"}


def _started(path: Path, payment: str) -> subprocess.Popen[str]:
    called = [sys.executable, "-m", "tests.projections.test_payouts", str(path), payment]
    return subprocess.Popen(called, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def _close_and_pay(path: str, payment: str) -> None:
    """What each process does: close the month, and pay Zhang for it."""
    later = APRIL + timedelta(minutes=int(payment[1:]))
    with open_ledger(path, create=False, clock=lambda: later) as ledger:
        when_told()
        try:
            say(close(ledger).new)
        except HistoryContradiction as refusal:
            assert "the month 2026-03 is closed twice" in str(refusal)
            say(False)
        say(outcome(lambda: pay(ledger, payment=payment)))


if __name__ == "__main__":
    _close_and_pay(*sys.argv[1:])
