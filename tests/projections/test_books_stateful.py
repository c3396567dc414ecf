"""The books against plain arithmetic: whatever an office does, and in whatever order.

Commission is one per cent of the price, or of what was received. A deal's cents are rounded once and shared by largest
remainder; what is due to an agent is their part of every deal that stands, and what was adjusted, less what was paid.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import leadledger as ll
from leadledger.errors import EntryRefused, HistoryContradiction
from leadledger.events import event_from_dict
from leadledger.ledger import open as open_ledger
from leadledger.projections.books import Books
from leadledger.projections.months import last_day, month_after, month_of
from leadledger.projections.postings import Transaction
from tests.small_plans import FLAT, HEAD, small_plan
from tests.strategies import examples

OFFICE = ZoneInfo("Asia/Shanghai")
SEED = ll.rulebooks["sales-office"]
AGENTS = ("li", "wang", "zhang")
SHARES: tuple[Mapping[str, str], ...] = (
    {"zhang": "1"},
    {"zhang": "1/2", "li": "1/2"},
    {"li": "2/3", "zhang": "1/3"},
    {"wang": "1/7", "zhang": "3/7", "li": "3/7"},
    {"@department": "1/2", "wang": "1/2"},
)
CENTS = (1, 50, 150, 333, 33_333, 100_000_050, 99_999_999)
Shares = Mapping[str, Fraction]


def commission(base: int, shares: Shares) -> dict[str, int]:
    """One per cent of the base, rounded half to even, by largest remainder; of equals the first named gets the cent."""
    pool = round(Fraction(base, 100))
    parts = {payee: int(pool * share) for payee, share in shares.items()}
    by_remainder = sorted(shares, key=lambda payee: parts[payee] - pool * shares[payee])
    for payee in by_remainder[: pool - sum(parts.values())]:
        parts[payee] += 1
    return parts


class Deal:
    """What is known of a deal: its price and month, who shares it, and what of each payment is still there."""

    def __init__(self, price: int, shares: Shares, month: str) -> None:
        self.price, self.shares, self.month = price, shares, month
        self.payments, self.withdrawn = dict[str, int](), False

    @property
    def brings_nothing(self) -> bool:
        """Whether it was called off, or all was paid back that came in."""
        return self.withdrawn or bool(self.payments and not sum(self.payments.values()))


def capped(cents: int) -> str:
    """A limit of a plan: the most that an agent earns by the deals of a month."""
    return f'[[limit]]\nid = "cap"\ncite = "2"\neach = "month"\nat_most = "{ll.Money(cents, "CNY").amount}"\n'


def money(cents: int) -> dict[str, str]:
    return {"amount": ll.Money(cents, "CNY").amount, "currency": "CNY"}


class OfficeLife(RuleBasedStateMachine):
    """Deals, money, rulings, closings and payments, through two ledgers on one file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = datetime(2026, 3, 20, 10, tzinfo=OFFICE)
        self.ledgers = [open_ledger(self.folder / "office.db", clock=lambda: self.now) for _ in range(2)]
        self.asked = False
        self.deals: dict[str, Deal] = {}
        self.adjusted = dict.fromkeys(AGENTS, 0)
        self.paid: dict[tuple[str, str], tuple[str, int]] = {}
        self.next_month = "2026-03"
        self.stated: dict[str, bytes] = {}
        self.booked: dict[str, list[Transaction]] = {}

    @initialize(
        of=st.sampled_from(["price", "received"]),
        cap=st.sampled_from([None, 2, 1_000_000]),
        reversals=st.sampled_from(["when-known", "when-earned"]),
    )
    def begin(self, of: str, cap: int | None, reversals: str) -> None:
        self.of, self.cap = of, cap
        head = HEAD.replace('"price"', f'"{of}"').replace("when-known", reversals)
        self.plan = small_plan(FLAT + ("" if cap is None else capped(cap)), head=head)
        for price in (CENTS[-1], CENTS[-2]):
            self.a_deal_closes(0, "zhang", price)

    def teardown(self) -> None:
        for ledger in self.ledgers:
            ledger.close()
        shutil.rmtree(self.folder)

    def books(self, by: int = 0) -> Books:
        return self.ledgers[by].books(rulebook=SEED, plan=self.plan)

    def record(self, by: int, kind: str, /, **fields: Any) -> None:
        self.now += timedelta(minutes=1)
        self.ledgers[by].record(event_from_dict({"type": kind, "occurred_at": self.now.isoformat(), **fields}))

    # ------------------------------------------------------------------------------------------ what the office does

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @precondition(lambda self: len(self.deals) < 6)
    @rule(by=st.sampled_from([0, 1]), agent=st.sampled_from(["zhang", "li"]), price=st.sampled_from(CENTS))
    def a_deal_closes(self, by: int, agent: str, price: int) -> None:
        name = f"d{len(self.deals)}"
        self.record(by, "VisitReceived", customer=f"of-{name}", agent=agent)
        closing = {"deal": name, "customer": f"of-{name}", "agent": agent, "unit": name, "price": money(price)}
        self.record(by, "SubscriptionSigned", **closing)
        self.deals[name] = Deal(price, {agent: Fraction(1)}, month_of(self.now.date()))

    @precondition(lambda self: self.deals)
    @rule(by=st.sampled_from([0, 1]), data=st.data(), amount=st.sampled_from(CENTS))
    def money_comes_in(self, by: int, data: st.DataObject, amount: int) -> None:
        name = data.draw(st.sampled_from(sorted(self.deals)))
        payment = f"{name}-{len(self.deals[name].payments)}"
        self.record(by, "PaymentReceived", deal=name, payment=payment, amount=money(amount))
        self.deals[name].payments[payment] = amount

    @precondition(lambda self: any(sum(deal.payments.values()) for deal in self.deals.values()))
    @rule(by=st.sampled_from([0, 1]), data=st.data())
    def money_is_given_back(self, by: int, data: st.DataObject) -> None:
        there = [(name, one) for name, deal in self.deals.items() for one, left in deal.payments.items() if left]
        name, payment = data.draw(st.sampled_from(there))
        left = self.deals[name].payments[payment]
        back = data.draw(st.sampled_from(sorted({1, (left + 1) // 2, left})))
        self.record(by, "PaymentRefunded", deal=name, payment=payment, amount=money(back))
        self.deals[name].payments[payment] -= back

    @precondition(lambda self: self.deals)
    @rule(by=st.sampled_from([0, 1]), data=st.data(), shares=st.sampled_from(SHARES))
    def a_manager_rules(self, by: int, data: st.DataObject, shares: Mapping[str, str]) -> None:
        name = data.draw(st.sampled_from(sorted(self.deals)))
        ruling = {"ruling": f"r-{self.now.isoformat()}", "deal": name, "credit": dict(shares)}
        self.record(by, "RulingMade", **ruling, commission=dict(shares), reason="as heard", by="manager")
        self.deals[name].shares = {payee: Fraction(share) for payee, share in shares.items()}

    @precondition(lambda self: not all(deal.withdrawn for deal in self.deals.values()))
    @rule(by=st.sampled_from([0, 1]), data=st.data())
    def a_buyer_withdraws(self, by: int, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([name for name, deal in self.deals.items() if not deal.withdrawn]))
        self.record(by, "DealWithdrawn", deal=name, reason="changed their mind")
        self.deals[name].withdrawn = True

    @rule(by=st.sampled_from([0, 1]), agent=st.sampled_from(AGENTS), cents=st.sampled_from([-5_000, -1, 1, 777]))
    def something_is_put_right_by_hand(self, by: int, agent: str, cents: int) -> None:
        self.record(by, "AdjustmentPosted", agent=agent, amount=money(cents), reason="put right", by="manager")
        self.adjusted[agent] += cents

    @precondition(lambda self: len(self.stated) < 4)
    @rule(by=st.sampled_from([0, 1]))
    def a_month_is_closed(self, by: int) -> None:
        period = self.next_month
        if self.now.date() <= last_day(period):
            with pytest.raises(EntryRefused, match="is not over"):
                self.ledgers[by].close_period(period, rulebook=SEED, plan=self.plan)
            self.now = datetime.combine(last_day(period) + timedelta(days=1), time(0), OFFICE)
        self.ledgers[by].close_period(period, rulebook=SEED, plan=self.plan)
        self.now += timedelta(minutes=1)
        with pytest.raises(HistoryContradiction, match="closed twice"):
            self.ledgers[1 - by].close_period(period, rulebook=SEED, plan=self.plan)
        self.next_month = month_after(period)
        books = self.books()
        self.stated[period] = statements(books, period)
        self.booked[period] = [one for one in books.transactions if one.period == period]

    @precondition(lambda self: self.stated)
    @rule(by=st.sampled_from([0, 1]), data=st.data())
    def an_agent_is_paid_for_a_closed_month(self, by: int, data: st.DataObject) -> None:
        closings = {
            (one["agent"], period): round(Fraction(one["closing"]["amount"]) * 100)
            for period, stated in self.stated.items()
            for one in json.loads(stated)
        }
        anybody = [(agent, period) for agent in AGENTS for period in self.stated]
        agent, period = data.draw(st.sampled_from([one for one in closings if closings[one] > 0] or anybody))
        closing = closings.get((agent, period), 0)
        owed = closing - sum(cents for (who, _), (on, cents) in self.paid.items() if who == agent and on > period)
        self.now += timedelta(minutes=1)
        if owed <= 0:
            with pytest.raises(EntryRefused, match="nothing is due"):
                self.pay(by, agent, period)
            return
        if (agent, period) in self.paid:
            with pytest.raises(HistoryContradiction, match="is paid twice|is made twice"):
                self.pay(by, agent, period)
            return
        self.pay(by, agent, period)
        self.paid[agent, period] = month_of(self.now.date()), owed
        with pytest.raises((EntryRefused, HistoryContradiction)):
            self.pay(1 - by, agent, period)

    def pay(self, by: int, agent: str, period: str) -> None:
        self.ledgers[by].pay(agent, period, rulebook=SEED, plan=self.plan)

    # --------------------------------------------------------------------------------------------- what always holds

    @invariant()
    def the_books_are_what_the_arithmetic_says_and_closed_months_as_they_were_closed(self) -> None:
        if not hasattr(self, "plan"):
            return
        self.asked = not self.asked
        books = self.books(by=self.asked)
        stands = books.balances()
        assert sum(stands.values()) == 0
        assert {agent: -stands.get((f"agent:{agent}:due", "CNY"), 0) for agent in AGENTS} == self.expected()
        assert not any(stands.get((f"agent:{agent}:earned", "CNY"), 0) for agent in AGENTS)
        for period, stated in self.stated.items():
            assert statements(books, period) == stated
            assert [one for one in books.transactions if one.period == period] == self.booked[period]

    def expected(self) -> dict[str, int]:
        due, earned = dict(self.adjusted), Counter[tuple[str, str]]()
        for deal in self.deals.values():
            base = deal.price if self.of == "price" else sum(deal.payments.values())
            for payee, cents in ({} if deal.brings_nothing else commission(base, deal.shares)).items():
                if payee in due:
                    within = cents if self.cap is None else min(cents, self.cap - earned[payee, deal.month])
                    earned[payee, deal.month] += within
                    due[payee] += within
        for (agent, _), (_, cents) in self.paid.items():
            due[agent] -= cents
        return due


def statements(books: Books, period: str) -> bytes:
    """The statements of a month as JSON."""
    return json.dumps([one.to_dict() for agent in AGENTS for one in books.statement(agent, period)]).encode()


OfficeLife.TestCase.settings = settings(examples(20), stateful_step_count=25)
TestOfficeLife = OfficeLife.TestCase


def test_the_arithmetic_itself_shares_spare_cents_by_largest_remainder() -> None:
    thirds = {"li": Fraction(2, 3), "zhang": Fraction(1, 3)}
    assert commission(100, thirds) == {"li": 1, "zhang": 0}  # 0.67 and 0.33 of a cent
    assert commission(50, {"li": Fraction(1)}) == {"li": 0}  # half a cent, to even
    assert commission(150, {"li": Fraction(1)}) == {"li": 2}  # one and a half, to even
    halves = {"zhang": Fraction(1, 2), "li": Fraction(1, 2)}
    assert commission(300, halves) == {"zhang": 2, "li": 1}  # 1.5 each: the first named gets the spare cent
