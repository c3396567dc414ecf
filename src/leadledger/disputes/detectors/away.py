"""A visit that is recorded for an agent who had left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from leadledger.disputes.detectors.log import DetectorTerms, Indication, Log
from leadledger.dossier import Fact
from leadledger.events import AgentArrived, AgentLeft, VisitReceived
from leadledger.rulebook.answers import Reason

Going = Fact[AgentArrived] | Fact[AgentLeft]


def visits_while_away(log: Log, terms: DetectorTerms) -> Iterator[Indication]:
    """Visits more than so many minutes after their receiver's last going, with no coming in between.

    Who left on leave is away until they come again, whatever the day; anybody else until the end of that office day.
    Visits and goings of which only the day is known (midnight) are compared for leave alone, from the next day on.

    >>> from leadledger.dossier import History
    >>> from leadledger.ledger import Office
    >>> from leadledger.testing.stories import given, left, visit
    >>> story = given(left("zhang", at="09:00"), visit("c", "zhang", at="10:00"))
    >>> log = Log.of(Office(History(story.events)))
    >>> [one.reason.facts["minutes"] for one in visits_while_away(log, DetectorTerms())]
    [60]
    """
    entered: list[Going] = [*log.all(AgentArrived), *log.all(AgentLeft)]
    goings: dict[str, list[Going]] = {}
    for fact in entered:
        goings.setdefault(fact.event.agent, []).append(fact)
    for some in goings.values():
        some.sort(key=lambda fact: (fact.occurred_at, fact.order))
    for visit in log.all(VisitReceived):
        last = _last(goings.get(visit.event.agent, ()), visit.occurred_at)
        if last is not None and isinstance(last.event, AgentLeft):
            yield from _found(log, terms, visit, last, last.event)


def _found(
    log: Log, terms: DetectorTerms, visit: Fact[VisitReceived], going: Going, left: AgentLeft
) -> Iterator[Indication]:
    same_day = log.day(visit.occurred_at) == log.day(going.occurred_at)
    since = visit.occurred_at - going.occurred_at
    timed = log.has_time(visit.occurred_at) and log.has_time(going.occurred_at)
    facts = {"agent": visit.event.agent, "customer": visit.event.customer, "left_at": going.occurred_at}
    if same_day and timed and since > timedelta(minutes=terms.away_minutes):
        minutes = int(since.total_seconds() // 60)
        yield Indication(
            "visit-while-away", (visit, going), Reason("received-after-leaving", {**facts, "minutes": minutes})
        )
    elif not same_day and left.reason == "leave":
        days = (log.day(visit.occurred_at) - log.day(going.occurred_at)).days
        yield Indication("visit-while-away", (visit, going), Reason("received-on-leave", {**facts, "days": days}))


def _last(goings: Sequence[Going], at: datetime) -> Going | None:
    """The last coming or going up to an instant, that instant included."""
    place = bisect_right(goings, at, key=lambda fact: fact.occurred_at)
    return goings[place - 1] if place else None
