"""Counting: what each deal counts in the tiers and limits of its payees, and which deals move with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from leadledger.plan import Amount, Limit, Plan, Sale, SoFar, measured, period_of, rate_for
from leadledger.projections.groups import Group, Groups, Place
from leadledger.projections.staff import Staff


@dataclass(frozen=True, slots=True)
class _Counted:
    """Where a deal counts: in the tiers of each payee, and in whose limits."""

    place: Place
    tiers: Mapping[str, Group] = field(default_factory=dict[str, Group])
    slabs: frozenset[Group] = frozenset()
    limits: frozenset[Group] = frozenset()


class Counting:
    """The sales of each payee by the periods of the plans' tiers and limits."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff
        self._tiers, self._limits = Groups(), Groups()
        self._counted: dict[str, _Counted] = {}

    def count(self, deal: str, place: Place, plan: Plan, sale: Sale, shares: Mapping[str, Fraction]) -> set[str]:
        """Count a sale in the tiers of those who share it; gives the deals whose rates may move by that."""
        tiers: dict[str, Group] = {}
        slabs: set[Group] = set()
        counts: dict[Group, Fraction] = {}
        for payee, share in shares.items():
            rate = rate_for(plan, sale, self._staff.roles(payee, sale.closed_on))
            if rate is not None and rate.tiers is not None:
                period = period_of(plan, rate.tiers.over, sale.closed_on)
                group = tiers[payee] = payee, f"{plan.digest} {rate.id}", period, sale.currency or ""
                counts[group] = measured(plan, rate, sale, share)
                if rate.tiers.kind == "slab":
                    slabs.add(group)
        old = self._counted.get(deal)
        kept = counts if old is not None and old.place == place else {}
        moved = set[str]() if old is None else self._left(old, (one for one in old.tiers.values() if one not in kept))
        limits = frozenset[Group]() if old is None or old.place != place else old.limits
        self._counted[deal] = _Counted(place, tiers, frozenset(slabs), limits)
        for group, count in counts.items():
            if self._tiers.put(group, place, count):
                moved.update(self._tiers.deals(group) if group in slabs else self._tiers.later(group, place))
        return moved - {deal}

    def drop(self, deal: str) -> set[str]:
        """Count a deal nowhere any more; gives the deals that move by that."""
        old = self._counted.pop(deal, None)
        if old is None:
            return set()
        moved = self._left(old, old.tiers.values())
        for group in old.limits:
            moved.update(self._limits.later(group, old.place))
            self._limits.drop(group, old.place)
        return moved - {deal}

    def so_far(self, deal: str, plan: Plan, sale: Sale, shares: Mapping[str, Fraction]) -> dict[str, SoFar]:
        """What each payee sold and earned beside this sale in the periods it falls in."""
        counted = self._counted[deal]
        found: dict[str, SoFar] = {}
        for payee in shares:
            group = counted.tiers.get(payee)
            before = whole = Fraction(0)
            if group is not None:
                before = self._tiers.before(group, counted.place)
                whole = self._tiers.whole(group) if group in counted.slabs else before
            earned = {
                limit.id: int(self._limits.before(_limit_of(payee, plan, limit, sale), counted.place))
                for limit in plan.limits
                if limit.each != "deal"
            }
            if group is not None or earned:
                found[payee] = SoFar(before, whole, earned)
        return found

    def earned(self, deal: str, plan: Plan, sale: Sale, payees: Iterable[str], amounts: Iterable[Amount]) -> set[str]:
        """Note what a sale brings each payee within a plan's limits; gives the later deals that move by that.

        A payee whom the limits leave nothing is noted too: with another sale out of account they may leave something.
        """
        periodic = [limit for limit in plan.limits if limit.each != "deal"]
        counted = self._counted[deal]
        brought = {_limit_of(payee, plan, limit, sale): Fraction(0) for payee in payees for limit in periodic}
        for amount in amounts if periodic else ():
            if amount.kind == "commission":
                for limit in periodic:
                    group = _limit_of(amount.payee, plan, limit, sale)
                    brought[group] += amount.money.amount_minor
        moved = set[str]()
        for group in counted.limits - brought.keys():
            moved.update(self._limits.later(group, counted.place))
            self._limits.drop(group, counted.place)
        for group, count in brought.items():
            if self._limits.put(group, counted.place, count):
                moved.update(self._limits.later(group, counted.place))
        self._counted[deal] = _Counted(counted.place, counted.tiers, counted.slabs, frozenset(brought))
        return moved

    def _left(self, old: _Counted, groups: Iterable[Group]) -> set[str]:
        moved = set[str]()
        for group in groups:
            moved.update(self._tiers.deals(group) if group in old.slabs else self._tiers.later(group, old.place))
            self._tiers.drop(group, old.place)
        return moved


def _limit_of(payee: str, plan: Plan, limit: Limit, sale: Sale) -> Group:
    return payee, f"{plan.digest} {limit.id}", period_of(plan, limit.each, sale.closed_on), sale.currency or ""
