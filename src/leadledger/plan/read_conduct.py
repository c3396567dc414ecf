"""The guarantees and penalties of a plan's document."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final, Literal, get_args

from leadledger.events import MisconductFound
from leadledger.events.declared import EventTypes
from leadledger.plan import stated
from leadledger.plan.read_rates import CITED, cited
from leadledger.plan.stated import Read, Stated
from leadledger.plan.tables import Guarantee, Penalty
from leadledger.values import SHARE_EXPECTED

GUARANTEE: Final = CITED | {"amount", "role", "recoverable"}
PENALTY: Final = CITED | {"kind", "severity", "base_pay", "bonus", "dismissal"}


def guarantee_of(table: object, where: str, _types: EventTypes) -> Guarantee:
    """The guarantee, or draw, that a table stands for."""
    asked = Stated.of(table, where, GUARANTEE)
    return Guarantee(
        *cited(asked),
        amount=asked.needed("amount", stated.total, stated.SUM_EXPECTED),
        role=asked.given("role", stated.words, stated.WORDS_EXPECTED) or frozenset(),
        recoverable=asked.given("recoverable", stated.flag, stated.FLAG_EXPECTED) or False,
    )


def penalty_of(table: object, where: str, _types: EventTypes) -> Penalty:
    """The penalty that a table stands for."""
    asked = Stated.of(table, where, PENALTY)
    found = Penalty(
        *cited(asked),
        kind=asked.needed("kind", *_some_of("kind")),
        severity=asked.given("severity", *_some_of("severity")) or frozenset(),
        base_pay=asked.given("base_pay", *stated.one_of(Literal["day", "month"])),
        bonus=asked.given("bonus", stated.share, SHARE_EXPECTED) or Fraction(0),
        dismissal=asked.given("dismissal", stated.flag, stated.FLAG_EXPECTED) or False,
    )
    if found.base_pay is None and not found.bonus and not found.dismissal:
        asked.refuse(" costs nothing: expected base_pay, bonus or dismissal")
    return found


def _some_of(field: str) -> tuple[Read[frozenset[str]], str]:
    """How a list of what a finding's field can say is read, and what is expected."""
    known: tuple[Any, ...] = get_args(MisconductFound.model_fields[field].annotation)

    def read(value: object) -> frozenset[str]:
        found = stated.words(value)
        if not found <= set(known):
            raise ValueError
        return found

    return read, "a list of some of " + ", ".join(f'"{word}"' for word in known)
