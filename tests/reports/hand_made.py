"""Books made by hand: people with odd names and ids, two currencies, a closed month and a difference in the next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from uuid import UUID

from leadledger.projections.books import Books
from leadledger.projections.postings import (
    ADJUSTMENTS,
    BASE_PAY,
    COMMISSION,
    PENALTIES,
    Cited,
    Kind,
    Posting,
    Transaction,
    drawn,
    due,
    earned,
    paid,
)
from leadledger.values import Money

NASTY = '=cmd|"/c calc"!A1'
CHINESE = "张:三.due"
PLAIN = "li-na"
NAMES = {NASTY: '+1 <b>"O\'Hara"</b> & Co \\', CHINESE: "张伟", PLAIN: "李娜"}
CLAUSE = Cited(
    "declined", "5.3.2", {"en": "The customer declines the earlier salesperson", "zh": "客户不愿由原销售员接待"}
)
RULE = Cited("all", "2.1", {"en": '<i>One percent</i> "net"', "zh": "按成交价百分之一"})
FREED = Cited("handover", "4", {"en": "At the handover", "zh": "交房时"})
PLAN = ("one-percent", "1", "sha256:0f")


class Writer:
    """Writes transactions one after another."""

    def __init__(self) -> None:
        self.written: list[Transaction] = []

    def post(
        self,
        kind: Kind,
        on: str,
        minor: int,
        accounts: tuple[str, str],
        *,
        agent: str | None = None,
        currency: str = "CNY",
        deal: str | None = None,
        reason: str = "closed",
        period: str | None = None,
        reverses: int | None = None,
        rule: Cited | None = RULE,
    ) -> int:
        day = date.fromisoformat(on)
        number = len(self.written) + 1
        lines = (Posting(accounts[0], Money(minor, currency)), Posting(accounts[1], Money(-minor, currency)))
        self.written.append(
            Transaction(
                number=number,
                kind=kind,
                effective_on=day,
                recorded_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
                period=period or on[:7],
                postings=lines,
                reason=reason,
                agent=agent,
                deal=deal,
                share=Fraction(4, 5) if deal else None,
                clause=CLAUSE if deal else None,
                rule=rule if deal else None,
                plan=PLAN,
                events=(UUID(int=number), UUID(int=number + 1000)),
                reverses=reverses,
            )
        )
        return number


def books() -> Books:
    """March, which is closed and paid, and April with what an upheld complaint changed."""
    write = Writer()
    for agent, minor in ((NASTY, 1_024_005), (CHINESE, 256_000), (PLAIN, 99)):
        deal = f"-{agent[:3]}"
        first = write.post("accrual", "2026-03-20", minor, (COMMISSION, earned(agent)), agent=agent, deal=deal)
        free = write.post(
            "release", "2026-03-25", minor // 2, (earned(agent), due(agent)), agent=agent, deal=deal, rule=FREED
        )
        assert (first, free) == (len(write.written) - 1, len(write.written))
    write.post("base-pay", "2026-03-31", 300_000, (BASE_PAY, due(PLAIN)), agent=PLAIN, reason="month-closed")
    write.post("penalty", "2026-03-31", 13_793, (due(PLAIN), PENALTIES), agent=PLAIN, reason="snatching")
    write.post("accrual", "2026-03-21", 5000, (COMMISSION, earned("@department")), deal="d9", agent="@department")
    write.post("accrual", "2026-03-22", 777, (COMMISSION, earned(PLAIN)), agent=PLAIN, deal="d3", currency="JPY")
    write.post("payment", "2026-04-05", 512_002, (due(NASTY), paid(NASTY)), agent=NASTY, reason="paid")
    why = "complaint-decided"
    write.post(
        "release", "2026-04-10", -512_002, (earned(NASTY), due(NASTY)), agent=NASTY, deal="-=cm", reason=why, reverses=2
    )
    write.post(
        "accrual",
        "2026-04-10",
        -1_024_005,
        (COMMISSION, earned(NASTY)),
        agent=NASTY,
        deal="-=cm",
        reason=why,
        reverses=1,
    )
    write.post("draw", "2026-04-30", 100_000, (drawn(CHINESE), due(CHINESE)), agent=CHINESE, reason="month-closed")
    write.post("adjustment", "2026-04-30", 1, (ADJUSTMENTS, due(CHINESE)), agent=CHINESE, reason="adjusted")
    return Books(tuple(write.written), {"2026-03": datetime(2026, 4, 1, tzinfo=UTC)}, {}, NAMES)
