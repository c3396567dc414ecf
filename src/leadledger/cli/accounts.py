"""``leadledger accounts``: what stands on every account, and the books for other programs."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated, Literal

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.books_asked import Kept, PlanBook, kept
from leadledger.cli.options import AsEntered, AsJson, Book, HistoryFile, KnownAt, Language, Timezone
from leadledger.cli.outputs import month, write
from leadledger.errors import CallInvalid
from leadledger.reports.beancount import beancount_text, counted
from leadledger.reports.payroll import payroll_csv
from leadledger.texts import Catalogue, catalogue, formats
from leadledger.texts import statements as say
from leadledger.values import MINOR_UNITS, Money

Effective = Annotated[
    str | None, Parameter(name="--effective", help="Only what is for days up to this one, for example 2026-03-31.")
]
Format = Annotated[
    Literal["beancount", "payroll"] | None,
    Parameter(
        name="--format",
        help="The whole books for Beancount, or the payroll of a month as CSV, instead of the balances.",
    ),
]
PayrollMonth = Annotated[str | None, Parameter(name="--period", help="The month of the payroll, for example 2026-03.")]
OutFile = Annotated[
    str | None, Parameter(name="--out", help="The new file to write to; without it, to standard output.")
]


def accounts(
    history: HistoryFile,
    /,
    *,
    effective: Effective = None,
    plan: PlanBook = None,
    rulebook: Book = None,
    known_at: KnownAt = None,
    as_entered: AsEntered = None,
    format: Format = None,  # noqa: A002  # what the option is called
    period: PayrollMonth = None,
    out: OutFile = None,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> None:
    """Say what stands on every account, by currency: debits less credits, so that each currency sums to zero.

    What an agent is to get stands below zero, as debts do. With --format the books are written for another program:
    a Beancount file that asserts these balances, or the payroll of a month.
    """
    day = _day(effective)
    _refuse_what_does_not_fit(format, period, out, effective, json=json)
    found = kept(
        history,
        lang=lang,
        rulebook=rulebook,
        plan=plan,
        known_at=known_at,
        as_entered=as_entered,
        timezone=timezone,
    )
    if format == "payroll" and period is not None:
        data = payroll_csv(found.statements(None, period), found.books)
        said = catalogue(lang)
        _out(data, out, said(say.PAYROLL_WRITTEN).format(month=formats.month(said, period), file=out))
    elif format == "beancount":
        transactions, names = found.books.transactions, found.books.names
        data = beancount_text(transactions, names, effective=day).encode("utf-8", "backslashreplace")
        said, count = catalogue(lang), len(counted(transactions, effective=day))
        _out(data, out, said(say.BOOKS_WRITTEN).format(file=out, count=count))
    else:
        _balances(found, day, catalogue(lang), json=json)


def _balances(found: Kept, day: date | None, said: Catalogue, *, json: bool) -> None:
    balances = found.books.balances(effective=day)
    if json:
        for (account, currency), minor in balances.items():
            printing.line({"account": account, "currency": currency, "balance": Money(minor, currency).amount})
        return
    for sentence in found.above:
        printing.prose(sentence)
    if day is not None:
        printing.prose(said(say.AS_EFFECTIVE).format(day=formats.day(said, day)))
    if not balances:
        printing.prose(said(say.NO_ACCOUNTS))
        return
    rows = [
        (account, currency, formats.amount(minor, MINOR_UNITS[currency]))
        for (account, currency), minor in balances.items()
    ]
    headings = [said(one) for one in (say.ACCOUNT, say.CURRENCY, say.BALANCE)]
    printing.table(headings, rows, whole=(1, 2), right=(2,))
    printing.text("")
    printing.prose(said(say.SIGNS))


def _out(data: bytes, file: str | None, sentence: str) -> None:
    if file is None:
        sys.stdout.write(data.decode())
        return
    write(file, data)
    printing.prose(sentence)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CallInvalid(f"--effective {text}: expected a day such as 2026-03-31") from None


def _refuse_what_does_not_fit(
    format: str | None,  # noqa: A002  # what the option is called
    period: str | None,
    out: str | None,
    effective: str | None,
    *,
    json: bool,
) -> None:
    if format == "payroll" and period is None:
        raise CallInvalid("--format payroll needs --period to say of which month")
    if format == "payroll" and effective is not None:
        raise CallInvalid("--effective: a payroll is of a whole month, which --period names")
    if format != "payroll" and period is not None:
        raise CallInvalid("--period: only --format payroll is of a month; --effective gives balances as of a day")
    if format is None and out is not None:
        raise CallInvalid("--out: expected --format to say what to write")
    if format is not None and json:
        raise CallInvalid(f"--json and --format {format}: expected one of them at a time")
    if period is not None:
        month(period)
