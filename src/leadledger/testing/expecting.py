"""Expecting: what was wanted beside what was found, as rows of which a table is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadledger.values import Money, Share, is_table

NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared: what it is, what was wanted and what was found."""

    what: str
    wanted: str
    found: str

    @property
    def differs(self) -> bool:
        """Whether something else was found."""
        return self.wanted != self.found


def plain(what: str, wanted: object, found: object) -> list[Row]:
    """A row for a single value; None is nobody or nothing."""
    return [Row(what, _text(wanted), _text(found))]


def shares(what: str, wanted: Mapping[str, Any], found: Mapping[str, Share]) -> list[Row]:
    """A row for each payee, shares as exact fractions however they were written.

    >>> for row in shares("commission", {"li": "80%", "zhang": "0.2"}, {"li": Share(1)}):
    ...     print(row.what, row.wanted, row.found, row.differs)
    commission of li 4/5 1 True
    commission of zhang 1/5 - True
    """
    return _each(what, {payee: str(Share(share)) for payee, share in wanted.items()}, found)


def amounts(what: str, wanted: Mapping[str, Any], found: Mapping[str, Money]) -> list[Row]:
    """A row for each payee; an amount without a currency is in that of what was found, or in yuan."""
    currency = next((one.currency for one in found.values()), "CNY")
    return _each(what, {payee: str(_money(amount, currency)) for payee, amount in wanted.items()}, found)


def _money(amount: Any, currency: str) -> Money:
    if isinstance(amount, Money):
        return amount
    if is_table(amount):
        return Money.parse(str(amount["amount"]), str(amount["currency"]))
    return Money.parse(str(amount), currency)


def _each(what: str, wanted: Mapping[str, str], found: Mapping[str, Any]) -> list[Row]:
    payees = dict.fromkeys((*wanted, *found))
    got = {payee: str(one) for payee, one in found.items()}
    return [Row(f"{what} of {payee}", wanted.get(payee, NOTHING), got.get(payee, NOTHING)) for payee in payees]


def _text(value: object) -> str:
    return "nobody" if value is None else str(value)


def table(rows: Iterable[Row]) -> str:
    """The rows as a table, those that differ marked.

    >>> print(table([Row("owner", "li", "zhang"), Row("clause", "5.1", "5.1")]))
               wanted  found
      owner    li      zhang  <-
      clause   5.1     5.1
    """
    drawn: list[Sequence[str]] = [("", "wanted", "found", "")]
    drawn += [(row.what, row.wanted, row.found, "<-" if row.differs else "") for row in rows]
    wide = [max(len(line[column]) for line in drawn) for column in range(3)]
    return "\n".join(
        f"  {what:<{wide[0]}}   {wanted:<{wide[1]}}  {found:<{wide[2]}}  {mark}".rstrip()
        for what, wanted, found, mark in drawn
    )
