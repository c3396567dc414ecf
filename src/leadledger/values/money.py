"""Money: a whole number of minor units in an ISO 4217 currency; on the wire two texts, never a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Final, cast, final

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from leadledger.errors import CurrencyMismatch
from leadledger.values.currencies import MINOR_UNITS, minor_units

DIGITS_MAX: Final = 18
"""The most digits an amount has, in minor units: it fits every store's 64-bit integer."""
_LIMIT: Final = 10**DIGITS_MAX

MONEY_EXPECTED: Final = 'an amount of money, as {"amount": "1280000.00", "currency": "CNY"}'
"""What should stand where money is wrong; for messages."""

_FORM: Final = re.compile(r"(-?)([0-9]{1,40})(?:\.([0-9]{1,40}))?")


@final
@dataclass(frozen=True, slots=True)
class Money:
    """*amount_minor* minor units (fen, cents) of *currency*.

    An unknown currency or more than 18 digits is a ``ValueError``; anything but an ``int`` is a ``TypeError``.
    Money adds, subtracts and compares within one currency; two currencies are a `CurrencyMismatch`.

    >>> Money.parse("1280000.00", "CNY")
    Money(amount_minor=128000000, currency='CNY')
    >>> (Money(1000, "CNY") - Money(1, "CNY")).amount
    '9.99'
    """

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount_minor) is not int:
            raise TypeError(f"an amount in minor units is an int, not {type(self.amount_minor).__name__}")
        if self.currency not in MINOR_UNITS:
            minor_units(self.currency)
        if not -_LIMIT < self.amount_minor < _LIMIT:
            raise ValueError(f"an amount of money has at most {DIGITS_MAX} digits, counted in minor units")

    @classmethod
    def parse(cls, amount: str, currency: str) -> Money:
        """Read an amount written in ASCII digits, with no more decimals than the currency has.

        >>> Money.parse("12.5", "CNY").amount
        '12.50'
        >>> Money.parse("12.505", "CNY")
        Traceback (most recent call last):
        ...
        ValueError: "12.505" is not an amount of CNY: it has 3 decimals, and CNY has 2
        """
        decimals = minor_units(currency)
        match = _FORM.fullmatch(amount)
        if match is None:
            raise ValueError(f'{_short(amount)!r} is not an amount: write digits such as "1280000.00"')
        sign, whole, part = match[1], match[2], match[3] or ""
        if len(part) > decimals:
            many = f"it has {len(part)} decimals, and {currency} has {decimals}"
            raise ValueError(f'"{_short(amount)}" is not an amount of {currency}: {many}')
        return cls(int(sign + whole + part.ljust(decimals, "0")), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """No money, in *currency*; a start for ``sum``.

        >>> sum([Money(1, "JPY"), Money(2, "JPY")], Money.zero("JPY"))
        Money(amount_minor=3, currency='JPY')
        """
        return cls(0, currency)

    @property
    def amount(self) -> str:
        """The amount as text, with all the decimals of its currency."""
        decimals = MINOR_UNITS[self.currency]
        sign = "-" if self.amount_minor < 0 else ""
        digits = str(abs(self.amount_minor)).rjust(decimals + 1, "0")
        return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else sign + digits

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __add__(self, other: Money) -> Money:
        if type(other) is not Money:
            return NotImplemented
        return Money(self.amount_minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        if type(other) is not Money:
            return NotImplemented
        return Money(self.amount_minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount_minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        if type(other) is not Money:
            return NotImplemented
        return self.amount_minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        if type(other) is not Money:
            return NotImplemented
        return self.amount_minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        if type(other) is not Money:
            return NotImplemented
        return self.amount_minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        if type(other) is not Money:
            return NotImplemented
        return self.amount_minor >= self._same(other)

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise CurrencyMismatch(str(self), str(other))
        return other.amount_minor

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validate,
            serialization=core_schema.plain_serializer_function_ser_schema(_as_wire),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _json_schema("-?")


def _as_wire(money: Money) -> dict[str, str]:
    return {"amount": money.amount, "currency": money.currency}


def _json_schema(sign: str) -> JsonSchemaValue:
    return {
        "type": "object",
        "properties": {
            "amount": {"type": "string", "pattern": rf"^{sign}[0-9]+(\.[0-9]+)?$"},
            "currency": {"type": "string", "enum": sorted(MINOR_UNITS)},
        },
        "required": ["amount", "currency"],
        "additionalProperties": False,
    }


def _refuse(message: str) -> PydanticCustomError:
    return PydanticCustomError("money", "{message}", {"message": message})


def _validate(value: object) -> Money:
    if isinstance(value, Money):
        return value
    if not isinstance(value, dict):
        raise _refuse(f"money is {MONEY_EXPECTED}, not {type(value).__name__}: {_short(repr(value))}")
    fields = cast("dict[object, object]", value)
    if fields.keys() != {"amount", "currency"}:
        shown = ", ".join(f"{name!r:.40}" for name in fields) or "nothing"
        raise _refuse(f"money has an amount and a currency, and nothing else; here it has {shown:.80}")
    amount, currency = fields["amount"], fields["currency"]
    if not isinstance(amount, str):
        raise _refuse(f'the amount of money is text such as "1280000.00", never a JSON number: {_short(repr(amount))}')
    if not isinstance(currency, str):
        raise _refuse(f'the currency of money is text such as "CNY", not {_short(repr(currency))}')
    try:
        return Money.parse(amount, currency)
    except ValueError as error:
        raise _refuse(str(error)) from None


def _positive(money: Money) -> Money:
    if money.amount_minor <= 0:
        raise _refuse(f"the amount {money} must be more than zero")
    return money


def _non_negative(money: Money) -> Money:
    if money.amount_minor < 0:
        raise _refuse(f"the amount {money} must not be negative")
    return money


PositiveMoney = Annotated[Money, AfterValidator(_positive), WithJsonSchema(_json_schema(""))]
"""More than nothing: a payment, a fee, a deposit."""
NonNegativeMoney = Annotated[Money, AfterValidator(_non_negative), WithJsonSchema(_json_schema(""))]
"""Nothing or more: a price."""


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
