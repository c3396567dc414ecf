"""The register of disputes: how each stands in an office, and which of its deadlines were kept."""

from __future__ import annotations

from datetime import date, datetime

from leadledger.dossier import Fact, History
from leadledger.dossier.concerns import buyers_of
from leadledger.errors import LeadledgerError
from leadledger.events import CommissionPaid, DecisionRecorded
from leadledger.ledger import Office
from leadledger.projections.disputes import OF_DISPUTES, Dispute, disputes, with_deadlines
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.deadlines import Deadlines
from leadledger.values import office_day


def register_of(office: Office, at: datetime, deal: str | None = None) -> list[Dispute]:
    """Every dispute, or those about a *deal*, as they stand at an instant, in the order in which they were opened.

    A dispute about a deal goes by the rulebook that judges the deal, one about a customer by that of the deal the
    customer closed last before it. Where no deal is closed, or it cannot be decided, there is no deadline.
    """
    history = office.source.whole()
    found = disputes(fact for fact in history.facts if isinstance(fact.event, OF_DISPUTES))
    wanted = [one for one in found if deal is None or one.opened.event.deal == deal]
    return [_dated(one, office, history, at) for one in wanted]


def _dated(one: Dispute, office: Office, history: History, at: datetime) -> Dispute:
    """The dispute with its deadlines, by the first of its deals that can be decided."""
    for deal in _deals(one, history):
        try:
            answer = office.decide(deal)
        except LeadledgerError:
            continue
        rules, zone = answer.rulebook.disputes, answer.rulebook.terms.timezone
        if rules is None:
            return one
        return with_deadlines(one, rules, zone, at, _begins(one, rules, history, answer))
    return one


def _deals(one: Dispute, history: History) -> list[str]:
    """The deal it is about; of a customer, those they closed before the dispute was opened, the last one first."""
    event = one.opened.event
    if event.deal is not None:
        return [event.deal]
    closings = [
        fact for facts in history.closings.values() for fact in facts if event.customer in buyers_of(fact.event)
    ]
    before = [fact for fact in closings if _stands_before(fact, one.opened, history)]
    return [fact.event.deal for fact in sorted(before, key=lambda fact: fact.order, reverse=True)]


def _begins(one: Dispute, rules: Deadlines, history: History, answer: Attribution) -> date | None:
    """The day from which the time for opening the dispute counts; None where it has not begun."""
    zone, opened = answer.rulebook.terms.timezone, one.opened
    if rules.open_after == "closing":
        return answer.dossier.closing.day
    if rules.open_after == "decision":
        recorded = [fact for fact in history.of_type(DecisionRecorded) if fact.event.deal == answer.deal]
        made = [fact for fact in recorded if _stands_before(fact, opened, history)]
        return office_day(made[-1].recorded_at, zone) if made else None
    month = f"{answer.dossier.closing.day:%Y-%m}"
    paid = [
        office_day(fact.occurred_at, zone)
        for fact in history.of_type(CommissionPaid)
        if fact.event.agent == opened.event.by and fact.event.period >= month and _stands_before(fact, opened, history)
    ]
    return min(paid, default=None)


def _stands_before(fact: Fact, opened: Fact, history: History) -> bool:
    return fact.order < opened.order and fact.id not in history.struck
