"""Entries that cannot both be true: found over a whole history, each with both places and whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leadledger.dossier.concerns import Closed, deal_of
from leadledger.dossier.fact import E, Fact
from leadledger.events import (
    CommissionPaid,
    ComplaintDecided,
    ComplaintFiled,
    ContractSigned,
    CustomersLinked,
    CustomersUnlinked,
    DisputeOpened,
    DisputeWithdrawn,
    EntryStruck,
    Event,
    PeriodClosed,
    RulingMade,
    SettlementAgreed,
    SubscriptionSigned,
)

if TYPE_CHECKING:
    from leadledger.dossier.history import History

MAY_CONTRADICT: tuple[type[Event], ...] = (
    CommissionPaid,
    ComplaintDecided,
    ComplaintFiled,
    ContractSigned,
    CustomersLinked,
    CustomersUnlinked,
    DisputeOpened,
    DisputeWithdrawn,
    EntryStruck,
    PeriodClosed,
    RulingMade,
    SettlementAgreed,
    SubscriptionSigned,
)
"""The entries that contradictions are about, or that take back such a one: few of many, so the rest is not filed."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What contradicts itself, where it stands, and the deals and customers whose decisions it makes impossible."""

    message: str
    facts: tuple[Fact, ...]
    deals: frozenset[str] = field(default=frozenset[str]())
    customers: frozenset[str] = field(default=frozenset[str]())

    def __str__(self) -> str:
        places = " and ".join(str(fact) for fact in self.facts)
        return f"{self.message}: {places}"


def find_contradictions(history: History) -> list[Contradiction]:
    """Every contradiction of a history as known, struck entries left out, in register order of the later entry."""
    found = [
        *_closed_twice(history),
        *_complaints(history),
        *_rulings_named_twice(history),
        *_disputes(history),
        *_links_of_one(history),
        *_paid_twice(history),
        *_months_closed_twice(history),
    ]
    return sorted(found, key=lambda contradiction: contradiction.facts[-1].order)


def _standing(history: History, facts: Iterable[Fact[E]]) -> list[Fact[E]]:
    return [fact for fact in facts if fact.id not in history.struck]


def _twice(facts: Iterable[Fact[E]], name_of: Callable[[E], str]) -> Iterator[tuple[str, Fact[E], Fact[E]]]:
    """The facts that name what an earlier one named: the name, the first of it, and each later one."""
    first: dict[str, Fact[E]] = {}
    for fact in facts:
        name = name_of(fact.event)
        if first.setdefault(name, fact) is not fact:
            yield name, first[name], fact


def _closed_twice(history: History) -> Iterator[Contradiction]:
    for model in (SubscriptionSigned, ContractSigned):
        closings: list[Fact[Closed]] = _standing(history, history.of_type(model))
        for deal, first, again in _twice(closings, lambda event: event.deal):
            yield Contradiction(f"deal {deal!r} is closed twice", (first, again), deals=frozenset({deal}))


def closed_twice(closings: Iterable[Fact]) -> Iterator[Contradiction]:
    """The deals that standing entries of one type close more than once: of types that close only under some book."""
    by_type: dict[str, list[Fact]] = {}
    for fact in closings:
        by_type.setdefault(fact.type, []).append(fact)
    for alike in by_type.values():
        named = [fact for fact in alike if deal_of(fact.event) is not None]
        for deal, first, again in _twice(named, lambda event: deal_of(event) or ""):
            yield Contradiction(f"deal {deal!r} is closed twice", (first, again), deals=frozenset({deal}))


def _complaints(history: History) -> Iterator[Contradiction]:
    filed = _standing(history, history.of_type(ComplaintFiled))
    for name, first, again in _twice(filed, lambda event: event.complaint):
        customers = frozenset({first.event.customer, again.event.customer})
        yield Contradiction(f"complaint {name!r} is filed twice", (first, again), customers=customers)
    by_name = {fact.event.complaint: fact for fact in reversed(history.of_type(ComplaintFiled))}
    decided = _standing(history, history.of_type(ComplaintDecided))
    for decision in decided:
        complaint = by_name.get(decision.event.complaint)
        if complaint is None or complaint.order > decision.order:
            message = f"complaint {decision.event.complaint!r} is decided, which nobody had filed"
            yield Contradiction(message, (decision,), customers=_complainants(complaint))
    for name, once, twice in _twice(decided, lambda event: event.complaint):
        message = f"complaint {name!r} is decided twice"
        yield Contradiction(message, (once, twice), customers=_complainants(by_name.get(name)))


def _complainants(complaint: Fact[ComplaintFiled] | None) -> frozenset[str]:
    return frozenset(() if complaint is None else (complaint.event.customer,))


def _rulings_named_twice(history: History) -> Iterator[Contradiction]:
    rulings = _standing(history, history.of_type(RulingMade))
    for name, first, again in _twice(rulings, lambda event: event.ruling):
        yield Contradiction(f"ruling {name!r} is made twice", (first, again), *_ruled_on(first, again))


def _ruled_on(*rulings: Fact[RulingMade]) -> tuple[frozenset[str], frozenset[str]]:
    """The deals and the customers that the rulings are about."""
    deals = frozenset(fact.event.deal for fact in rulings if fact.event.deal is not None)
    return deals, frozenset(fact.event.customer for fact in rulings if fact.event.customer is not None)


def _disputes(history: History) -> Iterator[Contradiction]:
    """A dispute is opened once and ruled on once, and not after it was withdrawn or settled.

    Decisions hang on the rulings alone. A dispute of which only a ruling is known may have been opened elsewhere.
    """
    opened = _standing(history, history.of_type(DisputeOpened))
    for name, first, again in _twice(opened, lambda event: event.dispute):
        yield Contradiction(f"dispute {name!r} is opened twice", (first, again))
    rulings = [fact for fact in _standing(history, history.of_type(RulingMade)) if fact.event.dispute is not None]
    for name, earlier, later in _twice(rulings, lambda event: event.dispute or ""):
        yield Contradiction(f"dispute {name!r} is ruled on twice", (earlier, later), *_ruled_on(earlier, later))
    over = _over(history) if rulings else {}
    for ruling in rulings:
        how, ending = over.get(ruling.event.dispute or "", ("", ruling))
        if ending.order < ruling.order:
            message = f"dispute {ruling.event.dispute!r} is ruled on after it was {how}"
            yield Contradiction(message, (ending, ruling), *_ruled_on(ruling))


def _over(history: History) -> dict[str, tuple[str, Fact]]:
    """How each dispute was first withdrawn or settled, and by which entry."""
    withdrawn = [(fact.event.dispute, "withdrawn", fact) for fact in history.of_type(DisputeWithdrawn)]
    settled = [(fact.event.dispute, "settled", fact) for fact in history.of_type(SettlementAgreed)]
    found: dict[str, tuple[str, Fact]] = {}
    for name, how, fact in sorted((*withdrawn, *settled), key=lambda ending: ending[2].order):
        if name is not None and fact.id not in history.struck:
            found.setdefault(name, (how, fact))
    return found


def _links_of_one(history: History) -> Iterator[Contradiction]:
    links: list[Fact[CustomersLinked | CustomersUnlinked]] = [
        *_standing(history, history.of_type(CustomersLinked)),
        *_standing(history, history.of_type(CustomersUnlinked)),
    ]
    for fact in links:
        customers = frozenset(fact.event.customers)
        if len(customers) == 1:
            (customer,) = customers
            message = f"customer {customer!r} is linked with nobody but themselves"
            yield Contradiction(message, (fact,), customers=customers)


def _paid_twice(history: History) -> Iterator[Contradiction]:
    """An agent is paid once for a month in a currency, and a payment is made once; no decision hangs on either."""
    paid = _standing(history, history.of_type(CommissionPaid))
    for name, first, again in _twice(paid, lambda event: event.payment):
        yield Contradiction(f"payment {name!r} is made twice", (first, again))
    for _, first, again in _twice(paid, lambda event: f"{event.agent} {event.period} {event.amount.currency}"):
        if first.event.payment != again.event.payment:
            agent, period, currency = again.event.agent, again.event.period, again.event.amount.currency
            yield Contradiction(f"agent {agent!r} is paid twice for {period} in {currency}", (first, again))


def _months_closed_twice(history: History) -> Iterator[Contradiction]:
    closed = _standing(history, history.of_type(PeriodClosed))
    for period, first, again in _twice(closed, lambda event: event.period):
        yield Contradiction(f"the month {period} is closed twice", (first, again))
