"""What if: every deal as it is and as it would be, and who gains or loses by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from leadledger.ledger.moves import closed_in_either
from leadledger.ledger.office import Office, Refused
from leadledger.projections.books import Books
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.wire import shares
from leadledger.values import Money, office_day

Gain = Money | Fraction
_NOT_FIGURED = frozenset({"no-plan", "no-price", "currencies-differ"})
"""Why a deal that is decided has no amounts."""
_NONE: Mapping[str, Fraction] = {}


@dataclass(frozen=True, slots=True)
class Side:
    """An office as it is or as it would be, with its books where a commission plan is in force."""

    office: Office
    books: Books | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A deal on both sides, and what each payee *gains* by the change, below zero for a loss.

    Gains are money where both sides have figured the deal, in one currency; else shares of the commission. Who gains
    nothing is left out. A deal that is not decided on a side, not closed or refused, brings nobody anything there.
    """

    deal: str
    before: Attribution | Refused
    after: Attribution | Refused
    gains: Mapping[str, Gain]

    @property
    def changed(self) -> bool:
        """Whether anybody gains or loses, or owner or credit are others."""
        return bool(self.gains) or _outcome(self.before) != _outcome(self.after)

    def to_dict(self) -> dict[str, Any]:
        """The difference as ``whatif --json`` prints it; a side on which the deal is not decided is null."""
        return {
            "deal": self.deal,
            "before": _outcome(self.before),
            "after": _outcome(self.after),
            "gains": {payee: _as_written(gain) for payee, gain in self.gains.items()},
        }


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Two sides of one and the same state of an office: iterate over it for the deals that come to something else.

    *deals* are those that can be others on the two sides, or all (None), and of them those closed *since* a day of the
    office: closed as it is, or else as it would be.
    """

    before: Side
    after: Side
    deals: frozenset[str] | None = None
    since: date | None = None

    def __iter__(self) -> Iterator[Difference]:
        """The deals that come to something else, one at a time, in closing order."""
        return (one for one in self.compared() if one.changed)

    def asked(self) -> list[str]:
        """The deals to be compared, in closing order; some of them may turn out to be closed before *since*."""
        closed = closed_in_either(self.before.office, self.after.office)
        return closed if self.deals is None else [deal for deal in closed if deal in self.deals]

    def compared(self, deals: Sequence[str] | None = None) -> Iterator[Difference]:
        """Every deal of those *asked* for, also those that come to the same, one at a time."""
        asked = self.asked() if deals is None else deals
        pairs = zip(self.before.office.decide_each(asked), self.after.office.decide_each(asked), strict=True)
        for deal, (before, after) in zip(asked, pairs, strict=True):
            if self._in_question(before, after):
                yield Difference(deal, before, after, self._gains(deal, before, after))

    def _in_question(self, before: Attribution | Refused, after: Attribution | Refused) -> bool:
        decided = before if isinstance(before, Attribution) else after
        if self.since is None or isinstance(decided, Refused):
            return True
        return office_day(decided.closed_at, self.before.office.zone) >= self.since

    def _gains(self, deal: str, before: Attribution | Refused, after: Attribution | Refused) -> Mapping[str, Gain]:
        were, are = _amounts(self.before.books, deal), _amounts(self.after.books, deal)
        if were is None or are is None or len({one.currency for one in (*were.values(), *are.values())}) > 1:
            return _shares_gained(before, after)
        return _money_gained(were, are)


@dataclass(slots=True)
class Total:
    """What one payee gains by all differences together, in one currency or in shares."""

    gained: int = 0
    lost: int = 0
    gain: Gain | None = None

    def take(self, gain: Gain) -> None:
        """Count one more difference."""
        self.gained += _sign(gain) > 0
        self.lost += _sign(gain) < 0
        self.gain = gain if self.gain is None else self.gain + gain  # type: ignore[operator]  # alike by their key


@dataclass(slots=True)
class Totals:
    """What payees gain by differences together, by payee and currency (None for shares), in the order they came."""

    by_payee: dict[tuple[str, str | None], Total] = field(default_factory=dict[tuple[str, "str | None"], Total])

    def take(self, difference: Difference) -> None:
        """Add what one difference brings."""
        for payee, gain in difference.gains.items():
            currency = gain.currency if isinstance(gain, Money) else None
            self.by_payee.setdefault((payee, currency), Total()).take(gain)

    def together(self) -> dict[str | None, Gain]:
        """What all payees gain together: zero where commission only moved, else what the office bears more or less."""
        found: dict[str | None, Gain] = {}
        for (_, currency), total in self.by_payee.items():
            assert total.gain is not None, "made with its first gain"
            found[currency] = total.gain + found[currency] if currency in found else total.gain  # type: ignore[operator]
        return found


def totals(differences: Iterable[Difference]) -> Totals:
    """What every payee gains by the differences together."""
    found = Totals()
    for one in differences:
        found.take(one)
    return found


def moved_by_money(before: Books | None, after: Books | None) -> set[str]:
    """The deals that bring other amounts in the one books than in the other."""
    if before is None or after is None:
        return set()
    return {deal for deal in {*before.deals(), *after.deals()} if before.amounts(deal) != after.amounts(deal)}


def _amounts(books: Books | None, deal: str) -> Mapping[str, Money] | None:
    """What a deal brings; None where the books cannot say."""
    return None if books is None or books.unfigured.get(deal) in _NOT_FIGURED else books.amounts(deal)


def _shares_gained(before: Attribution | Refused, after: Attribution | Refused) -> dict[str, Fraction]:
    had, has = _shares(before), _shares(after)
    gains = {payee: has.get(payee, Fraction(0)) - had.get(payee, Fraction(0)) for payee in (had | has)}
    return {payee: gain for payee, gain in gains.items() if gain}


def _shares(answer: Attribution | Refused) -> dict[str, Fraction]:
    """The whole commission and what is paid on top of it."""
    if isinstance(answer, Refused):
        return {}
    found = {payee: Fraction(share) for payee, share in answer.commission.items()}
    for payee, share in answer.on_top.items():
        found[payee] = found.get(payee, Fraction(0)) + share
    return found


def _money_gained(had: Mapping[str, Money], has: Mapping[str, Money]) -> dict[str, Money]:
    gains: dict[str, Money] = {}
    for payee in {**had, **has}:
        zero = Money.zero((had.get(payee) or has[payee]).currency)
        gains[payee] = has.get(payee, zero) - had.get(payee, zero)
    return {payee: gain for payee, gain in gains.items() if gain.amount_minor}


def _sign(gain: Gain) -> int:
    return gain.amount_minor if isinstance(gain, Money) else gain.numerator


def _outcome(answer: Attribution | Refused) -> dict[str, Any] | None:
    if isinstance(answer, Refused):
        return None
    return {"owner": answer.owner, "credit": shares(answer.credit), "commission": shares(answer.commission)}


def _as_written(gain: Gain) -> object:
    return {"amount": gain.amount, "currency": gain.currency} if isinstance(gain, Money) else str(gain)
