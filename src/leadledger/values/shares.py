"""Shares: exact fractions between 0 and 1, written "4/5", "80%" or "0.8", and never a float."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NoReturn, final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

TEXT_LENGTH_MAX: Final = 256
DENOMINATOR_LIMIT: Final = 10**100
"""Finer shares than one part in this many are refused, so that every share can be written and read again."""

SHARE_EXPECTED: Final = 'a share from 0 to 1, as text: "4/5", "80%" or "0.8"'
"""What should stand where a share is wrong; for messages."""

_NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?"
_FORM: Final = re.compile(rf"(?P<percent>{_NUMBER})%|(?P<above>-?[0-9]+)/(?P<below>[0-9]+)|(?P<plain>{_NUMBER})")
_JSON_PATTERN: Final = r"^([0-9]+(\.[0-9]+)?%?|[0-9]+/[0-9]+)$"


@final
class Share(Fraction):
    """A part of a whole: an exact fraction, at least 0 and at most 1.

    Made from text, an ``int`` (0 or 1) or a ``Fraction``; a float, a ``Decimal`` or a ``bool`` is a ``TypeError``,
    and what is no share is a ``ValueError``. Arithmetic gives a plain ``Fraction``, which may leave 0 to 1.

    >>> Share("80%"), str(Share("0.8")), Share("4/5") == Share("80%")
    (Share('4/5'), '4/5', True)
    >>> Share("80%") + Share("80%")
    Fraction(8, 5)
    >>> Share("120%")
    Traceback (most recent call last):
    ...
    ValueError: "120%" is not a share: it is more than 1
    """

    __slots__ = ()

    def __new__(cls, value: str | int | Fraction) -> Share:
        """Take the share that *value* writes; equal values may be one object."""
        if type(value) is Share:
            return value
        if isinstance(value, str):
            return _from_text(value)
        if type(value) is int or isinstance(value, Fraction):
            return _from_ratio(value.numerator, value.denominator)
        kind = type(value).__name__
        raise TypeError(f"a share is made from text, an int or a Fraction, not from {kind}: {_shown(value)}")

    @classmethod
    def from_float(cls, f: float) -> NoReturn:
        """Raise a ``TypeError``: a float is not exact."""
        raise TypeError(f"a share is never made from a float: {f!r}")

    @classmethod
    def from_decimal(cls, dec: object) -> NoReturn:
        """Raise a ``TypeError``: write the decimal as text."""
        raise TypeError(f"a share is never made from a Decimal: {dec!r}; give it as text")

    def __repr__(self) -> str:
        return f"Share('{self}')"

    def __copy__(self) -> Share:
        return self

    def __deepcopy__(self, memo: Any) -> Share:
        return self

    def __reduce__(self) -> tuple[type[Share], tuple[str]]:
        return Share, (str(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validate, serialization=core_schema.to_string_ser_schema(when_used="json")
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "pattern": _JSON_PATTERN,
            "maxLength": TEXT_LENGTH_MAX,
            "description": "An exact share from 0 to 1.",
            "examples": ["4/5", "80%", "0.8"],
        }


@lru_cache(maxsize=1024)
def _from_text(text: str) -> Share:
    match = _FORM.fullmatch(text) if len(text) <= TEXT_LENGTH_MAX else None
    if match is None:
        raise ValueError(f'{_shown(text)} is not a share: write it as "4/5", "80%" or "0.8"')
    if (percent := match["percent"]) is not None:
        ratio = Fraction(percent) / 100
    elif (plain := match["plain"]) is not None:
        ratio = Fraction(plain)
    elif (below := int(match["below"])) == 0:
        raise ValueError(f"{_shown(text)} is not a share: its lower number is zero")
    else:
        ratio = Fraction(int(match["above"]), below)
    if wrong := _outside(ratio.numerator, ratio.denominator):
        raise ValueError(f"{_shown(text)} is not a share: {wrong}")
    return Fraction.__new__(Share, ratio)


@lru_cache(maxsize=4096)
def _from_ratio(above: int, below: int) -> Share:
    """Make each share once: the same few come back in every deal."""
    if wrong := _outside(above, below):
        raise ValueError(f"{_shown(Fraction(above, below))} is not a share: {wrong}")
    return Fraction.__new__(Share, above, below)


def _outside(above: int, below: int) -> str | None:
    if above < 0:
        return "it is less than 0"
    if above > below:
        return "it is more than 1"
    return "it is finer than one part in 10^100" if below >= DENOMINATOR_LIMIT else None


def _validate(value: object) -> Share:
    if type(value) is Share:
        return value
    if not isinstance(value, (str, Fraction)):
        message = f'a share is text such as "4/5", "80%" or "0.8", never a {_kind(value)}: {_shown(value)}'
        raise PydanticCustomError("share", "{message}", {"message": message})
    try:
        return Share(value)
    except ValueError as error:
        raise PydanticCustomError("share", "{message}", {"message": str(error)}) from None


def _kind(value: object) -> str:
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


def _shown(value: object) -> str:
    """Show the value in a message: quoted, on one line, at most forty characters of it.

    Built from a prefix, since Python refuses to write an int of thousands of digits.
    """
    if isinstance(value, str):
        text = value if len(value) <= 40 else f"{value[:40]}…"
        return '"' + text.encode("unicode_escape").decode("ascii") + '"' if not text.isprintable() else f'"{text}"'
    if isinstance(value, (int, Fraction)) and max(abs(value.numerator), value.denominator) >= 10**40:
        return "a number of more than 40 digits"
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
