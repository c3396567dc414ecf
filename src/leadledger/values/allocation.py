"""Splitting an amount exactly, by the rule that an office uses for the units that are left over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final, Literal, TypeVar, get_args, overload

from leadledger.values.money import Money

K = TypeVar("K")

RemainderRule = Literal[
    "largest-remainder", "floor-then-first", "largest-weight-first", "sequential-from-last", "round-then-fix"
]
"""The names of the remainder rules, as recorded with what was split."""
LARGEST_REMAINDER: Final = "largest-remainder"
"""The remainder rule where none is named."""
REMAINDER_RULES: Final[tuple[RemainderRule, ...]] = get_args(RemainderRule)
"""Every remainder rule there is."""


@overload
def allocate(total: int, shares: Mapping[K, Fraction], *, rule: RemainderRule = ...) -> dict[K, int]: ...
@overload
def allocate(total: Money, shares: Mapping[K, Fraction], *, rule: RemainderRule = ...) -> dict[K, Money]: ...
def allocate(
    total: int | Money, shares: Mapping[K, Fraction], *, rule: RemainderRule = LARGEST_REMAINDER
) -> dict[K, int] | dict[K, Money]:
    """Split *total* (minor units, or `Money`) by *shares*: the exact total, by one of the remainder rules.

    ``largest-remainder``: each party gets the whole units of its exact part; what is left goes out unit by unit to the
    largest remainders, and among equal ones to those who stand first. Each is within one unit of its exact part.
    ``floor-then-first``: the same, but all that is left goes to the first.
    ``largest-weight-first``: the same, but what is left goes out unit by unit to the largest shares, ties by order.
    ``sequential-from-last``: from the last to the second, each gets its part of what is left, halves rounded up; the
    first gets the rest.
    ``round-then-fix``: each gets its part, halves rounded up; what the sum is off is put right on the largest share,
    ties by order, and where that would fall below zero, on the next.

    A negative total is split as its mirror image, so a refund takes back exactly what was paid. A zero share gets zero
    by every rule: *first* and *last* are those of the others.
    Shares that are negative or do not sum to exactly 1 are a ``ValueError``; a float anywhere is a ``TypeError``.

    >>> thirds = dict.fromkeys(("li", "wang", "zhang"), Fraction(1, 3))
    >>> allocate(100, thirds)
    {'li': 34, 'wang': 33, 'zhang': 33}
    >>> allocate(-101, thirds, rule="floor-then-first")
    {'li': -35, 'wang': -33, 'zhang': -33}
    """
    hand_out = _RULES.get(rule)
    if hand_out is None:
        raise ValueError(f"{rule!r:.60} is not a remainder rule: expected one of {', '.join(REMAINDER_RULES)}")
    if isinstance(total, Money):
        currency = total.currency
        return {key: Money(part, currency) for key, part in _split(total.amount_minor, shares, hand_out).items()}
    if type(total) is not int:
        raise TypeError(f"a total to split is an int of minor units or Money, not {type(total).__name__}")
    return _split(total, shares, hand_out)


HandOut = Callable[[int, Sequence[int], int], list[int]]
"""How units, not negative, are handed out by weights, which are integers that sum to a whole; none of them is zero."""


def _split(total: int, shares: Mapping[K, Fraction], hand_out: HandOut) -> dict[K, int]:
    ratios = [_ratio(share) for share in shares.values()]
    whole = lcm(*(below for _, below in ratios))
    weights = [above * (whole // below) for above, below in ratios]
    if sum(weights) != whole:
        raise ValueError(f"the shares sum to {Fraction(sum(weights), whole)}, and must sum to exactly 1")
    sign, units = (-1, -total) if total < 0 else (1, total)
    parts = iter(hand_out(units, [weight for weight in weights if weight], whole))
    return {key: sign * next(parts) if weight else 0 for key, weight in zip(shares, weights, strict=True)}


def _largest_remainder(units: int, weights: Sequence[int], whole: int) -> list[int]:
    split = [divmod(units * weight, whole) for weight in weights]
    parts = [part for part, _ in split]
    left = units - sum(parts)
    if left:
        largest_first = sorted(range(len(split)), key=lambda place: -split[place][1])
        for place in largest_first[:left]:
            parts[place] += 1
    return parts


def _floor_then_first(units: int, weights: Sequence[int], whole: int) -> list[int]:
    parts = [units * weight // whole for weight in weights]
    parts[0] += units - sum(parts)
    return parts


def _largest_weight_first(units: int, weights: Sequence[int], whole: int) -> list[int]:
    parts = [units * weight // whole for weight in weights]
    for place in _heaviest_first(weights)[: units - sum(parts)]:
        parts[place] += 1
    return parts


def _sequential_from_last(units: int, weights: Sequence[int], whole: int) -> list[int]:
    parts = [0] * len(weights)
    for place in range(len(weights) - 1, 0, -1):
        parts[place] = _half_up(units * weights[place], whole)
        units -= parts[place]
        whole -= weights[place]
    parts[0] = units
    return parts


def _round_then_fix(units: int, weights: Sequence[int], whole: int) -> list[int]:
    parts = [_half_up(units * weight, whole) for weight in weights]
    off = units - sum(parts)
    for place in _heaviest_first(weights):
        step = max(off, -parts[place])
        parts[place] += step
        off -= step
    return parts


def _heaviest_first(weights: Sequence[int]) -> list[int]:
    return sorted(range(len(weights)), key=lambda place: -weights[place])


def _half_up(above: int, below: int) -> int:
    return (2 * above + below) // (2 * below)


_RULES: Final[Mapping[str, HandOut]] = {
    "largest-remainder": _largest_remainder,
    "floor-then-first": _floor_then_first,
    "largest-weight-first": _largest_weight_first,
    "sequential-from-last": _sequential_from_last,
    "round-then-fix": _round_then_fix,
}


def _ratio(share: object) -> tuple[int, int]:
    if not isinstance(share, Fraction):
        raise TypeError(f"a share to split by is a Fraction, not {type(share).__name__}: {share!r:.60}")
    above, below = share.numerator, share.denominator
    if above < 0:
        raise ValueError(f"a share to split by is {share}, and must not be negative")
    return above, below
