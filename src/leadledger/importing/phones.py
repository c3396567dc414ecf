"""Telephone numbers as a register writes them, in the form E.164; the region comes from the mapping."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import phonenumbers

from leadledger.importing.grid import CellValue

_BETWEEN = re.compile(r"[、,;/|\n]|\s+(?:or|或)\s+")


def split_phones(value: CellValue) -> list[str]:
    """The single numbers of a cell, as written; a number kept by a spreadsheet as a number is written out."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return [str(value)]
    if isinstance(value, float):
        return [str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)]
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", str(value)))
    return [part.strip() for part in parts if part.strip()]


@lru_cache(maxsize=1 << 16)
def read_phone(text: str, region: str) -> str:
    """*text* as E.164, a number without country code being of *region*; ValueError saying what was expected.

    >>> read_phone("138 0013 8000", "CN"), read_phone("+852 2123 4567", "CN")
    ('+8613800138000', '+85221234567')
    """
    expected = f"expected a telephone number of {region} such as {_example(region)}, or one with its country code"
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        raise ValueError(expected) from None
    if not phonenumbers.is_possible_number(number) or number.extension:
        raise ValueError(expected)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache
def _example(region: str) -> str:
    number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if number is None:
        return "+86 138 0013 8000"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
