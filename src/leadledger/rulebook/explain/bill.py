"""The bill: what a deal brings each payee, and by which table of the commission plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leadledger.rulebook.explain.layout import Block, item
from leadledger.rulebook.explain.words import Words
from leadledger.texts import catalogue, formats
from leadledger.texts import explanation as say
from leadledger.values import Money
from leadledger.values.currencies import minor_units


@dataclass(frozen=True, slots=True)
class BillLine:
    """What one payee has by one table of the plan: its number and title, and the share of the commission, if any."""

    payee: str
    amount: Money
    share: Fraction | None
    cite: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bill:
    """What a deal brings, and by which plan: its name, version and digest. Amounts due and not due yet alike."""

    plan: tuple[str, str, str]
    lines: tuple[BillLine, ...]

    def to_dict(self, lang: str) -> dict[str, Any]:
        """The bill as plain data."""
        words = catalogue(lang)
        return {
            "plan": dict(zip(("name", "version", "digest"), self.plan, strict=True)),
            "lines": [
                {
                    "payee": one.payee,
                    "amount": {"amount": one.amount.amount, "currency": one.amount.currency},
                    "share": None if one.share is None else str(one.share),
                    "rule": one.cite,
                    "title": words.of_book(one.title),
                }
                for one in self.lines
            ],
        }


def billed(bill: Bill | None, words: Words) -> list[Block]:
    """Each line of the bill; nothing without one."""
    if bill is None:
        return []
    said = words.said
    name, version, _ = bill.plan
    found: list[Block] = []
    for one in bill.lines:
        amount = f"{formats.amount(one.amount.amount_minor, minor_units(one.amount.currency))} {one.amount.currency}"
        message = say.AMOUNT if one.share is None else say.AMOUNT_SHARED
        shared = "" if one.share is None else words.share(one.share)
        title = said.of_book(one.title)
        rule = said(say.AMOUNT_RULE).format(cite=one.cite, title=title) if title else one.cite
        found += item("–", said(message).format(payee=words.person(one.payee), amount=amount, share=shared, rule=rule))
    found += item("–", said(say.AMOUNTS_BY if bill.lines else say.AMOUNTS_NONE).format(plan=name, version=version))
    return found
