"""One table of a plan's document, read key by key; what is wrong is said in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, NoReturn, TypeVar, get_args

from leadledger.errors import PlanInvalid
from leadledger.plan.sums import Sum
from leadledger.values import WINDOW_EXPECTED, Money, Share, Window, is_list, is_table

T = TypeVar("T")
Read = Callable[[object], T]

TEXT_EXPECTED: Final = "a text that is not empty"
FLAG_EXPECTED: Final = "true or false"
WORDS_EXPECTED: Final = 'a list of texts such as ["manager"]'
SUM_EXPECTED: Final = (
    'an amount from 0 to 14 digits before the point, such as "5000.00" or { amount = "5000.00", currency = "CNY" }'
)
DAYS_WINDOW_EXPECTED: Final = f"{WINDOW_EXPECTED}, in days, weeks, months or years"
TITLES_EXPECTED: Final = 'a text by language such as { en = "Managers" }'
_DIGITS_MAX: Final = 18
_SUM_LIMIT: Final = 10**14
_SHOWN: Final = 60


class Unreadable(ValueError):
    """A value that is wrong in a way that needs a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A table, *where* it stands in which document, and the *keys* that it may have."""

    table: Mapping[str, object]
    where: str

    @classmethod
    def of(cls, value: object, where: str, keys: Iterable[str]) -> Stated:
        """The table that a value is.

        Raises:
            PlanInvalid: it is none, or has a key that is not known there.
        """
        if not is_table(value):
            raise PlanInvalid(f"{where}: expected a table, got {shown(value)}")
        known = sorted(keys)
        for key in value:
            if key not in known:
                raise PlanInvalid(f"{where}: there is no key {key!r:.60} there: expected one of {', '.join(known)}")
        return cls(value, where)

    def needed(self, key: str, read: Read[T], expected: str) -> T:
        """What stands under a key.

        Raises:
            PlanInvalid: nothing does, or not what is expected.
        """
        if key not in self.table:
            raise PlanInvalid(f"{self.where} states no {key}: expected {expected}")
        return self._read(key, read, expected)

    def given(self, key: str, read: Read[T], expected: str) -> T | None:
        """As :meth:`needed`; None where nothing stands under the key."""
        return self._read(key, read, expected) if key in self.table else None

    def refuse(self, words: str) -> NoReturn:
        """Raise a `PlanInvalid` that says where."""
        raise PlanInvalid(f"{self.where}{words}")

    def _read(self, key: str, read: Read[T], expected: str) -> T:
        value = self.table[key]
        try:
            return read(value)
        except Unreadable as fault:
            raise PlanInvalid(f"{self.where}: {key}: {fault}") from None
        except (ValueError, TypeError, ZeroDivisionError):
            raise PlanInvalid(f"{self.where}: {key}: expected {expected}, got {shown(value)}") from None


def shown(value: object) -> str:
    """A wrong value, as a refusal shows it."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise TypeError
    return value


def share(value: object) -> Fraction:
    """A share from 0 to 1, written as text."""
    return Share(text(value))


def words(value: object) -> frozenset[str]:
    """A list of texts."""
    if not is_list(value) or not value:
        raise ValueError
    return frozenset(text(word) for word in value)


def titles(value: object) -> Mapping[str, str]:
    """A text by language."""
    if not is_table(value):
        raise ValueError
    return {text(language): text(title) for language, title in value.items()}


def number(value: object) -> Fraction:
    """An exact number that is not negative, as text: a decimal or a fraction."""
    found = Fraction(_plain(value))
    if found < 0:
        raise ValueError
    return found


def total(value: object) -> Sum:
    """An amount that is not negative: text in the sale's currency, or an amount with its currency."""
    if is_table(value):
        if set(value) != {"amount", "currency"}:
            raise ValueError
        try:
            money = Money.parse(text(value["amount"]), text(value["currency"]))
        except ValueError as fault:
            raise Unreadable(str(fault) or f"expected {SUM_EXPECTED}, got {shown(value)}") from None
        exact, currency = Fraction(money.amount), money.currency
    else:
        exact, currency = Fraction(_plain(value)), None
        if "/" in text(value):
            raise ValueError
    if not 0 <= exact < _SUM_LIMIT:
        raise ValueError
    return Sum(exact, currency)


def window(value: object) -> Window:
    """A length of days or months."""
    found = Window.parse(text(value))
    if not found.of_days:
        raise ValueError
    return found


def one_of(choices: Any) -> tuple[Read[Any], str]:
    """How one of the words of a ``Literal`` is read, and what is expected."""
    names: tuple[str, ...] = get_args(choices)

    def read(value: object) -> Any:
        if value not in names:
            raise ValueError
        return value

    return read, "one of " + ", ".join(f'"{name}"' for name in names)


def _plain(value: object) -> str:
    written = text(value)
    if not all(mark in "0123456789./" for mark in written) or len(written) > _DIGITS_MAX:
        raise ValueError
    return written
