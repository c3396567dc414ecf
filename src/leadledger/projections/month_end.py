"""The end of a month: base pay, penalties, guarantees and draws, and debts that are written off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from leadledger.dossier import Fact
from leadledger.events import MisconductFound
from leadledger.plan import Guarantee, Plan
from leadledger.projections.deals import plan_named
from leadledger.projections.month_pay import MONTH_CLOSED, MonthPay
from leadledger.projections.months import last_day
from leadledger.projections.posting import Poster
from leadledger.projections.postings import GUARANTEES, WRITTEN_OFF, Cited, Kind, drawn, due
from leadledger.projections.staff import Staff
from leadledger.values import Money


class MonthEnd:
    """What is posted when a month is closed, under the plan in force on its last day."""

    def __init__(self, poster: Poster, staff: Staff, struck: set[UUID]) -> None:
        self._poster, self._staff, self._struck = poster, staff, struck
        self._findings: list[tuple[Fact[MisconductFound], date]] = []
        self._closed: list[MonthPay] = []
        self._debts: dict[tuple[str, str], list[tuple[date, int]]] = {}

    def note(self, finding: Fact[MisconductFound], day: date) -> None:
        """A finding of misconduct on a day, which is answered when its month is closed, or the next that is."""
        self._findings.append((finding, day))

    def close(self, period: str, plan: Plan | None, cause: Fact) -> None:
        """Post what the month brings; *cause* is the entry that closes it."""
        day = last_day(period)
        if plan is not None:
            bonus = self._bonus(period)
            answered = tuple(one for one in self._findings if one[1] <= day)
            self._findings = [one for one in self._findings if one[1] > day]
            there = tuple(self._staff.working(day.replace(day=1), day))
            month = MonthPay(day, plan, there, bonus, answered)
            month.settle(self._poster, self._staff, self._struck, cause, day)
            self._closed.append(month)
            self._guarantees(plan, day, bonus, cause)
            self._write_off(plan, day, cause)

    def put_right(self, cause: Fact, known_on: date) -> None:
        """Correct base pay and penalties of the closed months, as far as an entry known on that day changes them."""
        for month in self._closed:
            month.settle(self._poster, self._staff, self._struck, cause, known_on)

    def _bonus(self, period: str) -> dict[tuple[str, str], int]:
        """What commission set free in the month comes to, by agent and currency, in minor units."""
        return {key: self._poster.freed(*key, period) for key in self._poster.agents()}

    def _guarantees(self, plan: Plan, day: date, bonus: Mapping[tuple[str, str], int], cause: Fact) -> None:
        """What is lacking to a guarantee is topped up; what was advanced before is taken from what goes beyond it.

        What was taken back is no lack: it is owed, and carried on.
        """
        for agent in self._staff.working(day.replace(day=1), day):
            guarantee = self._guarantee(plan, agent, day)
            currency = None if guarantee is None else guarantee.amount.currency or self._currency(agent, day)
            if guarantee is None or currency is None:
                continue
            beyond = max(0, bonus.get((agent, currency), 0)) - (guarantee.amount.minor(currency) or 0)
            if beyond < 0:
                kind: Kind = "draw" if guarantee.recoverable else "guarantee"
                account = drawn(agent) if guarantee.recoverable else GUARANTEES
                self._top_up(kind, day, cause, Money(-beyond, currency), (account, due(agent)), plan, guarantee, agent)
            elif guarantee.recoverable and (taken := min(beyond, self._poster.balance(drawn(agent), currency))) > 0:
                accounts = due(agent), drawn(agent)
                self._top_up("recovery", day, cause, Money(taken, currency), accounts, plan, guarantee, agent)

    def _top_up(
        self,
        kind: Kind,
        day: date,
        cause: Fact,
        amount: Money,
        accounts: tuple[str, str],
        plan: Plan,
        guarantee: Guarantee,
        agent: str,
    ) -> None:
        rule = Cited(*plan.cited(guarantee.id))
        self._poster.post(
            kind, day, cause, amount, accounts, MONTH_CLOSED, agent=agent, rule=rule, plan=plan_named(plan)
        )

    def _currency(self, agent: str, day: date) -> str | None:
        """The currency an agent is paid in: that of the base pay, or else of the first amount that was due."""
        pay = self._staff.base_pay(agent, day)
        if pay is not None:
            return pay.currency
        return next((currency for name, currency in self._poster.agents() if name == agent), None)

    def _guarantee(self, plan: Plan, agent: str, day: date) -> Guarantee | None:
        roles = self._staff.roles(agent, day)
        return next((one for one in plan.guarantees if not one.role or one.role & roles), None)

    def _write_off(self, plan: Plan, day: date, cause: Fact) -> None:
        """What an agent owes is carried on, the oldest first to be met; what is older than the horizon is given up."""
        for (agent, currency), owed in self._owed().items():
            debts = self._debts.setdefault((agent, currency), [])
            known = sum(amount for _, amount in debts)
            if owed > known:
                debts.append((day, owed - known))
            _meet(debts, known - owed)
            if plan.write_off_after is None:
                continue
            over = [one for one in debts if plan.write_off_after.through(one[0]) < day]
            lost = sum(amount for _, amount in over)
            if lost:
                self._debts[agent, currency] = [one for one in debts if one not in over]
                amount = Money(lost, currency)
                self._poster.post(
                    "write-off",
                    day,
                    cause,
                    amount,
                    (WRITTEN_OFF, due(agent)),
                    MONTH_CLOSED,
                    agent=agent,
                    plan=plan_named(plan),
                )

    def _owed(self) -> dict[tuple[str, str], int]:
        """What agents owe, by agent and currency: nothing where they are owed."""
        return {key: max(0, self._poster.balance(due(key[0]), key[1])) for key in self._poster.agents()}


def _meet(debts: list[tuple[date, int]], amount: int) -> None:
    """Take so much off the debts, the oldest first."""
    while amount > 0 and debts:
        day, owed = debts[0]
        if owed > amount:
            debts[0] = day, owed - amount
            return
        amount -= owed
        del debts[0]
