"""The oracle's one question: what does a deal come to? And the fourth table of the rules: its status."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.awards import Split, award
from tests.oracle.facts import Entry, Terms, complaints, world


def oracle(history: list[Entry], deal: str, known_at: str | None = None, terms: Terms | None = None) -> dict[str, Any]:
    """Owner, credit, commission (in award order), clause and status of a deal.

    Raises:
        NotClosed: the deal has no closing, as known.
    """
    w = world(history, deal, known_at, terms or Terms())
    upheld, still_open = complaints(w)
    none = award(w.upholding(upheld))
    every = award(w.upholding(upheld | still_open))
    owner, credit, commission, status = none.owner, none.credit, none.commission, "final"
    if (none.owner, none.credit, none.commission) != (every.owner, every.credit, every.commission):
        owner = none.owner if none.owner == every.owner else None
        credit, commission = due(none.credit, every.credit), due(none.commission, every.commission)
        status = "provisional"
    return {
        "owner": owner,
        "credit": {payee: str(share) for payee, share in credit.items() if share},
        "commission": {payee: str(share) for payee, share in commission.items() if share},
        "clause": none.clause,
        "status": status,
    }


def due(one: Split, other: Split) -> Split:
    """What each payee is due either way; the rest waits."""
    either = {payee: min(share, other.get(payee, Fraction(0))) for payee, share in one.items() if payee != "@suspense"}
    certain = {payee: share for payee, share in either.items() if share}
    rest = 1 - sum(certain.values())
    return {**certain, "@suspense": rest} if rest else certain
