"""Postings: double entry, every transaction with the deal, the clause, the plan and the entries behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Literal
from uuid import UUID

from leadledger.values import DEPARTMENT, SUSPENSE, UNASSIGNED, Money

Kind = Literal[
    "accrual",
    "release",
    "payment",
    "base-pay",
    "penalty",
    "guarantee",
    "draw",
    "recovery",
    "adjustment",
    "write-off",
]
"""What a transaction is for. One that takes another back is of the other's kind, and names it in *reverses*."""

REASONS: Mapping[str, str] = {
    "ComplaintDecided": "complaint-decided",
    "CommissionPlanAdopted": "plan-adopted",
    "ContractSigned": "contract-signed",
    "CustomersLinked": "customers-linked",
    "CustomersUnlinked": "customers-unlinked",
    "DealWithdrawn": "withdrawn",
    "EntryStruck": "entry-struck",
    "PaymentReceived": "payment-received",
    "PaymentRefunded": "payment-refunded",
    "RulebookAdopted": "rulebook-adopted",
    "RulingMade": "ruled",
    "RulingDefied": "ruling-defied",
    "SettlementAgreed": "settled",
    "UnitSwapped": "unit-swapped",
    "CommissionPaid": "paid",
    "AdjustmentPosted": "adjusted",
    "PeriodClosed": "month-closed",
    "AgentJoined": "agent-changed",
}
"""Why something was posted, by the type of the entry that brought it about; the closing itself gives "closed",
what another deal's change moves "another-deal", and any other entry "changed"."""

COMMISSION = "expense:commission"
BASE_PAY = "expense:base-pay"
GUARANTEES = "expense:guarantees"
ADJUSTMENTS = "expense:adjustments"
WRITTEN_OFF = "expense:written-off"
PENALTIES = "penalties"
_NOT_PEOPLE: Mapping[str, str] = {DEPARTMENT: "department", SUSPENSE: "suspense", UNASSIGNED: "unassigned"}


def earned(payee: str) -> str:
    """The account of what a payee has earned and is not due yet; of payees that are not people, their only one.

    >>> earned("zhang"), earned("@department")
    ('agent:zhang:earned', 'department')
    """
    return _NOT_PEOPLE.get(payee) or f"agent:{payee}:earned"


def due(agent: str) -> str:
    """The account of what an agent is to be paid; below zero in their favour, as debts are."""
    return f"agent:{agent}:due"


def paid(agent: str) -> str:
    """The account of what an agent was paid."""
    return f"agent:{agent}:paid"


def drawn(agent: str) -> str:
    """The account of what an agent was advanced and has to earn yet."""
    return f"agent:{agent}:drawn"


def is_person(payee: str) -> bool:
    """Whether a payee is somebody: not the department, and nobody that money waits for."""
    return not payee.startswith("@")


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of a transaction: *amount* is debited, or credited where it is below zero."""

    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause that money follows from: of the rulebook, or of the plan; *title* by language."""

    id: str
    cite: str
    title: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Transaction:
    """One step of the books: its postings sum to zero in their one currency.

    *number* counts from 1 in the order of posting. *effective_on* is the office's day it is for, *recorded_at* the
    register time of the entry that brought it about, *period* the month (``2026-03``) it is booked in. *share* is the
    payee's exact part of the commission, *clause* what the rulebook gave it by, *rule* what the plan figured it by, and
    *plan* that plan's name, version and digest. *events* are the ids of the entries behind it, the one that brought it
    about first. *reverses* is the number of the transaction that it takes back, posting for posting; *corrects* that of
    one taken back in whose place it stands. *reason* is why it was posted: one of :data:`REASONS`;
    *note* is what somebody wrote to it. *remainder* names the rule by which the cents of a split were given out.
    """

    number: int
    kind: Kind
    effective_on: date
    recorded_at: datetime
    period: str
    postings: tuple[Posting, ...]
    reason: str
    agent: str | None = None
    deal: str | None = None
    share: Fraction | None = None
    clause: Cited | None = None
    rule: Cited | None = None
    plan: tuple[str, str, str] | None = None
    events: tuple[UUID, ...] = ()
    reverses: int | None = None
    corrects: int | None = None
    note: str | None = None
    remainder: str | None = None

    @property
    def currency(self) -> str:
        """The currency of its postings."""
        return self.postings[0].amount.currency

    def on(self, account: str) -> int:
        """What it does to an account, in minor units: debits less credits.

        >>> from datetime import date, datetime, UTC
        >>> lines = (Posting(COMMISSION, Money(100, "CNY")), Posting(earned("li"), Money(-100, "CNY")))
        >>> at = datetime(2026, 3, 1, tzinfo=UTC)
        >>> Transaction(1, "accrual", at.date(), at, "2026-03", lines, "closed").on("agent:li:earned")
        -100
        """
        return sum(line.amount.amount_minor for line in self.postings if line.account == account)


def balances(
    transactions: Sequence[Transaction], *, effective: date | None = None, known_at: datetime | None = None
) -> dict[tuple[str, str], int]:
    """What stands on each account, by account and currency, in minor units: debits less credits, sorted by name.

    Counted is what is for a day up to *effective*, inclusive, and was brought about by an entry that was registered by
    *known_at*; all of it where they are left out. The balances of each currency sum to zero.
    """
    found: dict[tuple[str, str], int] = {}
    for one in transactions:
        if (effective is None or one.effective_on <= effective) and (known_at is None or one.recorded_at <= known_at):
            for line in one.postings:
                key = line.account, line.amount.currency
                found[key] = found.get(key, 0) + line.amount.amount_minor
    return dict(sorted(found.items()))
