"""The books: what every deal, month and payment came to, transaction by transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from leadledger.events import CommissionPaid
from leadledger.projections.postings import Transaction, balances, due, earned
from leadledger.projections.statement import Statement
from leadledger.projections.statements import statements_of
from leadledger.values import Money


@dataclass(frozen=True)
class Books:
    """The commission ledger of an office, as it is known.

    *transactions* stand in the order of posting. *closed* gives the closed months, and when each was closed by the
    register. *unfigured* names the deals of which nothing can be figured yet, and why: ``no-plan``, ``no-price``,
    ``deal-not-closed`` and the like. *names* are the agents', by id; *named* has them by closed month, as they were
    then. *payments* are those made to agents that stand, by the names of the payments.
    """

    transactions: Sequence[Transaction]
    closed: Mapping[str, datetime]
    unfigured: Mapping[str, str]
    names: Mapping[str, str]
    named: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    payments: Mapping[str, CommissionPaid] = field(default_factory=dict[str, CommissionPaid])

    def balances(
        self, *, effective: date | None = None, known_at: datetime | None = None
    ) -> dict[tuple[str, str], int]:
        """What stands on each account, by account and currency, in minor units: debits less credits.

        *effective* is the last day counted, *known_at* the last register time; both may be given. What agents have to
        get stands below zero, as debts do; each currency sums to zero.
        """
        return balances(self.transactions, effective=effective, known_at=known_at)

    def deals(self) -> list[str]:
        """Every deal that brought something once, or is *unfigured*, in the order of the first."""
        return list(dict.fromkeys((*self._of_deals, *self.unfigured)))

    def amounts(self, deal: str, *, known_at: datetime | None = None) -> dict[str, Money]:
        """What a deal brought each payee, due yet or not, in the order in which it was posted; nobody who got nothing.

        Payees that are not people are among them, as ``@department``. *known_at* leaves out what later entries brought.
        """
        found: dict[str, Money] = {}
        for one in self.of_deal(deal):
            if known_at is not None and one.recorded_at > known_at:
                continue
            payee = one.agent or ""
            amount = Money(-one.on(earned(payee)), one.currency)
            found[payee] = found[payee] + amount if payee in found else amount
        return {payee: amount for payee, amount in found.items() if amount.amount_minor}

    def of_deal(self, deal: str) -> Sequence[Transaction]:
        """What a deal brought, transaction by transaction, in the order of posting."""
        return self._of_deals.get(deal, ())

    def of_agent(self, agent: str) -> Sequence[Transaction]:
        """An agent's transactions, in the order of posting."""
        return self._of_agents.get(agent, ())

    def agents(self) -> list[str]:
        """Everyone who has a transaction, in the order of their first."""
        return list(self._of_agents)

    def periods(self) -> list[str]:
        """The months in which something is booked, ascending."""
        return sorted({one.period for one in self.transactions})

    def statement(self, agent: str, period: str) -> list[Statement]:
        """An agent's month, one statement for each currency they ever had an amount in, sorted by currency."""
        return statements_of(
            self.of_agent(agent),
            agent,
            period,
            closed=self.is_closed(period),
            names=self._names(period),
            booked=lambda number: self._booked(number, period),
        )

    def owed(self, agent: str, period: str) -> list[Money]:
        """What the end of a month leaves due to an agent, less what was paid since, by currency as :meth:`statement`.

        Below zero is what the agent owes.
        """
        found: list[Money] = []
        for statement in self.statement(agent, period):
            since = sum(
                -one.on(due(agent))
                for one in self.of_agent(agent)
                if one.kind == "payment" and one.period > period and one.currency == statement.currency
            )
            found.append(Money(statement.closing.amount_minor + since, statement.currency))
        return found

    def is_closed(self, period: str) -> bool:
        """Whether a month is closed: it, or a later one, was."""
        return bool(self.closed) and period <= max(self.closed)

    def _names(self, period: str) -> Mapping[str, str]:
        """The agents' names as a statement of the month has them: where it is closed, as they were then."""
        closed = min((month for month in self.named if month >= period), default=None)
        return self.names if closed is None else self.named[closed]

    def _booked(self, number: int, period: str) -> str:
        """The month of a transaction; of one that stands in place of others in the same month, that of the first."""
        one = self.transactions[number - 1]
        while one.period >= period and one.corrects is not None:
            one = self.transactions[one.corrects - 1]
        return one.period

    @cached_property
    def _of_deals(self) -> Mapping[str, Sequence[Transaction]]:
        found: dict[str, list[Transaction]] = {}
        for one in self.transactions:
            if one.deal is not None and one.kind == "accrual":
                found.setdefault(one.deal, []).append(one)
        return found

    @cached_property
    def _of_agents(self) -> Mapping[str, Sequence[Transaction]]:
        found: dict[str, list[Transaction]] = {}
        for one in self.transactions:
            if one.agent is not None and not one.agent.startswith("@"):
                found.setdefault(one.agent, []).append(one)
        return found
