"""Detectors: patterns in the log that are worth a look. They are evidence to ask about, and never a verdict.

Each is a pure function of the log and the terms, and yields indications in register order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from leadledger.disputes.detectors.away import visits_while_away
from leadledger.disputes.detectors.interested import interested_complaints
from leadledger.disputes.detectors.late import late_entries
from leadledger.disputes.detectors.log import Detector, DetectorTerms, Indication, Log
from leadledger.disputes.detectors.near_visit import registration_near_visit
from leadledger.disputes.detectors.unanswered import unanswered_follow_ups
from leadledger.ledger import Office

__all__ = ["DETECTORS", "USUAL", "Detector", "DetectorTerms", "Indication", "Log", "about_deal", "detect"]

DETECTORS: Mapping[Detector, Callable[[Log, DetectorTerms], Iterator[Indication]]] = {
    "registration-near-visit": registration_near_visit,
    "unanswered-follow-ups": unanswered_follow_ups,
    "late-entry": late_entries,
    "interested-complaint": interested_complaints,
    "visit-while-away": visits_while_away,
}
"""The detectors by name."""


USUAL = DetectorTerms()
"""From where on something is worth a look, unless it is said."""


def detect(
    office: Office,
    terms: DetectorTerms = USUAL,
    *,
    deal: str | None = None,
    detectors: Collection[Detector] = tuple(DETECTORS),
) -> list[Indication]:
    """What the detectors find in all that an office entered, detector by detector, each in register order.

    With *deal* only what is about its party, or about the deal.

    Raises:
        DealUnknown, DealNotClosed, HistoryContradiction: it cannot be said whose the deal is.

    >>> from leadledger.dossier import History
    >>> from leadledger.testing.stories import given, registered, visit
    >>> story = given(visit("c", "zhang", at="10:00"), registered("c", "li", at="10:20"))
    >>> [one.detector for one in detect(Office(History(story.events)))]
    ['registration-near-visit']
    """
    log = Log.of(office)
    found = [one for name, each in DETECTORS.items() if name in detectors for one in each(log, terms)]
    return found if deal is None else about_deal(found, office, deal)


def about_deal(found: Collection[Indication], office: Office, deal: str) -> list[Indication]:
    """Those of the indications that are about a customer of the deal's party, or about the deal.

    Raises:
        DealUnknown, DealNotClosed, HistoryContradiction: it cannot be said whose the deal is.
    """
    party = office.decide(deal).dossier.own.party
    return [one for one in found if not party.isdisjoint(one.customers) or one.reason.facts.get("deal") == deal]
