"""Reading: entries that were made too late are as if they had never been made."""

from __future__ import annotations

from leadledger.events.pattern import Pattern
from leadledger.rulebook.reading import Reading
from leadledger.values import Window


def drops_late(reading: Reading, *, when: Pattern, within: Window) -> Reading:
    """Entries like *when* that were recorded later than *within* after they happened are not read.

    A time of days ends with a whole day of the office: ``0 days`` are over with the day on which it happened.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li")).case("d")
    >>> visits = Pattern.parse({"type": "VisitReceived"})
    >>> len(drops_late(case.reading, when=visits, within=Window.parse("0 days")).own)
    1
    """
    return reading.without(
        lambda fact: when.matches(fact.event) and not within.covers(fact.occurred_at, fact.recorded_at, reading.zone)
    )
