"""Formulas of a plan's base: exact arithmetic over the named fields of a sale, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

FIELDS: Final = ("price", "list_price", "received", "deposit")
"""The fields that a formula may name, beside the columns of the closing entry's details."""
FUNCTIONS: Final[Mapping[str, Callable[..., Fraction]]] = {"min": min, "max": max}
LENGTH_MAX: Final = 500
DEPTH_MAX: Final = 20
FORMULA_EXPECTED: Final = (
    'a formula such as "price - details.cost", of + - * / ( ) min max, decimals, '
    f"{', '.join(FIELDS)} and details.NAME, at most {LENGTH_MAX} characters long and {DEPTH_MAX} brackets deep"
)

Operator = Literal["+", "-", "*", "/", "min", "max"]
Value = Callable[[str], Fraction]
"""What a name stands for; it raises `Lacking` where that is not known."""

_TOKEN: Final = re.compile(
    r'\s*(?:(?P<number>[0-9]{1,30}(?:\.[0-9]{1,30})?)|(?P<name>details\.(?:"[^"\n]+"|\w+)|[a-z_]+)|(?P<sign>[-+*/(),]))'
)


class Lacking(Exception):  # never leaves the room: it becomes an Unfigured
    """A field of a formula is not known, or there is nothing to divide by."""

    def __init__(self, reason: str, field: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


@dataclass(frozen=True, slots=True)
class Formula:
    """An operator over other formulas, a number, or a name."""

    what: Operator | Fraction | str
    of: tuple[Formula, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Formula:
        """Read a formula.

        >>> Formula.parse("max(0, price - 2 * details.cost)").names()
        ('price', 'details.cost')

        Raises:
            ValueError: it is none.
        """
        if len(text) > LENGTH_MAX:
            raise ValueError(f"expected {FORMULA_EXPECTED}; this is {len(text)} characters long")
        reader = _Reader(list(_tokens(text)))
        found = reader.sum(0)
        if reader.here is not None:
            raise ValueError(f"{reader.here!r} is not expected there: expected {FORMULA_EXPECTED}")
        return found

    def names(self) -> tuple[str, ...]:
        """The fields it names, in order."""
        if not self.of:
            return (self.what,) if isinstance(self.what, str) else ()
        return tuple(dict.fromkeys(name for one in self.of for name in one.names()))

    def value(self, named: Value) -> Fraction:
        """What it comes to.

        >>> Formula.parse("(price - 30) / 4").value(lambda name: Fraction(100))
        Fraction(35, 2)

        Raises:
            Lacking: it divides by zero, or *named* raises it.
        """
        if isinstance(self.what, Fraction):
            return self.what
        if not self.of:
            return named(self.what)
        first, *others = (one.value(named) for one in self.of)
        match self.what:
            case "+":
                return first + others[0]
            case "-":
                return first - others[0]
            case "*":
                return first * others[0]
            case "/":
                if not others[0]:
                    raise Lacking("division-by-zero", "formula")
                return first / others[0]
            case _:
                return FUNCTIONS[self.what](first, *others)


def _tokens(text: str) -> Iterator[str]:
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"{text[place:].strip()[:20]!r} cannot be read: expected {FORMULA_EXPECTED}")
        yield match[0].strip()
        place = match.end()


class _Reader:
    """Reads tokens from the left: sums of products of factors."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def here(self) -> str | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def sum(self, depth: int) -> Formula:
        found = self._product(depth)
        while self.here in ("+", "-"):
            sign = self._take()
            found = Formula(sign, (found, self._product(depth)))
        return found

    def _product(self, depth: int) -> Formula:
        found = self._factor(depth)
        while self.here in ("*", "/"):
            sign = self._take()
            found = Formula(sign, (found, self._factor(depth)))
        return found

    def _factor(self, depth: int) -> Formula:
        if depth > DEPTH_MAX:
            raise ValueError(f"it is nested too deep: expected {FORMULA_EXPECTED}")
        token = self._take()
        if token == "-":  # noqa: S105  # a sign, no password
            return Formula("-", (Formula(Fraction(0)), self._factor(depth + 1)))
        if token == "(":  # noqa: S105  # a sign, no password
            found = self.sum(depth + 1)
            self._expect(")")
            return found
        if token in FUNCTIONS:
            return self._call(token, depth)
        if token[0].isdigit():
            return Formula(Fraction(token))
        if token in FIELDS or token.startswith("details."):
            return Formula(token.replace('"', ""))
        raise ValueError(f"{token!r} is not expected there: expected {FORMULA_EXPECTED}")

    def _call(self, function: str, depth: int) -> Formula:
        self._expect("(")
        of = [self.sum(depth + 1)]
        while self.here == ",":
            self._take()
            of.append(self.sum(depth + 1))
        self._expect(")")
        return Formula(function, tuple(of))

    def _take(self) -> str:
        token = self.here
        if token is None:
            raise ValueError(f"it ends too early: expected {FORMULA_EXPECTED}")
        self._place += 1
        return token

    def _expect(self, token: str) -> None:
        found = self._take()
        if found != token:
            raise ValueError(f"{found!r} is not expected there: expected {token!r}, or {FORMULA_EXPECTED}")
