"""A sale: the money side of a closed deal as a plan sees it, and what a plan figures of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Literal, NamedTuple

from leadledger.events.base import Event
from leadledger.values import Money

AmountKind = Literal["commission", "on-top", "override", "part"]


@dataclass(frozen=True, slots=True)
class Sale:
    """What is known of the money side of a closed deal at a moment.

    *closing* is the entry that closed it. *price* is the latest: of the swap, the contract or the subscription.
    *received* is what came in less what was paid back; None: nothing came in yet. *events* are the deal's entries that
    stand, in register order, each with the office's day on which it happened.
    """

    deal: str
    closed_on: date
    closed_at: datetime
    closing: Event
    price: Money | None = None
    list_price: Money | None = None
    received: Money | None = None
    project: str | None = None
    events: tuple[tuple[Event, date], ...] = ()

    @property
    def currency(self) -> str | None:
        """The currency of the sale: that of its price, else of what came in, else of the list price."""
        known = self.price or self.received or self.list_price
        return None if known is None else known.currency


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a payee sold and earned beside a sale, in the same period and currency.

    *before* is what was measured (minor units of the base, or deals) in the payee's sales before this one, *whole* in
    all sales of the period, this one included. *earned* is, by the id of a limit, what the payee earned in that limit's
    period before this sale, in minor units.
    """

    before: Fraction = Fraction(0)
    whole: Fraction = Fraction(0)
    earned: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Amount:
    """One payee's part of the commission of one sale; *rule* is the id of the plan's table that set it.

    *share* is the part of the deal's commission: of a commission, the share that the rulebook gave.
    """

    payee: str
    kind: AmountKind
    share: Fraction
    money: Money
    rule: str


class Unfigured(NamedTuple):
    """Nothing can be figured yet: why, as a key such as ``no-price``, and the *field* that it lacks."""

    reason: str
    field: str
