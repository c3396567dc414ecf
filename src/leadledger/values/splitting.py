"""Nested splits: shares, fixed amounts, caps and the rest, in one tree, to the exact total."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar, overload

from leadledger.values.allocation import LARGEST_REMAINDER, RemainderRule, allocate
from leadledger.values.money import Money

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Part(Generic[K]):
    """A part of an amount, for *to* or for the *parts* it is split into in turn.

    It is a *share* of the whole level, with *at_most* as its cap; or a *fixed* amount; or the *rest*. Amounts are in
    minor units.

    >>> Part("li", share=Fraction(1, 3), at_most=500)
    Part(to='li', share=Fraction(1, 3), fixed=None, at_most=500, rest=False, parts=())
    """

    to: K | None = None
    share: Fraction | None = None
    fixed: int | None = None
    at_most: int | None = None
    rest: bool = False
    parts: tuple[Part[K], ...] = ()


@overload
def split(total: int, parts: Sequence[Part[K]], rule: RemainderRule = ...) -> dict[K, int]: ...
@overload
def split(total: Money, parts: Sequence[Part[K]], rule: RemainderRule = ...) -> dict[K, Money]: ...
def split(
    total: int | Money, parts: Sequence[Part[K]], rule: RemainderRule = LARGEST_REMAINDER
) -> dict[K, int] | dict[K, Money]:
    """Split *total* (minor units, or `Money`) over a tree of parts, to the exact total; a negative one is mirrored.

    At each level the fixed parts are served first, in order, never with more than there is. Then come the shares, of
    the level's whole amount, in order while there is any left, and none above its cap. What remains is the rest's.
    A level without a rest has shares alone, which sum to exactly 1; what caps cut off there goes to the others by their
    shares. Spare units are given out by the remainder *rule* among the shares and the rest, and never above a cap.
    Who stands in the tree more than once gets the sum.

    >>> team = (Part("li", share=Fraction(1, 2)), Part("wang", share=Fraction(1, 2)))
    >>> boss = Part("boss", share=Fraction(1, 10), at_most=800)
    >>> split(10_001, (Part("@department", fixed=1000), boss, Part(rest=True, parts=team)))
    {'@department': 1000, 'boss': 800, 'li': 4101, 'wang': 4100}

    Raises:
        ValueError: the tree cannot be split, see :func:`refuse_unsplittable`.
        TypeError: *total* is neither an int nor `Money`.
    """
    refuse_unsplittable(parts)
    if isinstance(total, Money):
        found = split(total.amount_minor, parts, rule)
        return {to: Money(units, total.currency) for to, units in found.items()}
    if type(total) is not int:
        raise TypeError(f"a total to split is an int of minor units or Money, not {type(total).__name__}")
    sign = -1 if total < 0 else 1
    found = dict[K, int]()
    _into(found, abs(total), parts, rule)
    return {to: sign * units for to, units in found.items()}


def refuse_unsplittable(parts: Sequence[Part[K]]) -> None:
    """Raise a ``ValueError`` that says in one sentence why a tree cannot be split, if it cannot.

    >>> refuse_unsplittable((Part("li", share=Fraction(1, 2)),))
    Traceback (most recent call last):
    ...
    ValueError: where nothing is the rest, shares are expected to sum to 1, and they sum to 1/2
    """
    for part in parts:
        _refuse_no_part(part)
        if part.parts:
            refuse_unsplittable(part.parts)
    shares = sum((part.share for part in parts if part.share is not None), Fraction(0))
    rests = sum(part.rest for part in parts)
    if rests > 1:
        raise ValueError(f"one part of a level can be the rest, and {rests} are")
    if rests:
        if shares > 1:
            raise ValueError(f"the shares of a level sum to {shares}, and can sum to 1 at most")
        return
    if any(part.fixed is not None for part in parts):
        raise ValueError("a level with a fixed part needs one that is the rest")
    if shares != 1:
        raise ValueError(f"where nothing is the rest, shares are expected to sum to 1, and they sum to {shares}")
    if all(part.at_most is not None for part in parts if part.share):
        raise ValueError("where nothing is the rest, one share at least is expected to have no cap")


def _refuse_no_part(part: Part[K]) -> None:
    if (part.to is None) == (not part.parts):
        raise ValueError("a part is either for somebody or has parts of its own")
    if (part.share is not None) + (part.fixed is not None) + part.rest != 1:
        raise ValueError("a part is one of three: a share, a fixed amount, or the rest")
    if part.at_most is not None and part.share is None:
        raise ValueError("only a share has a cap")
    if part.share is not None and not 0 <= part.share <= 1:
        raise ValueError(f"a share is from 0 to 1, not {part.share}")
    if min(part.fixed or 0, part.at_most or 0) < 0:
        raise ValueError("a fixed amount and a cap are not negative")


def _into(found: dict[K, int], units: int, parts: Sequence[Part[K]], rule: RemainderRule) -> None:
    for part, given in zip(parts, _level(units, parts, rule), strict=True):
        if part.to is None:
            _into(found, given, part.parts, rule)
        else:
            found[part.to] = found.get(part.to, 0) + given


def _level(units: int, parts: Sequence[Part[K]], rule: RemainderRule) -> list[int]:
    """What each part of a level gets of *units*, which are not negative."""
    given: dict[int, int] = {}
    for place, part in enumerate(parts):
        if part.fixed is not None:
            given[place] = min(part.fixed, units - sum(given.values()))
    while True:
        shared = _shared(units, parts, given, rule)
        above = {
            place: cap for place, some in shared.items() if (cap := parts[place].at_most) is not None and some > cap
        }
        if not above:
            return [{**given, **shared}[place] for place in range(len(parts))]
        given |= above


def _shared(units: int, parts: Sequence[Part[K]], given: dict[int, int], rule: RemainderRule) -> dict[int, int]:
    """What goes by shares, and to the rest, of what the parts *given* already leave."""
    left = units - sum(given.values())
    exact: dict[int, Fraction] = {}
    for place, part in enumerate(parts):
        if place not in given and part.share is not None:
            exact[place] = min(units * part.share, left - sum(exact.values(), Fraction(0)))
    rest = next((place for place, part in enumerate(parts) if part.rest), None)
    if rest is not None:
        exact[rest] = left - sum(exact.values(), Fraction(0))
    else:
        exact = {place: parts[place].share or Fraction(0) for place in exact}
    whole = sum(exact.values(), Fraction(0))
    if not whole:
        return dict.fromkeys(exact, 0)
    ordered = sorted(exact)
    return allocate(left, {place: exact[place] / whole for place in ordered}, rule=rule)
