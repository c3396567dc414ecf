"""Sums of money in a plan: in one currency, or in whatever currency the sale has."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from leadledger.values import minor_units

_PLACES_MAX = 40


@dataclass(frozen=True, slots=True)
class Sum:
    """*amount* in whole units (yuan, euros) of *currency*; of the sale's, where that is None."""

    amount: Fraction
    currency: str | None

    def minor(self, currency: str) -> int | None:
        """The minor units of it in a sale's currency, less any part of one; None where it is for another currency.

        >>> Sum(Fraction("500.50"), None).minor("CNY"), Sum(Fraction(500), "EUR").minor("CNY")
        (50050, None)
        """
        if self.currency not in (None, currency):
            return None
        return int(self.amount * minor_in_one(currency))

    def __str__(self) -> str:
        return f"{decimal(self.amount)} {self.currency}" if self.currency else decimal(self.amount)


def minor_in_one(currency: str) -> int:
    """How many minor units one whole unit of a currency has.

    >>> minor_in_one("CNY"), minor_in_one("JPY")
    (100, 1)
    """
    return int("1" + "0" * minor_units(currency))


def decimal(number: Fraction) -> str:
    """A number that a decimal can write, as that decimal; else as a fraction.

    >>> decimal(Fraction("12.50")), decimal(Fraction(1, 3))
    ('12.5', '1/3')
    """
    for places in range(_PLACES_MAX):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
            return f"-{text}" if number < 0 else text
    return str(number)
