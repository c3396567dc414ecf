"""Award: what was agreed or ruled."""

from __future__ import annotations

from leadledger.dossier import Fact
from leadledger.events import RulingMade, SettlementAgreed
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.values import DEPARTMENT


def ruled(case: Case) -> Answer:
    """The latest settlement or ruling about the deal or a member of the party stands.

    A ruling that was defied sends all to the department.

    >>> from leadledger.testing.stories import given, ruling, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li"),
    ...              ruling("r", {"zhang": "1"}, {"zhang": "70%", "li": "30%"}, deal="d")).case("d")
    >>> ruled(case).award.commission
    {'zhang': Share('7/10'), 'li': Share('3/10')}
    """
    latest = next(reversed(case.matters("SettlementAgreed", "RulingMade")), None)
    if latest is None:
        return DoesNotApply(Reason("no-settlement-or-ruling"))
    event = latest.event
    if isinstance(event, SettlementAgreed):
        award = Award.of(event.credit, event.commission)
        return Applies(award, Reason.of("settled", latest, agents=event.signed_by))
    assert isinstance(event, RulingMade)
    defied = _defied(case, event.ruling)
    if defied is not None:
        agent = defied.event.agent  # type: ignore[attr-defined]  # defiances have it
        return Applies(Award.whole(DEPARTMENT), Reason.of("ruling-defied", latest, defied, agent=agent))
    return Applies(Award.of(event.credit, event.commission), Reason.of("ruled", latest, by=event.by))


def _defied(case: Case, ruling: str) -> Fact | None:
    defiances = case.matters("RulingDefied")
    return next((fact for fact in defiances if fact.event.ruling == ruling), None)  # type: ignore[attr-defined]
