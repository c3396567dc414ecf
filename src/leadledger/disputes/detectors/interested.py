"""A complaint that was entered or decided by somebody who profits from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from leadledger.disputes.detectors.log import DetectorTerms, Indication, Log
from leadledger.disputes.flip_sets.changes import Change
from leadledger.disputes.flip_sets.result import Result
from leadledger.disputes.flip_sets.trial import Trial
from leadledger.dossier import Fact
from leadledger.errors import LeadledgerError
from leadledger.events import ComplaintDecided, ComplaintFiled, CustomersLinked
from leadledger.rulebook.answers import Reason


def interested_complaints(log: Log, terms: DetectorTerms) -> Iterator[Indication]:  # noqa: ARG001  # as all detectors
    """Complaints entered, or upheld, by an agent who has more of a deal with the complaint upheld than dismissed.

    The deals are those that the customer, or somebody linked to them, buys; each is decided both ways.

    >>> from leadledger.dossier import History
    >>> from leadledger.ledger import Office
    >>> from leadledger.testing.stories import complaint, given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li"), complaint("k", "c", "zhang", recorded_by="li"),
    ...               subscription("d", "c", "li"))
    >>> log = Log.of(Office(History(story.events)))
    >>> [(one.reason.facts["by"], one.reason.facts["deal"]) for one in interested_complaints(log, DetectorTerms())]
    [('li', 'd')]
    """
    decisions = {fact.event.complaint: fact for fact in log.all(ComplaintDecided)}
    for filed in log.all(ComplaintFiled):
        decision = decisions.get(filed.event.complaint)
        people = dict.fromkeys(_behind(filed, decision))
        for deal in log.deals_of(_linked(log, filed.event.customer)) if people else ():
            upheld, dismissed = _either_way(log, deal, filed, decision)
            if upheld is None or dismissed is None:
                continue
            for one in people:
                with_it, without = upheld.part(one), dismissed.part(one)
                if with_it > without:
                    reason = Reason.of(
                        "profits-from-complaint",
                        by=one,
                        complaint=filed.event.complaint,
                        against=filed.event.against,
                        deal=deal,
                        commission_if_upheld=with_it.commission,
                        commission_if_dismissed=without.commission,
                    )
                    facts: tuple[Fact, ...] = (filed,) if decision is None else (filed, decision)
                    yield Indication("interested-complaint", facts, reason)


def _behind(filed: Fact[ComplaintFiled], decision: Fact[ComplaintDecided] | None) -> Iterator[str]:
    """Who entered the complaint; where it was upheld who entered that, and who decided it."""
    entered = [filed.event.recorded_by]
    if decision is not None and decision.event.outcome == "upheld":
        entered += [decision.event.recorded_by, decision.event.by]
    yield from (one for one in entered if one is not None)


def _either_way(
    log: Log, deal: str, filed: Fact[ComplaintFiled], decision: Fact[ComplaintDecided] | None
) -> tuple[Result | None, Result | None]:
    """What a deal comes to with the complaint upheld, and with it dismissed."""
    try:
        trial = Trial(log.office, deal)
    except LeadledgerError:
        return None, None

    def decided(outcome: Literal["upheld", "dismissed"]) -> Result | None:
        if decision is not None and decision.event.outcome == outcome:
            return trial.result
        return trial.with_changes([Change(outcome, decision or filed)])

    return decided("upheld"), decided("dismissed")


def _linked(log: Log, customer: str) -> frozenset[str]:
    """The customer and everyone ever linked with them."""
    found, waiting = {customer}, [customer]
    while waiting:
        for fact in log.history.links.touching(waiting.pop()):
            if isinstance(fact.event, CustomersLinked):
                news = [one for one in fact.event.customers if one not in found]
                found.update(news)
                waiting += news
    return frozenset(found)
