"""Bookkeeping: the facts in register order, each with what the deals it moved come to now, into postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from leadledger.dossier import E, Fact
from leadledger.dossier.concerns import deal_of
from leadledger.events import (
    AdjustmentPosted,
    BasePaySet,
    CommissionPaid,
    CommissionPlanAdopted,
    EntryStruck,
    MisconductFound,
    PeriodClosed,
    UnitReleased,
)
from leadledger.events.declared import EventTypes
from leadledger.plan import Plan
from leadledger.plan.dated import AdoptedPlan, in_force
from leadledger.projections.accruing import Accruals
from leadledger.projections.books import Books
from leadledger.projections.deals import Outcome
from leadledger.projections.figures import Figures
from leadledger.projections.month_end import MonthEnd
from leadledger.projections.months import Months, last_day
from leadledger.projections.posting import Poster
from leadledger.projections.postings import ADJUSTMENTS, REASONS, Kind, due, paid
from leadledger.projections.staff import Dated, Staff
from leadledger.rulebook.attribution import Attribution
from leadledger.values import Money, office_day

Answers = Mapping[str, Attribution | str]
"""What deals come to now; where one is not decided, why not, as a key."""


class Bookkeeper:
    """Keeps books: what is posted for a fact depends on the facts before it in the register, and on nothing else.

    *zone* is the office's; *plan* is the one to use, or else those adopted govern, each the deals that close in its
    time, and *types* are the event types that those may speak of beside the contract's.
    """

    def __init__(self, zone: ZoneInfo, plan: Plan | None = None, types: EventTypes | None = None) -> None:
        self._zone, self._plan, self._types = zone, plan, types
        self._plans: list[AdoptedPlan] = []
        self._months = Months()
        self._poster = Poster(self._months)
        self._staff = Staff(self._day)
        self._named: dict[str, dict[str, str]] = {}
        self._struck: set[UUID] = set()
        self._facts: dict[UUID, Fact] = {}
        self._posted: dict[UUID, int] = {}
        self._of_unit: dict[str, dict[str, None]] = {}
        self._payments: dict[str, CommissionPaid] = {}
        self._list_prices: dict[str, Dated[Money]] = {}
        self._figures = Figures(self._staff, self._struck, self._list_price, self._plan_on)
        self._accruals = Accruals(self._poster, self._figures)
        self._month_end = MonthEnd(self._poster, self._staff, self._struck)

    def take(self, fact: Fact, answers: Answers) -> None:
        """Take a fact, and what the deals come to whose decision it moved."""
        known_on = office_day(fact.recorded_at, self._zone)
        moved = dict.fromkeys(self._take(fact))
        for name, answer in answers.items():
            deal = self._accruals.deal(name)
            if isinstance(answer, Attribution):
                deal.outcome, deal.refusal = Outcome.of(answer), None
            else:
                deal.refusal = answer
            moved[name] = None
        self._accruals.settle(moved, fact, known_on)

    def books(self) -> Books:
        """The books as they stand."""
        return Books(
            tuple(self._poster.transactions),
            dict(self._months.closed),
            dict(self._figures.unfigured),
            dict(self._staff.names),
            dict(self._named),
            dict(self._payments),
        )

    def _take(self, fact: Fact) -> Iterable[str]:
        """Take what a fact says by itself; gives the deals whose money it may move."""
        event = fact.event
        if fact.id in self._struck and not isinstance(event, EntryStruck):  # a striking is not struck
            return ()
        match event:
            case EntryStruck():
                return self._strike(fact, event.entry)
            case CommissionPlanAdopted():
                self._facts[fact.id] = fact
                self._plans.append(AdoptedPlan.of(_of(fact, CommissionPlanAdopted), self._types))
                return self._accruals.closed_since(event.effective_from)
            case UnitReleased():
                self._facts[fact.id] = fact
                self._list_prices.setdefault(event.unit, Dated()).put(self._day(fact), fact.order, event.list_price)
                return self._of_unit.get(event.unit, ())
            case MisconductFound():
                self._facts[fact.id] = fact
                self._month_end.note(_of(fact, MisconductFound), self._day(fact))
                return ()
            case CommissionPaid() if event.payment not in self._payments:
                self._payments[event.payment] = event
                self._post(fact, event.agent, event.amount, (due(event.agent), paid(event.agent)), "payment")
                return ()
            case AdjustmentPosted():
                self._post(
                    fact,
                    event.agent,
                    event.amount,
                    (ADJUSTMENTS, due(event.agent)),
                    "adjustment",
                    note=f"{event.reason} ({event.by})",
                )
                return ()
            case PeriodClosed():
                self._close(fact, event.period)
                return ()
            case _:
                return self._of_deal_or_agent(fact)

    def _of_deal_or_agent(self, fact: Fact) -> Sequence[str]:
        name = deal_of(fact.event)
        if name is not None:
            self._facts[fact.id] = fact
            self._accruals.deal(name).entries.append((fact, self._day(fact)))
            for field in ("unit", "to_unit"):
                if (unit := getattr(fact.event, field, None)) is not None:
                    self._of_unit.setdefault(unit, {})[name] = None
            return [name]
        if self._staff.take(fact) is not None:
            self._facts[fact.id] = fact
            self._put_right(fact, fact)
            return self._accruals.closed_since(self._day(fact))
        return ()

    def _strike(self, striking: Fact, entry: UUID) -> Sequence[str]:
        """Take back what an entry said, whenever it is entered."""
        self._struck.add(entry)
        of = self._facts.get(entry)
        if of is None:
            return ()
        if entry in self._posted:
            on = office_day(striking.recorded_at, self._zone)
            self._poster.reverse(self._posted.pop(entry), on, striking, REASONS[EntryStruck.__name__])
            if isinstance(of.event, CommissionPaid):
                del self._payments[of.event.payment]
        self._plans = [one for one in self._plans if one.id != entry]
        if isinstance(of.event, CommissionPlanAdopted):
            return self._accruals.closed_since(of.event.effective_from)
        if isinstance(of.event, UnitReleased):
            self._list_prices[of.event.unit].drop(of.order)
            return list(self._of_unit.get(of.event.unit, ()))
        name = deal_of(of.event)
        if name is not None:
            return [name]
        agent = self._staff.strike(of)
        self._put_right(of, striking)
        return [] if agent is None else self._accruals.closed_since(self._day(of))

    def _put_right(self, of: Fact, cause: Fact) -> None:
        """Correct closed months where base pay, or a finding that they answered, is another than was known."""
        if isinstance(of.event, BasePaySet | MisconductFound):
            self._month_end.put_right(cause, office_day(cause.recorded_at, self._zone))

    def _close(self, fact: Fact, period: str) -> None:
        """Post what every month brings that this one closes, and close it."""
        for month in self._months.up_to(period):
            plan = self._plan_on(last_day(month))
            self._accruals.release_by(last_day(month), fact)
            self._month_end.close(month, plan, fact)
            self._months.close(month, fact.recorded_at)
            self._named[month] = dict(self._staff.names)

    def _post(
        self, fact: Fact, agent: str, amount: Money, accounts: tuple[str, str], kind: Kind, note: str | None = None
    ) -> None:
        reason = REASONS[fact.type]
        written = self._poster.post(kind, self._day(fact), fact, amount, accounts, reason, agent=agent, note=note)
        self._facts[fact.id] = fact
        self._posted[fact.id] = written.number

    def _day(self, fact: Fact) -> date:
        return office_day(fact.event.occurred_at, self._zone)

    def _plan_on(self, day: date) -> Plan | None:
        return self._plan or in_force(self._plans, day)

    def _list_price(self, unit: str, day: date) -> Money | None:
        prices = self._list_prices.get(unit)
        return None if prices is None else prices.on(day)


def _of(fact: Fact, model: type[E]) -> Fact[E]:
    """The fact, its event being of the type."""
    assert isinstance(fact.event, model)
    return cast("Fact[E]", fact)
