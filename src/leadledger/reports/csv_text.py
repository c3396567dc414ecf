"""CSV: UTF-8, lines ended as RFC 4180 says, and no text in it that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from leadledger.projections.statement import Statement
from leadledger.reports.cells import LINES, WHOSE, Cell, records_of
from leadledger.values import Money

COLUMNS = (*WHOSE, "row", *list(LINES)[len(WHOSE) :])
"""The columns of statements; their names are the same in every language."""
# What begins a formula, also after spaces and in full width; the mark itself, so that it can be taken off again.
_ACTIVE = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|['\t\r\n]")


def statements_csv(statements: Iterable[Statement], lang: str = "en") -> bytes:
    """Statements, a row for what stood before, for each line and for each sum: ``row`` says which it is."""
    return csv_of(COLUMNS, (record for of in statements for record in records_of(of, lang)))


def csv_of(columns: Sequence[str], records: Iterable[Mapping[str, Cell]]) -> bytes:
    """Records under the names of their columns; what a record does not have is left empty."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_cell(record.get(name)) for name in columns])
    return written.getvalue().encode("utf-8", "backslashreplace")


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate it, or where it begins with one.

    >>> harmless("=1+1"), harmless("'a"), harmless("张伟")
    ("'=1+1", "''a", '张伟')
    """
    return f"'{text}" if _ACTIVE.match(text) else text


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case Money():
            return value.amount
        case Fraction() | date():
            return str(value)
        case str():
            return harmless(value)
