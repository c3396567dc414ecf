"""Rounding an exact amount to whole minor units."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from leadledger.plan.tables import Rounding


def rounded(exact: Fraction, rule: Rounding) -> int:
    """The minor units of an exact amount; a negative one as its mirror image.

    >>> [rounded(Fraction(5, 2), rule) for rule in ("half-even", "half-up", "down", "up")]
    [2, 3, 2, 3]
    >>> rounded(Fraction(-5, 2), "half-up")
    -3
    """
    if exact < 0:
        return -rounded(-exact, rule)
    match rule:
        case "half-even":
            return round(exact)
        case "half-up":
            return floor(exact + Fraction(1, 2))
        case "down":
            return floor(exact)
        case "up":
            return ceil(exact)
