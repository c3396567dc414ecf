"""Splitting an amount exactly: largest remainder, ties by order."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import Final, Literal, TypeVar, overload

from leadledger.values.money import Money

K = TypeVar("K")

RemainderRule = Literal["largest-remainder"]
"""The names of the remainder rules, as recorded with what was split."""
LARGEST_REMAINDER: Final = "largest-remainder"
"""The one remainder rule there is."""


@overload
def allocate(total: int, shares: Mapping[K, Fraction], *, rule: RemainderRule = ...) -> dict[K, int]: ...
@overload
def allocate(total: Money, shares: Mapping[K, Fraction], *, rule: RemainderRule = ...) -> dict[K, Money]: ...
def allocate(
    total: int | Money, shares: Mapping[K, Fraction], *, rule: RemainderRule = LARGEST_REMAINDER
) -> dict[K, int] | dict[K, Money]:
    """Split *total* (minor units, or `Money`) by *shares*: the exact total, each within one unit of its share.

    Each party first gets the whole units of its exact part; what is left goes out unit by unit to the largest
    remainders, and among equal ones to those who stand first. A negative total is split as its mirror image,
    so a refund takes back exactly what was paid. A zero share gets zero.
    Shares that are negative or do not sum to exactly 1 are a ``ValueError``; a float anywhere is a ``TypeError``.

    >>> thirds = dict.fromkeys(("li", "wang", "zhang"), Fraction(1, 3))
    >>> allocate(100, thirds)
    {'li': 34, 'wang': 33, 'zhang': 33}
    >>> allocate(-100, thirds)
    {'li': -34, 'wang': -33, 'zhang': -33}
    """
    if rule != LARGEST_REMAINDER:
        raise ValueError(f"{rule!r:.60} is not a remainder rule: the one there is is {LARGEST_REMAINDER!r}")
    if isinstance(total, Money):
        currency = total.currency
        return {key: Money(part, currency) for key, part in _split(total.amount_minor, shares).items()}
    if type(total) is not int:
        raise TypeError(f"a total to split is an int of minor units or Money, not {type(total).__name__}")
    return _split(total, shares)


def _split(total: int, shares: Mapping[K, Fraction]) -> dict[K, int]:
    ratios = [_ratio(share) for share in shares.values()]
    whole = lcm(*(below for _, below in ratios))
    weights = [above * (whole // below) for above, below in ratios]
    if sum(weights) != whole:
        raise ValueError(f"the shares sum to {Fraction(sum(weights), whole)}, and must sum to exactly 1")
    sign, units = (-1, -total) if total < 0 else (1, total)
    split = [divmod(units * weight, whole) for weight in weights]
    parts = [part for part, _ in split]
    left = units - sum(parts)
    if left:
        largest_first = sorted(range(len(split)), key=lambda place: -split[place][1])
        for place in largest_first[:left]:
            parts[place] += 1
    return {key: sign * part for key, part in zip(shares, parts, strict=True)}


def _ratio(share: object) -> tuple[int, int]:
    if not isinstance(share, Fraction):
        raise TypeError(f"a share to split by is a Fraction, not {type(share).__name__}: {share!r:.60}")
    above, below = share.numerator, share.denominator
    if above < 0:
        raise ValueError(f"a share to split by is {share}, and must not be negative")
    return above, below
