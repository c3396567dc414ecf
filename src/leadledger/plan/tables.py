"""The tables of a commission plan, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from leadledger.events.pattern import Pattern
from leadledger.plan.formula import Formula
from leadledger.plan.sums import Sum
from leadledger.values import Window

Over = Literal["month", "quarter", "year"]
Each = Literal["deal", "month", "quarter", "year"]
Rounding = Literal["half-even", "half-up", "down", "up"]
Reversals = Literal["when-known", "when-earned"]
Of = Literal["price", "received", "margin", "formula"]
CLOSING: Final = "closing"
"""What sets all free where a plan states no release, and what the times of releases are counted from."""


@dataclass(frozen=True, slots=True)
class Table:
    """What every table of a plan has: its *id*, the number it *cites*, and its *title* by language."""

    id: str
    cite: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Base:
    """What commission is figured from: *of* the price, what was received, or a *formula*; never below zero."""

    of: Of
    formula: Formula


@dataclass(frozen=True, slots=True)
class Tier:
    """From *start* on, included, the *rate*; *start* is in whole units of the sale's currency, or in deals."""

    start: Fraction
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Tiers:
    """Rates that rise with what is sold in a period: a ``slab`` rates all of it alike, ``marginal`` each part apart."""

    kind: Literal["slab", "marginal"]
    over: Over
    measure: Literal["base", "deals"]
    table: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Discount:
    """Which discounts from the list price are meant, as shares of it; a bound that is None does not bind."""

    at_least: Fraction | None = None
    more_than: Fraction | None = None
    at_most: Fraction | None = None
    less_than: Fraction | None = None

    def holds(self, discount: Fraction) -> bool:
        """Whether a discount is meant.

        >>> Discount(more_than=Fraction(3, 100), at_most=Fraction(5, 100)).holds(Fraction(5, 100))
        True
        """
        return (
            (self.at_least is None or discount >= self.at_least)
            and (self.more_than is None or discount > self.more_than)
            and (self.at_most is None or discount <= self.at_most)
            and (self.less_than is None or discount < self.less_than)
        )


@dataclass(frozen=True, slots=True)
class Rate(Table):
    """What part of the base is commission: *rate*, or *tiers*; for whom and which sales, where it says so."""

    rate: Fraction | None = None
    tiers: Tiers | None = None
    role: frozenset[str] = frozenset()
    project: frozenset[str] = frozenset()
    discount: Discount | None = None
    when: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Limit(Table):
    """The most that somebody earns by deals in a period, and the least by one deal; *role* empty: everybody."""

    each: Each = "deal"
    at_most: Sum | None = None
    at_least: Sum | None = None
    role: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a deal's commission: for *to*, or for the *parts* in it; a share, a fixed sum, or the rest."""

    to: str | None = None
    share: Fraction | None = None
    fixed: Sum | None = None
    at_most: Sum | None = None
    rest: bool = False
    parts: tuple[Portion, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPart(Table):
    """A part at the top of the tree; what is under it is cited by its id."""

    portion: Portion = Portion()


@dataclass(frozen=True, slots=True)
class Holders:
    """Everybody with a *role*; *same_team*: for each sharer those of the same team; *own*: for what they sell, too."""

    role: str
    same_team: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class OnTop(Table):
    """What is paid beside the commission: a *rate* of the base, or a *share* of the commission."""

    to: str | Holders = ""
    rate: Fraction | None = None
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Release(Table):
    """When a *share* of what was earned is set free: one of *on*, *paid*, *pro_rata* and *after* says so.

    *on*: at the deal's first entry that is meant. *paid*: when that share of the price has come in. *pro_rata*: with
    each payment, as much as it is of the price. *after*: so long after *since*, the closing or another release.
    """

    share: Fraction = Fraction(1)
    on: Pattern | None = None
    paid: Fraction | None = None
    pro_rata: bool = False
    after: Window | None = None
    since: str = CLOSING


@dataclass(frozen=True, slots=True)
class Guarantee(Table):
    """What somebody gets in a month at least, *amount*; where it is *recoverable* it is a draw on later commission."""

    amount: Sum
    role: frozenset[str] = frozenset()
    recoverable: bool = False


@dataclass(frozen=True, slots=True)
class Penalty(Table):
    """What misconduct costs: base pay of a day or a month, a *bonus* share of the month's commission, the job."""

    kind: frozenset[str] = frozenset()
    severity: frozenset[str] = frozenset()
    base_pay: Literal["day", "month"] | None = None
    bonus: Fraction = Fraction(0)
    dismissal: bool = False

    def meant(self, kind: str, severity: str) -> bool:
        """Whether a finding of that kind and severity is meant; of several penalties the first one that is, counts."""
        return kind in self.kind and (not self.severity or severity in self.severity)
