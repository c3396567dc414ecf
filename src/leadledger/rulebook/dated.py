"""Which rulebook governs a day: the one in force, of those adopted as known."""

from __future__ import annotations

from datetime import date

from leadledger.dossier import Closing, Fact, History
from leadledger.errors import RulebookGap
from leadledger.events import RulebookAdopted
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.rulebook import Rulebook


def adopted(history: History) -> list[Fact]:
    """The adoptions of rulebooks that stand, in register order."""
    return [fact for fact in history.by_type.get("RulebookAdopted", ()) if fact.id not in history.struck]


def in_force(adoptions: list[Fact], day: date) -> Fact | None:
    """The adoption in force on *day*: the latest ``effective_from`` not after it, of equal ones the later entry."""
    begun = [fact for fact in adoptions if fact.event.effective_from <= day]  # type: ignore[attr-defined]
    return max(begun, key=lambda fact: (fact.event.effective_from, fact.order), default=None)  # type: ignore[attr-defined]


def rulebook_of(adoption: Fact) -> Rulebook:
    """The rulebook an adoption embeds."""
    event = adoption.event
    assert isinstance(event, RulebookAdopted)
    return rulebook_from(event.document, source=f"the rulebook adopted in {adoption.place}")


def governing(adoptions: list[Fact], closing: Closing) -> Fact:
    """The adoption that governs a closing.

    Raises:
        RulebookGap: rulebooks were adopted, and none was in force on the closing day.
    """
    adoption = in_force(adoptions, closing.day)
    if adoption is None:
        what = f"deal {closing.deal!r}" if closing.deal else f"customer {closing.customer!r}"
        raise RulebookGap(f"no adopted rulebook was in force on {closing.day}, the closing day of {what}")
    return adoption
