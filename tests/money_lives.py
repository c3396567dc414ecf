"""The money side of whole lives: prices, payments, swaps and withdrawals, months closed, and what agents are paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from leadledger.plan import Plan
from tests.lives import AGENTS, Entry
from tests.small_plans import HEAD, small_plan

Chooser = Callable[[Sequence[Any]], Any]
AMOUNTS = ("0.01", "3.33", "100.00", "1000.01", "499999.99", "1000000.00")
CENTS = ("0.01", "7.77", "100.00", "50000.00")
RATES = (
    '[[rate]]\nid = "flat"\ncite = "1"\nrate = "1.25%"\n',
    '[[rate]]\nid = "flat"\ncite = "1"\nrate = "1/3"\n',
    *(
        f"""
[[rate]]
id = "tiered"
cite = "1"
[rate.tiers]
kind = "{kind}"
over = "{over}"
measure = "{measure}"
table = [{{ from = "0", rate = "1%" }}, {{ from = "{first}", rate = "1.5%" }}, {{ from = "{second}", rate = "3%" }}]
"""
        for kind in ("slab", "marginal")
        for over in ("month", "quarter")
        for measure, first, second in (("base", "1000.00", "600000.00"), ("deals", "1", "2"))
    ),
)
RELEASES = (
    "",
    """
[[release]]
id = "paid"
cite = "2"
share = "2/3"
pro_rata = true
[[release]]
id = "kept"
cite = "2"
share = "1/3"
after = "1 month"
""",
    """
[[release]]
id = "first"
cite = "2"
share = "70%"
on = { type = "PaymentReceived" }
[[release]]
id = "contract"
cite = "2"
share = "30%"
on = { type = "ContractSigned" }
""",
)
LIMITS = ("", "", '[[limit]]\nid = "cap"\ncite = "3"\neach = "month"\nat_most = "5000.00"\n')
GUARANTEES = (
    "",
    "",
    '[[guarantee]]\nid = "draw"\ncite = "4"\namount = { amount = "100.00", currency = "CNY" }\nrecoverable = true\n',
)
REMAINDERS = (
    "largest-remainder",
    "floor-then-first",
    "largest-weight-first",
    "sequential-from-last",
    "round-then-fix",
)


def any_plan(choose: Chooser) -> Plan:
    """A plan of what plans are made of; without guarantees it only ever moves money that deals brought."""
    known = f'reversals = "{choose(("when-known", "when-earned"))}"\nremainder = "{choose(REMAINDERS)}"'
    head = HEAD.replace('reversals = "when-known"', known).replace('"price"', choose(('"price"', '"received"')))
    return small_plan("\n".join(map(choose, (RATES, RELEASES, LIMITS))), head=head)


def with_money(history: Sequence[Entry], choose: Chooser, *, months: bool = True) -> list[Entry]:
    """The history with prices on its closings, and entries about money after them, in register order."""
    signed = {entry["deal"] for entry in history if entry["type"] == "ContractSigned"}
    told: list[Entry] = []
    more: list[Entry] = []
    for entry in history:
        if entry["type"] == "SubscriptionSigned":
            told.append({**entry, "price": _money(choose(AMOUNTS))})
            more += _of_deal(entry, choose, signed=entry["deal"] in signed)
        else:
            told.append(entry)
    last = max((_known(entry) for entry in (*told, *more)), default=None)
    if months and last is not None:
        more += _months(min(_known(entry) for entry in told), last, choose)
    return sorted((*told, *more), key=_known)


def _of_deal(closing: Entry, choose: Chooser, *, signed: bool) -> list[Entry]:
    at, deal, found = _known(closing), closing["deal"], list[Entry]()
    paid: list[tuple[str, str]] = []
    for number in range(choose((0, 1, 2, 4))):
        at += choose((timedelta(hours=1), timedelta(days=3), timedelta(days=40)))
        what = choose(("payment", "payment", "refund", "swap", "contract", "withdrawal"))
        if what == "refund" and not paid:
            what = "payment"
        if what == "contract" and (signed or any(one["type"] == "ContractSigned" for one in found)):
            continue
        fields: dict[str, Any] = {"deal": deal}
        if what == "payment":
            paid.append((f"{deal}-{number}", choose(CENTS)))
            fields |= {"payment": paid[-1][0], "amount": _money(paid[-1][1])}
        elif what == "refund":
            payment, amount = paid.pop()
            fields |= {"payment": payment, "amount": _money(amount)}
        elif what == "swap":
            fields |= {"to_unit": "other", "price": _money(choose(AMOUNTS))}
        elif what == "withdrawal":
            fields |= {"reason": "changed their mind", "by": "manager"}
        found.append({"type": _TYPES[what], "occurred_at": at.isoformat(), **fields})
    return found


_TYPES = {
    "payment": "PaymentReceived",
    "refund": "PaymentRefunded",
    "swap": "UnitSwapped",
    "contract": "ContractSigned",
    "withdrawal": "DealWithdrawn",
}


def _months(first: datetime, last: datetime, choose: Chooser) -> list[Entry]:
    """Months closed on the first of the next, and somebody paid or put right now and then."""
    found: list[Entry] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        period = f"{year}-{month:02}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        at = datetime(year, month, 1, 0, 30, 17, tzinfo=last.tzinfo)
        if choose((True, True, False)):
            found.append({"type": "PeriodClosed", "occurred_at": at.isoformat(), "period": period})
        if choose((True, False)):
            agent, amount = choose(AGENTS), choose(CENTS)
            paid = {"agent": agent, "period": period, "amount": _money(amount), "payment": f"{agent}-{period}"}
            at += timedelta(days=2)
            found.append({"type": "CommissionPaid", "occurred_at": at.isoformat(), **paid})
    return found


def everything_called_off(history: Sequence[Entry]) -> list[Entry]:
    """A withdrawal of every deal, after all else."""
    at = max(map(_known, history)) + timedelta(days=1)
    deals = dict.fromkeys(entry["deal"] for entry in history if entry["type"] == "SubscriptionSigned")
    called_off = {"type": "DealWithdrawn", "occurred_at": at.isoformat(), "reason": "all of it", "by": "manager"}
    return [{**called_off, "deal": deal} for deal in deals]


def _known(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.get("recorded_at", entry["occurred_at"]))


def _money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}
