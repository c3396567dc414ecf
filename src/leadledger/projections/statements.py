"""Making statements: an agent's transactions of a month, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, get_args

from leadledger.projections.months import month_of
from leadledger.projections.postings import Transaction, due, earned
from leadledger.projections.statement import Line, Statement
from leadledger.values import Money

Sum = Literal["earned", "released", "clawed_back", "adjusted", "paid"]
_SUMS: tuple[Sum, ...] = get_args(Sum)


def statements_of(
    transactions: Sequence[Transaction],
    agent: str,
    period: str,
    *,
    closed: bool,
    names: Mapping[str, str],
    booked: Callable[[int], str],
) -> list[Statement]:
    """An agent's statements of a month, one for each currency; *booked* gives the month of a transaction by number.

    A closed month has those in which anything was booked by then, so that what is booked later adds none to it.
    """
    currencies = sorted({one.currency for one in transactions if one.period <= period or not closed})
    return [
        _statement(
            [one for one in transactions if one.currency == currency], agent, period, currency, closed, names, booked
        )
        for currency in currencies
    ]


def _statement(
    transactions: Iterable[Transaction],
    agent: str,
    period: str,
    currency: str,
    closed: bool,
    names: Mapping[str, str],
    booked: Callable[[int], str],
) -> Statement:
    opening = pending = 0
    lines: list[Line] = []
    sums = dict.fromkeys(_SUMS, 0)
    for one in transactions:
        is_due, is_earned = -one.on(due(agent)), -one.on(earned(agent))
        if one.period > period:
            continue
        pending += is_earned
        if one.period < period:
            opening += is_due
            continue
        if one.kind == "accrual":
            sums["earned"] += is_earned
        else:
            sums[_sum_of(one, is_due)] += is_due
        lines.append(_line(one, is_earned, is_due, currency, booked))
    amounts = {name: Money(amount, currency) for name, amount in sums.items()}
    closing = opening + sum(sums.values()) - sums["earned"]
    return Statement(
        agent=agent,
        period=period,
        currency=currency,
        closed=closed,
        lines=tuple(lines),
        opening=Money(opening, currency),
        closing=Money(closing, currency),
        pending=Money(pending, currency),
        names=names,
        **amounts,
    )


def _sum_of(one: Transaction, is_due: int) -> Sum:
    """In which sum of a statement a transaction stands that touches what is due."""
    if one.kind == "release":
        return "released" if is_due > 0 else "clawed_back"
    return "paid" if one.kind == "payment" else "adjusted"


def _line(one: Transaction, is_earned: int, is_due: int, currency: str, booked: Callable[[int], str]) -> Line:
    earlier = one.reverses or one.corrects
    months = [] if earlier is None else [booked(earlier)]
    closed = [month for month in (*months, month_of(one.effective_on)) if month < one.period]
    return Line(
        kind=one.kind,
        effective_on=one.effective_on,
        deal=one.deal,
        clause=one.clause,
        rule=one.rule,
        share=one.share,
        amount=Money(is_earned if one.kind == "accrual" else is_due, currency),
        earned=Money(is_earned, currency),
        due=Money(is_due, currency),
        reason=one.reason,
        taken_back=one.reverses is not None,
        difference=closed[0] if closed else None,
        events=one.events,
        note=one.note,
    )
