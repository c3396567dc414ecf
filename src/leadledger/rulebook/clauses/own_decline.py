"""Reading: nobody is declined in favour of themselves."""

from __future__ import annotations

from leadledger.events import VisitReceived
from leadledger.rulebook.reading import Reading


def ignores_own_decline(reading: Reading) -> Reading:
    """``declined`` is not there on a visit whose own receiver is among those declined while nobody is asked for.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", declined=["li", "zhang"]), subscription("d", "c", "li"))
    >>> story.decide("d").clause
    '5.1'
    """
    return reading.reread(_without_own)


def _without_own(visit: VisitReceived) -> VisitReceived:
    if visit.declined and visit.asked_for is None and visit.agent in visit.declined:
        return visit.model_copy(update={"declined": ()})
    return visit
