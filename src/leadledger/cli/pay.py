"""``leadledger pay``: records that agents were paid what a closed month leaves due to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.books_asked import Kept, PlanBook, books_of
from leadledger.cli.ledgers import existing
from leadledger.cli.options import AsJson, Book, Language, LedgerFile
from leadledger.cli.outputs import Period, month
from leadledger.errors import CallInvalid
from leadledger.events import CommissionPaid
from leadledger.ledger import Ledger
from leadledger.ledger.payouts import payment_of, refuse_another_plan
from leadledger.plan import Plan, load_plan
from leadledger.projections.books import Books
from leadledger.reports.words import Words
from leadledger.rulebook.library import load_rulebook
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.entries import Receipt
from leadledger.texts import catalogue, formats
from leadledger.texts import commands as told
from leadledger.texts import statements as say

PaidAgent = Annotated[str | None, Parameter(name="--agent", help="The agent who was paid, by id.")]
Everybody = Annotated[bool, Parameter(name="--all", negative=(), help="Everybody to whom anything is due.")]
PaymentId = Annotated[
    str | None, Parameter(name="--payment", help="The id of the payment; the same again is not recorded again.")
]
Currency = Annotated[
    str | None, Parameter(name="--currency", help="Only what is due in this currency, for example CNY.")
]
PaidOn = Annotated[str | None, Parameter(name="--paid-on", help="The day of the payment; today, if it is left out.")]
DryRun = Annotated[bool, Parameter(name="--dry-run", negative=(), help="Record nothing; list what is to be paid.")]
NOON = time(12)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which payments are asked for."""

    period: str
    agent: str | None
    currency: str | None
    payment: str | None
    paid_on: str | None
    plan: Plan | None
    rulebook: Rulebook | None

    def paid_at(self, ledger: Ledger) -> datetime:
        """When it was paid: noon of the day that was said, in the office's zone, or else now."""
        if self.paid_on is None:
            return datetime.now(UTC)
        try:
            day = date.fromisoformat(self.paid_on)
        except ValueError:
            raise CallInvalid(f"--paid-on {self.paid_on}: expected a day such as 2026-04-05") from None
        return datetime.combine(day, NOON, ledger.office(rulebook=self.rulebook).zone)


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment, and its receipt; in a dry run it has none."""

    event: CommissionPaid
    receipt: Receipt | None = None

    def to_dict(self) -> dict[str, Any]:
        """The payment as ``pay --json`` prints it."""
        amount = self.event.amount
        return {
            "agent": self.event.agent,
            "period": self.event.period,
            "amount": {"amount": amount.amount, "currency": amount.currency},
            "payment": self.event.payment,
            "position": None if self.receipt is None else self.receipt.position,
            "new": None if self.receipt is None else self.receipt.new,
        }


def pay(
    ledger: LedgerFile,
    /,
    *,
    period: Period,
    agent: PaidAgent = None,
    everybody: Everybody = False,
    currency: Currency = None,
    payment: PaymentId = None,
    paid_on: PaidOn = None,
    dry_run: DryRun = False,
    plan: PlanBook = None,
    rulebook: Book = None,
    json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Record that agents were paid what a closed month leaves due to them, less what they were paid since.

    An agent is paid once for each month and currency, however many record it at once. With --all, all are recorded or
    none.
    """
    month(period)
    if everybody == (agent is not None):
        raise CallInvalid("pay needs either --agent or --all to say who was paid")
    if everybody and payment is not None:
        raise CallInvalid("--payment names one payment: expected --agent with it, not --all")
    asked = _Asked(
        period,
        agent,
        currency,
        payment,
        paid_on,
        None if plan is None else load_plan(plan),
        None if rulebook is None else load_rulebook(rulebook),
    )
    with existing(ledger) as there:
        if asked.plan is not None:
            refuse_another_plan(there.office(rulebook=asked.rulebook))
        if dry_run or agent is None:
            books = books_of(there, catalogue(lang), rulebook=asked.rulebook, plan=asked.plan)
            if agent is not None:
                Kept(books, f"in {ledger}").refuse_unknown(agent)
            done, names = _all_due(there, books, asked, dry_run=dry_run), books.names
        else:
            done, names = _paid(there, agent, asked), there.office(rulebook=asked.rulebook).source.names()
    if json:
        for one in done:
            printing.line(one.to_dict())
        return
    _print(done, ledger, period, Words(lang, names), dry_run=dry_run)


def _paid(ledger: Ledger, agent: str, asked: _Asked) -> list[Payment]:
    receipt = ledger.pay(
        agent,
        asked.period,
        currency=asked.currency,
        payment=asked.payment,
        paid_at=asked.paid_at(ledger),
        rulebook=asked.rulebook,
        plan=asked.plan,
    )
    event = next(ledger.subscribe(after=receipt.position - 1, follow=False, rulebook=asked.rulebook)).event
    assert isinstance(event, CommissionPaid), "a payment was recorded there"
    return [Payment(event, receipt)]


def _all_due(ledger: Ledger, books: Books, asked: _Asked, *, dry_run: bool) -> list[Payment]:
    due = list(_due(ledger, books, asked))
    if dry_run or not due:
        return [Payment(event) for event in due]
    return [Payment(*pair) for pair in zip(due, ledger.record(due, rulebook=asked.rulebook), strict=True)]


def _due(ledger: Ledger, books: Books, asked: _Asked) -> Iterator[CommissionPaid]:
    """The payments that are due: to one agent, or to everybody."""
    if not books.is_closed(asked.period):
        raise CallInvalid(f"{asked.period} is not closed: close it before anybody is paid for it")
    zone, now = ledger.office(rulebook=asked.rulebook).zone, asked.paid_at(ledger)
    for agent in sorted(books.agents()) if asked.agent is None else [asked.agent]:
        for money in books.owed(agent, asked.period):
            if money.amount_minor > 0 and asked.currency in (None, money.currency):
                yield payment_of(books, agent, asked.period, now, zone, money.currency, asked.payment)


def _print(done: Sequence[Payment], ledger: str, period: str, words: Words, *, dry_run: bool) -> None:
    said = words.said
    if dry_run:
        printing.prose(said(say.DRY_RUN).format(ledger=ledger))
    if not done:
        printing.prose(said(say.NOTHING_TO_PAY).format(month=formats.month(said, period)))
        return
    rows = [
        (words.person(one.event.agent), one.event.payment, one.event.amount.currency, words.amount(one.event.amount))
        for one in done
    ]
    amount = say.TO_PAY if dry_run else say.AMOUNT
    printing.table([said(one) for one in (told.AGENT, say.PAY, say.CURRENCY, amount)], rows, whole=(2, 3), right=(3,))
    new = sum(one.receipt is not None and one.receipt.new for one in done)
    old = sum(one.receipt is not None and not one.receipt.new for one in done)
    for text, count in ((say.PAID_NOW, new), (say.PAID_ALREADY, old)):
        if count:
            printing.text("")
            printing.prose(said.plural(text.one, text.many, count).format(count=count, ledger=ledger))
