"""A statement as a page: the same headings, rows and sums on the terminal and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from leadledger.projections.statement import Line, Statement
from leadledger.reports.words import Words
from leadledger.texts import statements as say
from leadledger.texts.visible import visible
from leadledger.values import Money

TOTALS = ("opening", "released", "clawed_back", "adjusted", "paid", "closing")
"""What makes up the amount due, in order: the first five sum to the last."""
BESIDE = ("earned", "pending")
"""What stands beside it."""


class Row(NamedTuple):
    """A line as it is read."""

    day: str
    deal: str
    what: tuple[str, ...]
    share: str
    amount: str


class Part(NamedTuple):
    """Lines of one sort under their heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A statement in words: *headings* are those of its rows, *sums* the amounts of the month with what they are."""

    title: str
    subtitle: str
    note: str
    headings: Row
    parts: tuple[Part, ...]
    sums: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]


def page_of(of: Statement, lang: str) -> Page:
    """A statement as its reader takes it."""
    words = Words(lang, of.names)
    said = words.said
    sorts = (
        (say.LINES_DUE, [line for line in of.lines if line.due.amount_minor]),
        (say.LINES_EARNED, [line for line in of.lines if not line.due.amount_minor]),
    )
    return Page(
        title=said(say.STATEMENT).format(agent=words.person(of.agent)),
        subtitle=said(say.SUBTITLE).format(month=words.month(of.period), currency=of.currency),
        note=said(say.CLOSED if of.closed else say.OPEN),
        headings=Row(said(say.DAY), said(say.DEAL), (said(say.WHAT),), said(say.SHARE), said(say.AMOUNT)),
        parts=tuple(Part(said(heading), tuple(_rows(lines, words))) for heading, lines in sorts if lines),
        sums=tuple((said(say.TOTAL[name]), words.amount(total(of, name))) for name in TOTALS),
        beside=tuple((said(say.TOTAL[name]), words.amount(total(of, name))) for name in BESIDE),
    )


def total(of: Statement, name: str) -> Money:
    """An amount of the whole month, by its name."""
    found: Money = getattr(of, name)
    return found


def _rows(lines: Iterable[Line], words: Words) -> Iterable[Row]:
    for line in lines:
        amount = words.amount(line.amount)
        deal = visible(line.deal or "")
        yield Row(line.effective_on.isoformat(), deal, tuple(words.about(line)), words.share(line), amount)
