"""Reading: an upheld complaint bars the agent complained of from the party."""

from __future__ import annotations

from dataclasses import replace

from leadledger.dossier import Fact
from leadledger.events import VisitReceived
from leadledger.rulebook.reading import Reading


def bars_complained_of(reading: Reading) -> Reading:
    """Agents against whom a complaint by the party was upheld have no claim and no help on it.

    Visits are read without what they say of them: an ``asked_for`` or ``named`` that means a barred agent is not
    there; neither are ``declined`` (nobody else being asked for) and ``forgot`` on a visit a barred agent received.

    >>> from leadledger.testing.stories import complaint, decided, given, subscription, visit
    >>> story = given(visit("c", "zhang"), complaint("k", "c", "zhang"), visit("c", "li", named=["zhang"]),
    ...               subscription("d", "c", "li"), decided("k", "upheld"))
    >>> sorted(story.case("d").reading.barred), story.decide("d").owner
    (['zhang'], 'li')
    """
    barred: dict[str, Fact] = dict(reading.barred)
    for complaint, outcome in reading.complaints():
        if outcome == "upheld":
            barred.setdefault(complaint.event.against, complaint)
    if not barred:
        return reading
    return replace(reading, barred=barred).reread(lambda visit: _without(barred, visit))


def _without(barred: dict[str, Fact], visit: VisitReceived) -> VisitReceived:
    changes: dict[str, object] = {}
    if visit.asked_for in barred:
        changes["asked_for"] = None
    if visit.named and any(agent in barred for agent in visit.named):
        changes["named"] = tuple(agent for agent in visit.named if agent not in barred)
    if visit.agent in barred:
        if visit.declined and (visit.asked_for is None or visit.asked_for in barred):
            changes["declined"] = ()
        if visit.forgot:
            changes["forgot"] = False
    return visit.model_copy(update=changes) if changes else visit
