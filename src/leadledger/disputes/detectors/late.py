"""Entries recorded long after they happened."""

from __future__ import annotations

from collections.abc import Iterator

from leadledger.disputes.detectors.log import DetectorTerms, Indication, Log
from leadledger.rulebook.answers import Reason

WATCHED = frozenset(
    {
        *("AgentArrived", "AgentLeft", "CallReceived", "CustomerAllocated", "CustomerRegistered", "DiscountSought"),
        *("FollowUpLogged", "MeetingMinuted", "OutingReported", "PriorClaimFound", "ReferralMade", "VisitReceived"),
    }
)
"""What an office writes down as it happens: contacts with customers, comings and goings, the minutes."""


def late_entries(log: Log, terms: DetectorTerms) -> Iterator[Indication]:
    """Entries made more than so many office days after what they say happened.

    >>> from leadledger.dossier import History
    >>> from leadledger.ledger import Office
    >>> from leadledger.testing.stories import given, visit
    >>> story = given(visit("c", "zhang", on="2026-03-01", recorded="2026-03-05T09:00"))
    >>> log = Log.of(Office(History(story.events)))
    >>> [one.reason.facts["days"] for one in late_entries(log, DetectorTerms())]
    [4]
    """
    for fact in log.standing():
        if fact.type not in WATCHED or fact.recorded_at == fact.occurred_at:
            continue
        happened, entered = log.day(fact.occurred_at), log.day(fact.recorded_at)
        days = (entered - happened).days
        if days > terms.late_days:
            reason = Reason.of("entered-late", happened=happened, entered=entered, days=days, by=fact.event.recorded_by)
            yield Indication("late-entry", (fact,), reason)
