"""A month's pay: base pay and what penalties take, posted when it is closed and put right when that turns out wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from leadledger.dossier import Fact
from leadledger.events import MisconductFound
from leadledger.plan import Penalty, Plan
from leadledger.projections.deals import plan_named
from leadledger.projections.posting import Poster
from leadledger.projections.postings import BASE_PAY, PENALTIES, REASONS, Cited, Kind, due
from leadledger.projections.staff import Staff
from leadledger.values import Money

MONTH_CLOSED = "month-closed"
CHANGED = "changed"
Key = tuple[str, ...]
"""What an amount is for: somebody's base pay, or a finding with what it is taken from."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount that a month brings or takes."""

    kind: Kind
    on: date
    money: Money
    agent: str
    reason: str
    rule: Cited | None = None
    behind: tuple[UUID, ...] = ()

    @property
    def accounts(self) -> tuple[str, str]:
        """The account that is debited, and the one that is credited."""
        return (BASE_PAY, due(self.agent)) if self.kind == "base-pay" else (due(self.agent), PENALTIES)


@dataclass(slots=True)
class MonthPay:
    """A closed month: who was there, the commission set free in it, the findings answered, and what stands for it."""

    day: date
    plan: Plan
    there: tuple[str, ...]
    bonus: Mapping[tuple[str, str], int]
    findings: tuple[tuple[Fact[MisconductFound], date], ...]
    standing: dict[Key, tuple[_Amount, int]] = field(default_factory=dict[Key, tuple[_Amount, int]])

    def settle(self, poster: Poster, staff: Staff, struck: set[UUID], cause: Fact, known_on: date) -> None:
        """Post what is not posted yet; what is not as posted any more is taken back first, on the day it is known."""
        wanted = dict(self._wanted(staff, struck))
        back: dict[Key, int] = {}
        for key, (amount, number) in list(self.standing.items()):
            if wanted.get(key) != amount:
                on = amount.on if self.plan.reversals == "when-earned" else known_on
                poster.reverse(number, on, cause, REASONS.get(cause.type, CHANGED))
                back[key] = number
                del self.standing[key]
        for key, amount in wanted.items():
            if key not in self.standing:
                instead = back.get(key) or next(iter(back.values()), None)
                late = instead is not None and self.plan.reversals == "when-known"
                about: dict[str, Any] = {"agent": amount.agent, "rule": amount.rule, "corrects": instead}
                if amount.kind == "penalty":
                    about["plan"] = plan_named(self.plan)
                on = known_on if late else amount.on
                reason = amount.reason if instead is None else REASONS.get(cause.type, CHANGED)
                written = poster.post(
                    amount.kind, on, cause, amount.money, amount.accounts, reason, amount.behind, **about
                )
                self.standing[key] = amount, written.number

    def _wanted(self, staff: Staff, struck: set[UUID]) -> Iterator[tuple[Key, _Amount]]:
        """What the month comes to, as it is known now."""
        base: dict[str, Money] = {}
        for agent in dict.fromkeys((*self.there, *staff.working(self.day.replace(day=1), self.day))):
            pay = staff.base_pay(agent, self.day)
            if pay is not None and pay.amount_minor:
                base[agent] = pay
                yield ("base-pay", agent), _Amount("base-pay", self.day, pay, agent, MONTH_CLOSED)
        yield from self._penalties(base, struck)

    def _penalties(self, base: Mapping[str, Money], struck: set[UUID]) -> Iterator[tuple[Key, _Amount]]:
        """What findings take, each from the amounts before penalties, and never more than there is."""
        before: dict[tuple[str, str, str], int] = {}
        for (agent, currency), amount in self.bonus.items():
            before[agent, currency, "bonus"] = max(0, amount)
        for agent, pay in base.items():
            before[agent, pay.currency, "base"] = pay.amount_minor
        left = dict(before)
        for fact, on in self.findings:
            event = fact.event
            penalty = next((one for one in self.plan.penalties if one.meant(event.kind, event.severity)), None)
            if penalty is None or fact.id in struck:
                continue
            for agent, currency, what in [key for key in before if key[0] == event.agent]:
                key = agent, currency, what
                taken = min(_taken(penalty, self.plan, what, before[key]), left[key])
                if taken:
                    left[key] -= taken
                    yield (
                        (str(fact.id), currency, what),
                        _Amount(
                            "penalty",
                            max(on, self.day.replace(day=1)),
                            Money(taken, currency),
                            agent,
                            event.kind,
                            Cited(*self.plan.cited(penalty.id)),
                            (fact.id,),
                        ),
                    )


def _taken(penalty: Penalty, plan: Plan, what: str, before: int) -> int:
    """What a penalty takes of base pay or of a month's commission, in minor units."""
    if what == "bonus":
        return _rounded(before * penalty.bonus)
    if penalty.base_pay is None:
        return 0
    return before if penalty.base_pay == "month" else _rounded(before / plan.base_pay_days)


def _rounded(exact: Fraction) -> int:
    """Whole minor units, half to even."""
    return round(exact)
