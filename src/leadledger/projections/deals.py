"""Deals: what is known of each one's money, and what was posted for it and stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from leadledger.dossier import Fact
from leadledger.events import (
    ContractSigned,
    DealWithdrawn,
    Event,
    PaymentReceived,
    PaymentRefunded,
    RulingMade,
    SubscriptionSigned,
    UnitSwapped,
)
from leadledger.plan import Amount, Plan, Released, Sale
from leadledger.projections.postings import Cited
from leadledger.rulebook.attribution import Attribution
from leadledger.values import Money, Share

ListPrice = Callable[[str, date], Money | None]
"""The list price of a unit on a day."""
Key = tuple[str, str, str]
"""A payee, what for, and by which table of the plan."""


@dataclass(slots=True)
class Standing:
    """An accrual that stands: what it is of, its transaction's number, and what of it was set free."""

    amount: Amount
    number: int
    plan: Plan
    clause: str
    releases: list[tuple[Released, int]] = field(default_factory=list[tuple[Released, int]])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What of an attribution the books need: the shares, the clause that gave them, and the entries behind both."""

    commission: Mapping[str, Share]
    on_top: Mapping[str, Share]
    clause: Cited
    closing: Fact
    closed_at: datetime
    closed_on: date
    behind: tuple[UUID, ...]

    @classmethod
    def of(cls, answer: Attribution) -> Outcome:
        """What an attribution comes to."""
        clause = next((one.clause for one in reversed(answer.because) if one.clause.cite == answer.clause), None)
        closing = answer.dossier.closing
        return cls(
            answer.commission,
            answer.on_top,
            Cited(answer.clause, answer.clause) if clause is None else Cited(clause.id, clause.cite, clause.title),
            closing.facts[0],
            answer.closed_at,
            closing.day,
            tuple(dict.fromkeys(fact.id for one in answer.because for fact in one.reason.entries)),
        )


@dataclass(slots=True)
class Deal:
    """A deal as it is known so far; days are the office's, on which things happened.

    *outcome* is what it came to when it was last decided, *refusal* why it is not decided now. *through* is the last
    day up to which it was looked at.
    """

    name: str
    entries: list[tuple[Fact, date]] = field(default_factory=list[tuple[Fact, date]])
    outcome: Outcome | None = None
    refusal: str | None = None
    standing: dict[Key, Standing] = field(default_factory=dict[Key, Standing])
    was_posted: bool = False
    through: date = date.min

    @property
    def closing(self) -> Fact | None:
        """The entry that closed it, as decided last."""
        return None if self.outcome is None else self.outcome.closing

    @property
    def closed_on(self) -> date:
        """The day on which it closed."""
        assert self.outcome is not None
        return self.outcome.closed_on

    @property
    def place(self) -> tuple[datetime, str]:
        """Its place in closing order."""
        assert self.outcome is not None
        return self.outcome.closed_at, self.name

    def called_off(self, struck: set[UUID]) -> bool:
        """Whether it was withdrawn, after its contract only by a ruling or somebody named; or all was paid back."""
        signed = ruled = paid = False
        there = self._that_stand(struck)
        for fact, _ in there:
            match fact.event:
                case ContractSigned():
                    signed = True
                case RulingMade():
                    ruled = True
                case PaymentReceived():
                    paid = True
                case DealWithdrawn() if not signed or ruled or fact.event.by is not None:
                    return True
                case _:
                    pass
        net = Counter[str]()
        for (_, currency), minor in _came_in(fact for fact, _ in there).items():
            net[currency] += minor
        return paid and all(minor <= 0 for minor in net.values())

    def sale(self, struck: set[UUID], list_price: ListPrice) -> Sale:
        """What a plan figures it by.

        Raises:
            CurrencyMismatch: what came in is in several currencies.
        """
        closing = self.closing
        assert closing is not None
        assert self.outcome is not None
        there = self._that_stand(struck)
        price, unit, ruled = _price(closing.event), _unit(closing.event), False
        for fact, _ in there:
            match fact.event:
                case RulingMade():
                    ruled = True
                case ContractSigned() | SubscriptionSigned():
                    price = _price(fact.event) or price
                    unit = _unit(fact.event) or unit
                case UnitSwapped():  # down only where somebody ruled so
                    if price is None or ruled or price <= fact.event.price:
                        price, unit = fact.event.price, fact.event.to_unit
                case _:
                    pass
        came_in = _came_in(fact for fact, _ in there)
        undone = {payment for (payment, _), minor in came_in.items() if not minor}
        received = [Money(minor, currency) for (_, currency), minor in came_in.items()]
        return Sale(
            deal=self.name,
            closed_on=self.closed_on,
            closed_at=self.outcome.closed_at,
            closing=closing.event,
            price=price,
            list_price=None if unit is None else list_price(unit, self.closed_on),
            received=sum(received, Money.zero(received[0].currency)) if received else None,
            project=closing.event.project,
            events=tuple((fact.event, day) for fact, day in there if not _undone(fact.event, undone)),
        )

    def _that_stand(self, struck: set[UUID]) -> list[tuple[Fact, date]]:
        return [(fact, day) for fact, day in self.entries if fact.id not in struck]


def plan_named(plan: Plan) -> tuple[str, str, str]:
    """A plan as transactions name it."""
    return plan.name, plan.version, plan.digest


def _price(event: Event) -> Money | None:
    price: Money | None = getattr(event, "price", None)
    return price


def _unit(event: Event) -> str | None:
    unit: str | None = getattr(event, "unit", None)
    return unit


def _undone(event: Event, payments: set[str]) -> bool:
    """Whether a payment was given back whole: it is then as if it had never come."""
    return isinstance(event, PaymentReceived | PaymentRefunded) and event.payment in payments


def _came_in(facts: Iterable[Fact]) -> Mapping[tuple[str, str], int]:
    """What came in by payment and currency, less what was paid back under whatever name, in minor units."""
    found: dict[tuple[str, str], int] = {}
    for fact in facts:
        event = fact.event
        if isinstance(event, PaymentReceived | PaymentRefunded):
            key = event.payment, event.amount.currency
            minor = event.amount.amount_minor
            found[key] = found.get(key, 0) + (minor if isinstance(event, PaymentReceived) else -minor)
    return found
