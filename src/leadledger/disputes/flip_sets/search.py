"""Searching: the smallest sets of changes that alter a result, all of them or as far as a budget goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Searched(Generic[T, R]):
    """The sets found, each with what it leads to, and how sure it is that none is smaller.

    No set of fewer than *none_below* alters the result; *every* says whether all sets of the smallest size were found.
    """

    found: tuple[tuple[tuple[T, ...], R], ...]
    none_below: int
    every: bool


def smallest(
    items: Sequence[T],
    alters: Callable[[tuple[T, ...]], R | None],
    *,
    tries: int,
    together: Callable[[tuple[T, ...]], bool] = lambda _: True,
    hints: Iterable[Sequence[T]] = (),
) -> Searched[T, R]:
    """The smallest sets of *items* that alter something: those of one, then those of two, and so on.

    *alters* says what a set leads to, None where nothing is altered; it is asked at most *tries* times. All sets of a
    size are tried, or none: where there are too many, the *hints*, sets that may well alter something, are made as
    small as they can be by leaving out one after the other, and the smallest of these is what is found.

    >>> smallest([1, 2, 3, 4], lambda some: sum(some) if sum(some) >= 7 else None, tries=100)
    Searched(found=(((3, 4), 7),), none_below=2, every=True)
    >>> smallest([1, 2, 3, 4], lambda some: sum(some) if sum(some) >= 7 else None, tries=8, hints=[[1, 2, 3, 4]])
    Searched(found=(((3, 4), 7),), none_below=2, every=False)
    """
    left = tries
    for size in range(1, len(items) + 1):
        if comb(len(items), size) > left:
            found = _from_hints(hints, alters, left)
            return Searched(found, size, every=False)
        tried = [some for some in combinations(items, size) if together(some)]
        left -= len(tried)
        led = [(some, result) for some in tried if (result := alters(some)) is not None]
        if led:
            return Searched(tuple(led), size, every=True)
    return Searched((), len(items) + 1, every=True)


def _from_hints(
    hints: Iterable[Sequence[T]], alters: Callable[[tuple[T, ...]], R | None], tries: int
) -> tuple[tuple[tuple[T, ...], R], ...]:
    best: tuple[tuple[T, ...], R] | None = None
    budget = _Budget(alters, tries)
    for hint in hints:
        shrunk = budget.shrunk(tuple(hint))
        if shrunk is not None and (best is None or len(shrunk[0]) < len(best[0])):
            best = shrunk
    return () if best is None else (best,)


class _Budget(Generic[T, R]):
    """What may still be tried."""

    def __init__(self, alters: Callable[[tuple[T, ...]], R | None], tries: int) -> None:
        self._alters, self._left, self._short = alters, tries, False

    def _asked(self, some: tuple[T, ...]) -> R | None:
        if self._left <= 0:
            self._short = True
            return None
        self._left -= 1
        return self._alters(some)

    def shrunk(self, some: tuple[T, ...]) -> tuple[tuple[T, ...], R] | None:
        """The set without all that it can do without, if it alters anything; None also where the budget is spent."""
        led = self._asked(some)
        if led is None:
            return None
        size = len(some)
        while size:
            kept = False
            for start in range(0, len(some), size):
                less = some[:start] + some[start + size :]
                if less and (result := self._asked(less)) is not None:
                    some, led, kept = less, result, True
                    break
            if not kept:
                size //= 2
        return None if self._short else (some, led)
