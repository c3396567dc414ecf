"""Moves: the deals whose decision is not what it was, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from leadledger.ledger.office import Office
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.wire import shares


@dataclass(frozen=True, slots=True)
class Move:
    """A deal whose status, owner, credit, commission or clause changed; None where it is not decided."""

    deal: str
    before: Attribution | None
    after: Attribution | None

    def to_dict(self) -> dict[str, Any]:
        """The move as commands print it."""
        return {"deal": self.deal, "before": outcome(self.before), "after": outcome(self.after)}


def moves(before: Office, after: Office, deals: Iterable[str]) -> list[Move]:
    """Those of the deals that come to something else in the one office than in the other, in the order given."""
    asked = list(dict.fromkeys(deals))
    were, are = _decided(before, asked), _decided(after, asked)
    return [
        Move(deal, were.get(deal), are.get(deal)) for deal in asked if outcome(were.get(deal)) != outcome(are.get(deal))
    ]


def closed_in_either(before: Office, after: Office) -> list[str]:
    """The deals that are closed in one of the offices, in closing order."""
    return list(dict.fromkeys([*after.closed_deals(), *before.closed_deals()]))


def outcome(answer: Attribution | None) -> dict[str, Any] | None:
    """What of an answer somebody gains or loses by."""
    if answer is None:
        return None
    return {
        "status": answer.status,
        "owner": answer.owner,
        "credit": shares(answer.credit),
        "commission": shares(answer.commission),
        "clause": answer.clause,
    }


def _decided(office: Office, deals: Iterable[str]) -> dict[str, Attribution]:
    answers = office.decide_each(deals)
    return {answer.deal: answer for answer in answers if isinstance(answer, Attribution) and answer.deal is not None}
