"""What deals bring their payees, as ``decide --json`` prints it, and by which plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from leadledger.projections.books import Books
from leadledger.projections.postings import Transaction, earned
from leadledger.rulebook.explain import Bill, BillLine
from leadledger.values import Money

Amounts = Mapping[str, Money]
"""What a deal brings, by payee."""


class Brought(NamedTuple):
    """What a deal brings, None where no plan was in force when it closed, and that plan's name, version and digest."""

    amounts: Amounts | None = None
    plan: tuple[str, str, str] | None = None


def amounts_in(books: Books) -> dict[str, Amounts]:
    """What each deal brings each payee, of those that a plan was in force for when they closed."""
    return {deal: books.amounts(deal) for deal in books.deals() if _planned(books, deal)}


def brought_in(books: Books, deal: str) -> Brought:
    """What a deal brings, and by which plan it was figured last."""
    if not (books.of_deal(deal) or deal in books.unfigured) or not _planned(books, deal):
        return Brought()
    return Brought(books.amounts(deal), _last_plan(books, deal, None))


def brought_by(books: Books, deal: str, known_at: datetime) -> Brought | None:
    """What a deal brought with what was known at an instant, from books of all that is known now.

    None where they cannot tell: it brought nothing by then, and why not is only known of now.
    """
    amounts = books.amounts(deal, known_at=known_at)
    return Brought(amounts, _last_plan(books, deal, known_at)) if amounts else None


def bill_of(books: Books, deal: str) -> Bill | None:
    """What a deal brings each payee, table by table of the plan; None where no plan was in force when it closed."""
    brought = brought_in(books, deal)
    if brought.amounts is None or brought.plan is None:
        return None
    posted: dict[tuple[str, str], list[Transaction]] = {}
    for one in books.of_deal(deal):
        if one.agent is not None and one.rule is not None:
            posted.setdefault((one.agent, one.rule.id), []).append(one)
    lines: list[BillLine] = []
    for (payee, _), some in posted.items():
        last, rule = some[-1], some[-1].rule
        amount = Money(-sum(one.on(earned(payee)) for one in some), last.currency)
        if amount.amount_minor and rule is not None:
            lines.append(BillLine(payee, amount, last.share, rule.cite, rule.title))
    return Bill(brought.plan, tuple(lines))


def bills_in(books: Books) -> dict[str, Bill]:
    """What each deal brings each payee, of those that came under a plan."""
    bills = ((deal, bill_of(books, deal)) for deal in books.deals())
    return {deal: bill for deal, bill in bills if bill is not None}


def _planned(books: Books, deal: str) -> bool:
    return books.unfigured.get(deal) != "no-plan"


def _last_plan(books: Books, deal: str, known_at: datetime | None) -> tuple[str, str, str] | None:
    posted = reversed(books.of_deal(deal))
    known = (one.plan for one in posted if known_at is None or one.recorded_at <= known_at)
    return next((plan for plan in known if plan is not None), None)
