"""Which commission plan is in force on a day: of those adopted as known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from leadledger.dossier import Fact, History
from leadledger.errors import PlanGap
from leadledger.events import CommissionPlanAdopted
from leadledger.events.declared import EventTypes
from leadledger.plan.document import plan_from
from leadledger.plan.plan import Plan
from leadledger.values import office_day


@dataclass(frozen=True, slots=True)
class AdoptedPlan:
    """A plan, the entry by which it was adopted, and the days it counts from and was published on, in its own zone."""

    plan: Plan
    id: UUID
    order: int
    effective_from: date
    published_on: date

    @classmethod
    def of(cls, fact: Fact[CommissionPlanAdopted], types: EventTypes | None = None) -> AdoptedPlan:
        """The plan that an entry embeds; *types* as for :func:`~leadledger.plan.document.plan_from`.

        Raises:
            PlanInvalid: its document cannot be used.
        """
        plan = plan_from(fact.event.document, source=f"the plan adopted in {fact.place or 'an entry'}", types=types)
        published_on = office_day(fact.event.published_at, plan.zone)
        return cls(plan, fact.id, fact.order, fact.event.effective_from, published_on)


def adopted(history: History) -> list[AdoptedPlan]:
    """The plans adopted in a history whose entries stand, in register order."""
    return [AdoptedPlan.of(fact) for fact in history.of_type(CommissionPlanAdopted) if fact.id not in history.struck]


def in_force(plans: Sequence[AdoptedPlan], day: date) -> Plan | None:
    """The plan in force on a day, None where there is none.

    Of those that count from that day or an earlier one and were published by then it is the one that counts from the
    latest day, and of several the later entry's.
    """
    begun = [one for one in plans if one.effective_from <= day and one.published_on <= day]
    return max(begun, key=lambda one: (one.effective_from, one.order)).plan if begun else None


def governing(plans: Sequence[AdoptedPlan], day: date) -> Plan:
    """As :func:`in_force`, where there has to be one.

    Raises:
        PlanGap: there is none.
    """
    found = in_force(plans, day)
    if found is not None:
        return found
    late = next((one for one in reversed(plans) if one.effective_from <= day), None)
    if late is None:
        raise PlanGap(f"no adopted commission plan was in force on {day}")
    raise PlanGap(
        f"no adopted commission plan was in force on {day}: {late.plan.name!r} version {late.plan.version!r} "
        f"was published only on {late.published_on}"
    )
