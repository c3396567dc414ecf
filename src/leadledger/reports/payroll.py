"""The payroll: what each agent is to be paid for a month, for the program that pays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from leadledger.projections.books import Books
from leadledger.projections.statement import Statement
from leadledger.reports.cells import Cell
from leadledger.reports.csv_text import csv_of
from leadledger.reports.words import Words
from leadledger.values import Money

COLUMNS = (
    "agent",
    "name",
    "period",
    "closed",
    "currency",
    "gross_due",
    "deductions",
    "paid_since",
    "net_to_pay",
    "carried_forward",
)


def payroll_csv(statements: Iterable[Statement], books: Books | None = None) -> bytes:
    """The payroll, a row for each statement; *books*, from which they are, know what was paid since.

    ``gross_due - deductions == paid_since + net_to_pay + carried_forward``: what was paid since the end of the month is
    not paid again, and what is below zero is not paid but carried forward, below zero. *closed* is ``yes`` or ``no``:
    what an open month leaves to pay can still change.
    """
    return csv_of(COLUMNS, [_record(one, books) for one in statements])


def _record(of: Statement, books: Books | None) -> dict[str, Cell]:
    zero = Money.zero(of.currency)
    parts = list(_parts(of))
    found = [] if books is None else books.owed(of.agent, of.period)
    owed = next((one for one in found if one.currency == of.currency), of.closing)
    return {
        "agent": of.agent,
        "name": Words("en", of.names).name(of.agent),
        "period": of.period,
        "closed": "yes" if of.closed else "no",
        "currency": of.currency,
        "gross_due": sum((one for one in parts if one > zero), zero),
        "deductions": -sum((one for one in parts if one < zero), zero),
        "paid_since": of.closing - owed,
        "net_to_pay": max(owed, zero),
        "carried_forward": min(owed, zero),
    }


def _parts(of: Statement) -> Iterator[Money]:
    """What was left over from before, and what each sort of lines brought or took; they sum to what is due."""
    zero = Money.zero(of.currency)
    rest = of.closing
    lines = sorted((line.kind, line.taken_back, line.due.amount_minor) for line in of.lines if line.kind != "payment")
    for _, sort in groupby(lines, key=lambda line: line[:2]):
        part = Money(sum(minor for _, _, minor in sort), of.currency)
        rest -= part
        yield part
    if rest != zero:
        yield rest
