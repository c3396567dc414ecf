"""Formats: days, times, shares and lists as each language writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from fractions import Fraction

from leadledger.texts.catalogue import Catalogue
from leadledger.texts.marks import N_, plural

_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_DAY = N_("{day} {month} {year}")
_MONTH = N_("{month} {year}")
_INSTANT = N_("{date}, {time}")
_PERCENT = N_("{number} %")
_AND = N_("{most} and {last}")
_COMMA = N_(", ")
_SHARE_OF = N_("{payee} {share}")
_LENGTHS = {
    "days": plural("count", "{count} day", "{count} days"),
    "months": plural("count", "{count} month", "{count} months"),
    "business days": plural("count", "{count} business day", "{count} business days"),
    "minutes": plural("count", "{count} minute", "{count} minutes"),
    "hours": plural("count", "{count} hour", "{count} hours"),
    "weekday hours": plural("count", "{count} weekday hour", "{count} weekday hours"),
}


def day(said: Catalogue, on: date) -> str:
    """A day in words.

    >>> from leadledger.texts import catalogue
    >>> day(catalogue("en"), date(2026, 3, 5)), day(catalogue("zh"), date(2026, 3, 5))
    ('5 March 2026', '2026年3月5日')
    """
    return said(_DAY).format(day=on.day, month=_MONTHS[on.month - 1], number=on.month, year=on.year)


def month(said: Catalogue, period: str) -> str:
    """A month in words.

    >>> from leadledger.texts import catalogue
    >>> month(catalogue("en"), "2026-03"), month(catalogue("zh"), "2026-03")
    ('March 2026', '2026年3月')
    """
    year, _, number = period.partition("-")
    return said(_MONTH).format(month=said(_MONTHS[int(number) - 1]), year=year)


def amount(minor: int, decimals: int) -> str:
    """An amount of so many decimals with its thousands apart.

    >>> amount(-128000005, 2), amount(5, 3), amount(1000, 0)
    ('-1,280,000.05', '0.005', '1,000')
    """
    whole, part = divmod(abs(minor), 10**decimals)
    shown = f"{whole:,}.{part:0{decimals}}" if decimals else f"{whole:,}"
    return f"-{shown}" if minor < 0 else shown


def instant(said: Catalogue, at: datetime, zone: tzinfo) -> str:
    """A day and time in the office's zone; seconds where there are any.

    >>> from datetime import timezone
    >>> from leadledger.texts import catalogue
    >>> instant(catalogue("en"), datetime.fromisoformat("2026-03-05T10:00+08:00"), timezone.utc)
    '5 March 2026, 02:00'
    """
    local = at.astimezone(zone)
    time = f"{local:%H:%M:%S}" if local.second or local.microsecond else f"{local:%H:%M}"
    return said(_INSTANT).format(date=day(said, local.date()), time=time)


def share(said: Catalogue, of: Fraction) -> str:
    """A share as percent where that is exact and short, else as a fraction.

    >>> from leadledger.texts import catalogue
    >>> en = catalogue("en")
    >>> share(en, Fraction(1, 8)), share(catalogue("zh"), Fraction(1, 5)), share(en, Fraction(1, 3))
    ('12.5 %', '20%', '1/3')
    """
    tenths = of * 1000
    if tenths.denominator != 1:
        return f"{of.numerator}/{of.denominator}"
    whole, rest = divmod(tenths.numerator, 10)
    return said(_PERCENT).format(number=f"{whole}.{rest}" if rest else str(whole))


def listed(said: Catalogue, items: Iterable[str]) -> str:
    """A list in words.

    >>> from leadledger.texts import catalogue
    >>> listed(catalogue("en"), ["a", "b", "c"]), listed(catalogue("zh"), ["a", "b", "c"])
    ('a, b and c', 'a、b和c')
    """
    *most, last = [*items] or [""]
    return said(_AND).format(most=said(_COMMA).join(most), last=last) if most else last


def enumerated(said: Catalogue, items: Iterable[str]) -> str:
    """Items side by side, with commas only."""
    return said(_COMMA).join(items)


def share_of(said: Catalogue, payee: str, of: Fraction) -> str:
    """A payee with their share."""
    return said(_SHARE_OF).format(payee=payee, share=share(said, of))


def length(said: Catalogue, count: int, unit: str) -> str:
    """A length of time.

    >>> from leadledger.texts import catalogue
    >>> length(catalogue("en"), 1, "months"), length(catalogue("zh"), 7, "days")
    ('1 month', '7天')
    """
    text = _LENGTHS[unit]
    return said.plural(text.one, text.many, count).format(count=count)
