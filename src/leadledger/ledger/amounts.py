"""What deals bring their payees, as ``decide --json`` prints it, and by which plan."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.projections.books import Books
from leadledger.values import Money

Amounts = Mapping[str, Money]
"""What a deal brings, by payee."""
PlanNamed = tuple[str, str, str]
"""A plan's name, version and digest."""


def amounts_in(books: Books) -> dict[str, Amounts]:
    """What each deal brings each payee, of those that a plan was in force for when they closed."""
    return {deal: books.amounts(deal) for deal in books.deals() if books.unfigured.get(deal) != "no-plan"}


def plan_of(books: Books, deal: str) -> PlanNamed | None:
    """The plan by which a deal was figured last; None where it never was."""
    of_deal = (one.plan for one in books.transactions if one.deal == deal and one.kind == "accrual")
    return next((plan for plan in reversed([*of_deal]) if plan is not None), None)
