"""Which rulebook governs a day: the one in force, of those adopted as known."""

from __future__ import annotations

from datetime import date

from leadledger.dossier import Closing, Fact, History
from leadledger.errors import RulebookGap
from leadledger.events import RulebookAdopted
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.rulebook import Rulebook

Adoption = Fact[RulebookAdopted]


def adopted(history: History) -> list[Adoption]:
    """The adoptions of rulebooks that stand, in register order."""
    return [fact for fact in history.of_type(RulebookAdopted) if fact.id not in history.struck]


def in_force(adoptions: list[Adoption], day: date) -> Adoption | None:
    """The adoption in force on *day*: the latest ``effective_from`` not after it, of equal ones the later entry."""
    begun = [fact for fact in adoptions if fact.event.effective_from <= day]
    return max(begun, key=lambda fact: (fact.event.effective_from, fact.order), default=None)


def rulebook_of(adoption: Adoption) -> Rulebook:
    """The rulebook an adoption embeds."""
    return rulebook_from(adoption.event.document, source=f"the rulebook adopted in {adoption.place}")


def governing(adoptions: list[Adoption], closing: Closing) -> Adoption:
    """The adoption that governs a closing.

    Raises:
        RulebookGap: rulebooks were adopted, and none was in force on the closing day.
    """
    adoption = in_force(adoptions, closing.day)
    if adoption is None:
        what = f"deal {closing.deal!r}" if closing.deal else f"customer {closing.customer!r}"
        raise RulebookGap(f"no adopted rulebook was in force on {closing.day}, the closing day of {what}")
    return adoption
