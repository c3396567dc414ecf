"""The table of currencies is what the package it is made from says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import iso4217
import pytest

from leadledger.values import MINOR_UNITS, TABLE_DATE, minor_units

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_currencies.py"


def test_table_is_as_its_script_makes_it() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), "--check"], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_currency_with_decimals_is_in_the_table() -> None:
    given = {currency.code: currency.exponent for currency in iso4217.Currency if currency.exponent is not None}
    assert given.items() <= MINOR_UNITS.items()
    assert iso4217.__published__ >= TABLE_DATE


@pytest.mark.parametrize(
    ("currency", "decimals"), [("CNY", 2), ("JPY", 0), ("IQD", 3), ("IRR", 2), ("MMK", 2), ("CLF", 4)]
)
def test_decimals_are_those_of_iso_4217(currency: str, decimals: int) -> None:
    assert minor_units(currency) == decimals


@pytest.mark.parametrize("currency", ["XXX", "XAU", "XDR", "cny", "", "人民币"])
def test_what_has_no_decimals_is_no_currency_of_an_amount(currency: str) -> None:
    with pytest.raises(ValueError, match="is not a currency of ISO 4217 with an amount"):
        minor_units(currency)
