"""The register of disputes: how each stands in an office, and which of its deadlines were kept."""

from __future__ import annotations

from datetime import date, datetime

from leadledger.dossier import Fact, History, only
from leadledger.dossier.concerns import buyers_of
from leadledger.errors import LeadledgerError
from leadledger.events import CommissionPaid, DecisionRecorded
from leadledger.ledger import Office
from leadledger.projections.disputes import OF_DISPUTES, Dispute, disputes, with_deadlines
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.deadlines import Deadlines
from leadledger.values import office_day


def register_of(office: Office, at: datetime, deal: str | None = None) -> list[Dispute]:
    """Every dispute, or those about a *deal* or its customer, as they stand at an instant, in the order of opening.

    A dispute about a deal goes by the rulebook that judges the deal. One about a customer goes by that of the deal that
    their party closed last before it, and before any by the one that would judge them on the day of the dispute.
    Where neither can be decided there is no deadline.
    """
    history = office.source.whole()
    register = _Register(office, history, at)
    return [register.dated(one) for one in disputes(only(history.facts, *OF_DISPUTES)) if register.is_about(one, deal)]


class _Register:
    """An office with its whole history at an instant; what several disputes ask for is looked up once."""

    def __init__(self, office: Office, history: History, at: datetime) -> None:
        self.office = office
        self.history = history
        self.at = at
        self._closed: list[str] | None = None

    def is_about(self, one: Dispute, deal: str | None) -> bool:
        """Whether a dispute is about a deal, or about a customer of the party that bought; None is any."""
        event = one.opened.event
        if deal is None or event.customer is None:
            return deal is None or event.deal == deal
        return not self._buyers(deal).isdisjoint(self._party(one, event.customer)[0])

    def dated(self, one: Dispute) -> Dispute:
        """The dispute with its deadlines, where a rulebook can be said to govern it and states any."""
        answer = self._answer(one)
        rules = None if answer is None else answer.rulebook.disputes
        if answer is None or rules is None:
            return one
        return with_deadlines(one, rules, answer.rulebook.terms.timezone, self.at, self._begins(one, rules, answer))

    def _answer(self, one: Dispute) -> Attribution | None:
        """What the dispute is about: the deal, or the customer's last one before it that can be decided, or none."""
        event = one.opened.event
        if event.customer is None:
            return self._decided(event.deal or "")
        party, now = self._party(one, event.customer)
        return next(filter(None, map(self._decided, self._bought_before(one.opened, party))), now)

    def _decided(self, deal: str) -> Attribution | None:
        try:
            return self.office.decide(deal)
        except LeadledgerError:
            return None

    def _party(self, one: Dispute, customer: str) -> tuple[frozenset[str], Attribution | None]:
        """Who belongs to a customer on the day of the dispute, and what they would have come to had they bought."""
        try:
            answer = self.office.owner(customer, one.opened.recorded_at)
        except LeadledgerError:
            return frozenset({customer}), None
        return answer.dossier.own.party, answer

    def _bought_before(self, opened: Fact, party: frozenset[str]) -> list[str]:
        """The deals of a party whose closing stood before a dispute was opened, the one closed last first."""
        if self._closed is None:
            self._closed = self.office.closed_deals()
        types = self.office.closing_types()
        return [
            deal
            for deal in reversed(self._closed)
            if not self._buyers(deal).isdisjoint(party)
            and any(fact.type in types and self._stood_before(fact, opened) for fact in self.history.of_deal(deal))
        ]

    def _buyers(self, deal: str) -> frozenset[str]:
        return frozenset(buyer for fact in self.history.of_deal(deal) for buyer in buyers_of(fact.event))

    def _stood_before(self, fact: Fact, opened: Fact) -> bool:
        return fact.order < opened.order and fact.id not in self.history.struck

    def _begins(self, one: Dispute, rules: Deadlines, answer: Attribution) -> date | None:
        """The day from which the time for opening the dispute counts; None where it has not begun."""
        zone = answer.rulebook.terms.timezone
        if answer.deal is None:
            return None
        if rules.open_after == "closing":
            return answer.dossier.closing.day
        if rules.open_after == "decision":
            recorded = [fact for fact in self.history.of_type(DecisionRecorded) if fact.event.deal == answer.deal]
            made = [fact for fact in recorded if self._stood_before(fact, one.opened)]
            return office_day(made[-1].recorded_at, zone) if made else None
        month = f"{answer.dossier.closing.day:%Y-%m}"
        paid = [
            office_day(fact.occurred_at, zone)
            for fact in self.history.of_type(CommissionPaid)
            if fact.event.agent == one.opened.event.by and fact.event.period >= month
            if self._stood_before(fact, one.opened)
        ]
        return min(paid, default=None)
