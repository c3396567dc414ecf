"""The cells of statements, for files of rows: each line with all that is known of it, and the sums of each month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from leadledger.projections.statement import Line, Statement
from leadledger.reports.pages import BESIDE, TOTALS, total
from leadledger.reports.words import Words
from leadledger.texts import statements as say
from leadledger.values import Money

Cell = str | Money | date | Fraction | None
WHOSE = {
    "agent": say.AGENT_ID,
    "name": say.NAME,
    "period": say.PERIOD,
    "currency": say.CURRENCY,
    "closed": say.MONTH_CLOSED,
}
LINES = {
    **WHOSE,
    "day": say.DAY,
    "for": say.KIND,
    "deal": say.DEAL,
    "clause": say.CLAUSE,
    "clause_title": say.CLAUSE_TITLE,
    "rule": say.RULE,
    "rule_title": say.RULE_TITLE,
    "share": say.SHARE,
    "amount": say.AMOUNT,
    "earned": say.EARNED,
    "due": say.DUE,
    "reason": say.REASON,
    "difference": say.CORRECTS,
    "events": say.ENTRIES,
}
"""The columns of lines, with their headings for people."""
SUMS = {**WHOSE, **{name: say.TOTAL[name] for name in (*TOTALS, *BESIDE)}}
"""The columns of sums, with their headings for people."""


class Sheet(NamedTuple):
    """Rows under their headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def lines_of(statements: Iterable[Statement], lang: str) -> Sheet:
    """Every line of the statements."""
    rows: list[tuple[Cell, ...]] = []
    for of in statements:
        words = Words(lang, of.names)
        rows.extend((*_whose(of, words), *_line(line, words)) for line in of.lines)
    return Sheet(_headings(LINES.values(), lang), tuple(rows))


def sums_of(statements: Iterable[Statement], lang: str) -> Sheet:
    """The sums of every statement, a row each."""
    rows = (
        (*_whose(of, Words(lang, of.names)), *(total(of, name) for name in (*TOTALS, *BESIDE))) for of in statements
    )
    return Sheet(_headings(SUMS.values(), lang), tuple(rows))


def records_of(of: Statement, lang: str) -> Iterator[dict[str, Cell]]:
    """A statement as records of one kind: what stood before, the lines, and the sums, each said by ``row``."""
    words = Words(lang, of.names)
    whose = dict(zip(WHOSE, _whose(of, words), strict=True))
    before, *after = *TOTALS, *BESIDE
    yield {**whose, "row": before, "amount": total(of, before)}
    names = list(LINES)[len(WHOSE) :]
    for line in of.lines:
        yield {**whose, "row": "line", **dict(zip(names, _line(line, words), strict=True))}
    for name in after:
        yield {**whose, "row": name, "amount": total(of, name)}


def _headings(texts: Iterable[str], lang: str) -> tuple[str, ...]:
    said = Words(lang, {}).said
    return tuple(said(text) for text in texts)


def _whose(of: Statement, words: Words) -> Sequence[Cell]:
    closed = words.said(say.YES if of.closed else say.NO)
    return of.agent, words.name(of.agent), of.period, of.currency, closed


def _line(line: Line, words: Words) -> Sequence[Cell]:
    return (
        line.effective_on,
        words.kind(line),
        line.deal,
        None if line.clause is None else line.clause.cite,
        words.title(line.clause),
        None if line.rule is None else line.rule.cite,
        words.title(line.rule),
        line.share,
        line.amount,
        line.earned,
        line.due,
        words.reason(line),
        line.difference,
        " ".join(str(entry) for entry in line.events),
    )
