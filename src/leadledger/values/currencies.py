"""How many decimals each ISO 4217 currency has: a dated table, so that no answer depends on what is installed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

# --- made by scripts/make_currencies.py ---
TABLE_DATE: Final = date(2026, 1, 1)
"""The day on which the table was published."""

_CODES: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP "
        "BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB "
        "EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES "
        "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
        "MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
        "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
        "TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
# --- end of what is made ---

MINOR_UNITS: Final[Mapping[str, int]] = MappingProxyType(
    {code: decimals for decimals, codes in _CODES.items() for code in codes.split()}
)
"""Each currency's code with its number of decimals."""


def minor_units(currency: str) -> int:
    """Return the number of decimals of *currency*, an ISO 4217 code; a ``ValueError`` where there is none.

    >>> minor_units("CNY"), minor_units("JPY"), minor_units("IQD")
    (2, 0, 3)
    >>> minor_units("RMB")
    Traceback (most recent call last):
    ...
    ValueError: 'RMB' is not a currency of ISO 4217 with an amount: write a code such as CNY
    """
    decimals = MINOR_UNITS.get(currency)
    if decimals is None:
        raise ValueError(f"{currency!r:.40} is not a currency of ISO 4217 with an amount: write a code such as CNY")
    return decimals
