"""Figures: what deals come to under the plan in force when they closed, as far as is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from leadledger.errors import CurrencyMismatch
from leadledger.plan import Amount, Plan, Sale, Unfigured, base, figure
from leadledger.projections.counting import Counting
from leadledger.projections.deals import Deal, Key, ListPrice
from leadledger.projections.postings import Cited
from leadledger.projections.staff import Staff


@dataclass(frozen=True, slots=True)
class Target:
    """What a deal comes to now, by payee and table of the plan; the clause that gave the shares, the entries behind."""

    plan: Plan
    sale: Sale
    amounts: Mapping[Key, Amount]
    clause: Cited
    behind: tuple[UUID, ...]


class Figures:
    """Figures deals, and keeps count of them for the tiers and limits of their payees.

    *unfigured* has the deals of which nothing can be figured, and why. What a deal came to is remembered with all that
    it hangs on, since most entries about a deal set money free and change nothing else.
    """

    def __init__(
        self, staff: Staff, struck: set[UUID], list_price: ListPrice, plan_on: Callable[[date], Plan | None]
    ) -> None:
        self.unfigured: dict[str, str] = {}
        self._staff, self._struck, self._list_price, self._plan_on = staff, struck, list_price, plan_on
        self._counting = Counting(staff)
        self._counted: dict[str, object] = {}
        self._figured: dict[str, tuple[object, tuple[Amount, ...] | Unfigured]] = {}

    def count(self, deal: Deal) -> set[str]:
        """Count a deal in the tiers of its payees; gives the deals that move by that."""
        found = self._sale(deal)
        if found is None:
            return self.drop(deal)
        hangs_on = self._hangs_on(deal, *found)
        if self._counted.get(deal.name) == hangs_on:
            return set()
        self._counted[deal.name] = hangs_on
        assert deal.outcome is not None
        return self._counting.count(deal.name, deal.place, *found, deal.outcome.commission)

    def drop(self, deal: Deal) -> set[str]:
        """Count a deal nowhere any more; gives the deals that move by that."""
        self._counted.pop(deal.name, None)
        return self._counting.drop(deal.name)

    def brings(self, deal: Deal, target: Target) -> set[str]:
        """Note what a deal brings within limits; gives the later deals that move by that."""
        assert deal.outcome is not None
        payees = deal.outcome.commission
        return self._counting.earned(deal.name, target.plan, target.sale, payees, target.amounts.values())

    def target(self, deal: Deal) -> Target | None:
        """What a deal that was counted comes to now; None where it brings nothing, *unfigured* why."""
        found = self._sale(deal)
        if found is None or deal.outcome is None:
            return None
        amounts = self._amounts(deal, *found)
        if isinstance(amounts, Unfigured):
            self.unfigured[deal.name] = amounts.reason
            return None
        kept: dict[Key, Amount] = {(one.payee, one.kind, one.rule): one for one in amounts if one.money.amount_minor}
        behind = deal.outcome.closing.id, *deal.outcome.behind
        return Target(*found, kept, deal.outcome.clause, behind)

    def _sale(self, deal: Deal) -> tuple[Plan, Sale] | None:
        """The plan and the sale by which a deal is figured."""
        self.unfigured.pop(deal.name, None)
        if deal.refusal is not None:
            self.unfigured[deal.name] = deal.refusal
            return None
        if deal.called_off(self._struck):
            return None
        plan = self._plan_on(deal.closed_on)
        if plan is None:
            self.unfigured[deal.name] = "no-plan"
            return None
        try:
            return plan, deal.sale(self._struck, self._list_price)
        except CurrencyMismatch:
            self.unfigured[deal.name] = "currencies-differ"
            return None

    def _hangs_on(self, deal: Deal, plan: Plan, sale: Sale) -> tuple[object, ...]:
        """All that a deal's amounts hang on, but for the other deals of its payees."""
        return plan.digest, base(plan, sale), sale.price, sale.list_price, deal.outcome, deal.place, self._staff.changes

    def _amounts(self, deal: Deal, plan: Plan, sale: Sale) -> tuple[Amount, ...] | Unfigured:
        outcome = deal.outcome
        assert outcome is not None
        so_far = self._counting.so_far(deal.name, plan, sale, outcome.commission)
        hangs_on = self._hangs_on(deal, plan, sale), so_far
        known = self._figured.get(deal.name)
        if known is not None and known[0] == hangs_on:
            return known[1]
        payees = dict.fromkeys((*outcome.commission, *outcome.on_top))
        if plan.on_top:  # overrides look for who is paid among everybody
            payees |= dict.fromkeys(self._staff.people(sale.closed_on))
        amounts = figure(
            plan,
            sale,
            outcome.commission,
            outcome.on_top,
            roles={payee: self._staff.roles(payee, sale.closed_on) for payee in payees},
            teams={payee: self._staff.team(payee, sale.closed_on) for payee in payees},
            so_far=so_far,
        )
        self._figured[deal.name] = hangs_on, amounts
        return amounts
