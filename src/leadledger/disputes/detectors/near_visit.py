"""A first registration minutes before or after a rival's visit with the same customer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from leadledger.disputes.detectors.log import DetectorTerms, Indication, Log
from leadledger.dossier import Fact
from leadledger.events import CallReceived, CustomerRegistered, VisitReceived
from leadledger.rulebook.answers import Reason


def registration_near_visit(log: Log, terms: DetectorTerms) -> Iterator[Indication]:
    """Calls and registrations by which an agent first wrote a customer down close to a visit that a rival received.

    What is compared is when the entry was made and when the visit took place. Times at midnight say only a day and are
    left out, and so is a visit on which the customer asked for the agent or named them. Of several the nearest is told.

    >>> from leadledger.testing.stories import given, registered, visit
    >>> story = given(visit("c", "zhang", at="10:00"), registered("c", "li", at="10:20"))
    >>> from leadledger.dossier import History
    >>> from leadledger.ledger import Office
    >>> log = Log.of(Office(History(story.events)))
    >>> [one.reason.facts["minutes"] for one in registration_near_visit(log, DetectorTerms())]
    [20]
    """
    visits: dict[str, list[Fact[VisitReceived]]] = {}
    for visit in log.all(VisitReceived):
        if log.has_time(visit.occurred_at):
            visits.setdefault(visit.event.customer, []).append(visit)
    for some in visits.values():
        some.sort(key=_when)
    for entry in _first_written(log):
        event = entry.event
        near = visits.get(event.customer, ()) if log.has_time(entry.recorded_at) else ()
        rival = _nearest(near, entry.recorded_at, event.agent, timedelta(minutes=terms.rival_minutes))
        if rival is not None:
            apart = abs(entry.recorded_at - rival.occurred_at)
            key = "registered-after-visit" if entry.recorded_at >= rival.occurred_at else "registered-before-visit"
            minutes = int(apart.total_seconds() // 60)
            reason = Reason.of(
                key, agent=event.agent, customer=event.customer, receiver=rival.event.agent, minutes=minutes
            )
            yield Indication("registration-near-visit", (entry, rival), reason)


def _first_written(log: Log) -> Iterator[Fact[CallReceived] | Fact[CustomerRegistered]]:
    """The calls and registrations that are their agent's first entry about the customer, in register order."""
    first: dict[tuple[str, str], int] = {}
    for visit in log.all(VisitReceived):
        first.setdefault((visit.event.customer, visit.event.agent), visit.order)
    entries: list[Fact[CallReceived] | Fact[CustomerRegistered]] = [
        *log.all(CallReceived),
        *log.all(CustomerRegistered),
    ]
    for entry in sorted(entries, key=lambda fact: fact.order):
        pair = entry.event.customer, entry.event.agent
        if first.get(pair, entry.order) >= entry.order:
            first[pair] = -1
            yield entry


def _nearest(
    visits: Sequence[Fact[VisitReceived]], at: datetime, agent: str, within: timedelta
) -> Fact[VisitReceived] | None:
    """The nearest visit that another agent received, if one is near enough; of two as near the earlier."""
    place = bisect_left(visits, at - within, key=_when)
    best: Fact[VisitReceived] | None = None
    for visit in visits[place:]:
        if visit.occurred_at - at > within:
            break
        met = (visit.event.agent, visit.event.asked_for, *visit.event.named)
        if agent not in met and (best is None or abs(visit.occurred_at - at) < abs(best.occurred_at - at)):
            best = visit
    return best


def _when(fact: Fact) -> datetime:
    return fact.occurred_at
