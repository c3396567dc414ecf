"""Award: the first or the last of certain entries takes the customer."""

from __future__ import annotations

from typing import Literal

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.touching import agent_in, touched
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
    found = touched(case, when, within=within, beyond=beyond, unbroken=unbroken)
    found = [fact for fact in found if agent_in(fact, to) is not None]
    if not found:
        return DoesNotApply(Reason.of("no-entry-counts", asked=sorted(when.types)))
    decisive = found[0 if pick == "first" else -1]
    agent = agent_in(decisive, to)
    assert agent is not None
    return Applies(
        Award.whole(agent), Reason.of("entry-first" if pick == "first" else "entry-latest", decisive, agent=agent)
    )
