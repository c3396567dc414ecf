"""Keeping books: so many deals posted and twelve months closed, at two sizes; ``python -m benchmarks.books [DEALS …]``.

Each deal has a visit, a subscription, a contract and two payments; one in twenty is withdrawn, and a tier counts by the
month. The history is entered first; what is timed is keeping the books of it, in processor time, in a process of its
own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import leadledger as ll
from benchmarks.measuring import machine, peak_megabytes, table
from leadledger.events import Event
from leadledger.plan import parse_plan

SIZES = (10_000, 100_000)
AGENT_FOR = 120
"""How many deals a year make one more agent."""
ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 1, 1, 9, tzinfo=ZONE)
PLAN = """
name = "measured"
version = "1"
title = { en = "Measured" }
[terms]
timezone = "Asia/Shanghai"
reversals = "when-known"
[base]
of = "price"
[[rate]]
id = "tiers"
cite = "1"
[rate.tiers]
kind = "marginal"
over = "month"
measure = "base"
table = [{ from = "0", rate = "1%" }, { from = "5000000.00", rate = "1.5%" }]
[[release]]
id = "paid"
cite = "2"
share = "80%"
pro_rata = true
[[release]]
id = "contract"
cite = "2"
share = "20%"
on = { type = "ContractSigned" }
"""


def history(deals: int) -> Iterator[Event]:
    """A year of so many deals and twelve months closed, in register order."""
    chance = Random(1)
    agents = [f"agent-{number:04d}" for number in range(max(2, deals // AGENT_FOR))]
    year = timedelta(days=330)
    told: list[tuple[datetime, int, Event]] = []
    for number in range(deals):
        at = START + year * number / deals
        agent, deal, customer = chance.choice(agents), f"d{number}", f"c{number}"
        price = ll.Money(chance.randrange(50_000_000, 300_000_000), "CNY")
        half = ll.Money(price.amount_minor // 2, "CNY")
        told += [
            (at, number, ll.VisitReceived(occurred_at=at, customer=customer, agent=agent)),
            _signed(at + timedelta(hours=1), number, deal, customer, agent, price),
            _paid(at + timedelta(days=3), number, deal, "1", half),
            _contract(at + timedelta(days=10), number, deal),
            _paid(at + timedelta(days=20), number, deal, "2", half),
        ]
        if number % 20 == 0:
            late = at + timedelta(days=25)
            told.append(
                (late, number, ll.DealWithdrawn(occurred_at=late, deal=deal, reason="called off", by="manager"))
            )
    for month in range(1, 13):
        at = datetime(2025 + month // 12, month % 12 + 1, 1, 1, tzinfo=ZONE)
        told.append((at, -1, ll.PeriodClosed(occurred_at=at, period=f"2025-{month:02}")))
    told.sort(key=lambda one: one[:2])
    return (event for _, _, event in told)


def _signed(
    at: datetime, order: int, deal: str, customer: str, agent: str, price: ll.Money
) -> tuple[datetime, int, Event]:
    signed = ll.SubscriptionSigned(
        occurred_at=at, deal=deal, customer=customer, unit=f"unit-{deal}", agent=agent, price=price
    )
    return at, order, signed


def _paid(at: datetime, order: int, deal: str, name: str, amount: ll.Money) -> tuple[datetime, int, Event]:
    return at, order, ll.PaymentReceived(occurred_at=at, deal=deal, payment=f"{deal}-{name}", amount=amount)


def _contract(at: datetime, order: int, deal: str) -> tuple[datetime, int, Event]:
    return at, order, ll.ContractSigned(occurred_at=at, deal=deal)


def keep(path: str) -> None:
    """Keeps the books of a ledger, and prints what that took."""
    with ll.open(path) as ledger:
        start = time.process_time()
        books = ledger.books(plan=parse_plan(PLAN))
        seconds = time.process_time() - start
        assert not sum(books.balances().values()), "the books balance"
        print(seconds, ledger.head().size, len(books.transactions), peak_megabytes())


def main() -> None:
    """Measures each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deals", nargs="*", type=int)
    parser.add_argument("--keep", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.keep:
        keep(asked.keep)
        return
    print(machine())
    rows: list[list[str]] = []
    for deals in asked.deals or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "office.db"))
            with ll.open(path) as ledger:
                ledger.import_events(history(deals))
            command = [sys.executable, "-m", "benchmarks.books", "--keep", path]
            told = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds, entries, transactions, megabytes = map(float, told.stdout.split())
        rows.append(
            [
                f"{deals:,}",
                f"{entries:,.0f}",
                f"{transactions:,.0f}",
                f"{seconds:,.1f} s",
                f"{entries / seconds:,.0f}",
                f"{seconds / deals * 1e6:,.0f} µs",
                f"{megabytes:,.0f} MB",
            ]
        )
    table(
        "Keeping the books of a year",
        ["deals", "entries", "transactions", "time", "entries/s", "a deal", "memory"],
        rows,
    )


if __name__ == "__main__":
    main()
