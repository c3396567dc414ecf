"""Award: the parties quarrelled."""

from __future__ import annotations

from leadledger.events import QuarrelReported
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.values import DEPARTMENT


def quarrel(case: Case) -> Answer:
    """A quarrel about the deal, or about a member of the party, sends credit and commission to the department.

    >>> from leadledger.testing.stories import given, quarrelled, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li"), quarrelled(["zhang", "li"], deal="d")).case("d")
    >>> quarrel(case).award.commission
    {'@department': Share('1')}
    """
    quarrels = case.matters(QuarrelReported)
    if not quarrels:
        return DoesNotApply(Reason("no-quarrel"))
    first = quarrels[0]
    return Applies(Award.whole(DEPARTMENT), Reason.of("quarrelled", first, agents=first.event.agents))
