"""Award: the first or the last of certain entries takes the customer."""

from __future__ import annotations

from typing import Literal

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Answer, Applies, Award
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.touching import because_picked, none_counts, picked, touches
from leadledger.values import Window


def touch(
    case: Case,
    *,
    when: Pattern,
    pick: Literal["first", "latest"] = "latest",
    to: FieldName = "agent",
    within: Window | None = None,
    beyond: Window | None = None,
    unbroken: Window | None = None,
) -> Answer:
    """The agent whom the first or the latest entry like *when* names in the field *to* has credit and commission.

    Entries longer than *within* before the closing do not count, nor do those that are not longer than *beyond* before
    it, nor those before a gap longer than *unbroken*, be it between two entries or to the closing.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "wang")).case("d")
    >>> touch(case, when=Pattern.parse({"type": "VisitReceived"})).award.owner
    'li'
    """
    found = touches(case, when, to, within=within, beyond=beyond, unbroken=unbroken)
    if not found:
        return none_counts(when)
    decisive = picked(found, pick)
    return Applies(Award.whole(decisive.agent), because_picked(decisive, pick))
