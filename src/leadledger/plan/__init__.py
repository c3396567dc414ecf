"""Commission plans: documents that say what deals bring, and the pure figuring of sales by them."""

from leadledger.plan.basis import base, period_of
from leadledger.plan.document import parse_plan, plan_from
from leadledger.plan.figuring import figure
from leadledger.plan.library import load_plan, plans
from leadledger.plan.plan import Plan
from leadledger.plan.rates import measured, rate_for
from leadledger.plan.releasing import Released, released
from leadledger.plan.sale import Amount, Sale, SoFar, Unfigured
from leadledger.plan.tables import Guarantee, Limit, Penalty, Rate, Release, Tiers

__all__ = [
    "Amount",
    "Guarantee",
    "Limit",
    "Penalty",
    "Plan",
    "Rate",
    "Release",
    "Released",
    "Sale",
    "SoFar",
    "Tiers",
    "Unfigured",
    "base",
    "figure",
    "load_plan",
    "measured",
    "parse_plan",
    "period_of",
    "plan_from",
    "plans",
    "rate_for",
    "released",
]
