"""Award: what was agreed or ruled."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.dossier import Fact
from leadledger.events import RulingDefied, RulingMade, SettlementAgreed
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.values import DEPARTMENT, office_day


def ruled(case: Case) -> Answer:
    """The latest settlement or ruling about the deal or a member of the party stands.

    A ruling that was defied sends all to the department.

    >>> from leadledger.testing.stories import given, ruling, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li"),
    ...              ruling("r", {"zhang": "1"}, {"zhang": "70%", "li": "30%"}, deal="d")).case("d")
    >>> ruled(case).award.commission
    {'zhang': Share('7/10'), 'li': Share('3/10')}
    """
    agreed: Sequence[Fact[SettlementAgreed | RulingMade]] = case.matters(SettlementAgreed, RulingMade)
    if not agreed:
        return DoesNotApply(Reason("no-settlement-or-ruling"))
    latest = agreed[-1]
    event, on = latest.event, office_day(latest.occurred_at, case.register.zone)
    if isinstance(event, SettlementAgreed):
        because = Reason.of("settled", latest, agents=event.signed_by, on=on)
        return Applies(Award.of(event.credit, event.commission), because)
    defied = next((fact for fact in case.matters(RulingDefied) if fact.event.ruling == event.ruling), None)
    if defied is not None:
        agent = defied.event.agent
        because = Reason.of("ruling-defied", latest, defied, agent=agent, by=event.by, ruling=event.ruling, on=on)
        return Applies(Award.whole(DEPARTMENT), because)
    because = Reason.of("ruled", latest, by=event.by, ruling=event.ruling, on=on)
    return Applies(Award.of(event.credit, event.commission), because)
