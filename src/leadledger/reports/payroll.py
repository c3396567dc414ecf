"""The payroll: what each agent is to be paid for a month, for the program that pays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from leadledger.projections.statement import Statement
from leadledger.reports.cells import Cell
from leadledger.reports.csv_text import csv_of
from leadledger.reports.words import Words
from leadledger.values import Money

COLUMNS = ("agent", "name", "period", "currency", "gross_due", "deductions", "net_to_pay", "carried_forward")


def payroll_csv(statements: Iterable[Statement]) -> bytes:
    """The payroll, a row for each statement: ``gross_due - deductions == net_to_pay + carried_forward``.

    What is below zero is not paid but carried forward, below zero.
    """
    return csv_of(COLUMNS, map(_record, statements))


def _record(of: Statement) -> dict[str, Cell]:
    zero = Money.zero(of.currency)
    parts = list(_parts(of))
    return {
        "agent": of.agent,
        "name": Words("en", of.names).name(of.agent),
        "period": of.period,
        "currency": of.currency,
        "gross_due": sum((one for one in parts if one > zero), zero),
        "deductions": -sum((one for one in parts if one < zero), zero),
        "net_to_pay": max(of.closing, zero),
        "carried_forward": min(of.closing, zero),
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
