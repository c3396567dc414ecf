"""Builders for what is said of money: payments, swaps, months closed, and what agents are paid.

They go into :func:`leadledger.testing.stories.given` beside the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leadledger.testing.drafts import Draft, draft

CURRENCY = "CNY"


def money(amount: str | Mapping[str, str], currency: str = CURRENCY) -> dict[str, str]:
    """An amount as an entry writes it.

    >>> money("100.00")
    {'amount': '100.00', 'currency': 'CNY'}
    """
    return {"amount": amount, "currency": currency} if isinstance(amount, str) else dict(amount)


def released(unit: str, list_price: str, **more: Any) -> Draft:
    """A unit comes up for sale."""
    return draft("UnitReleased", unit=unit, list_price=money(list_price), **more)


def received(deal: str, amount: str, payment: str = "1", **more: Any) -> Draft:
    """Money comes in for a deal; *payment* names it within the deal."""
    return draft("PaymentReceived", deal=deal, payment=f"{deal}-{payment}", amount=money(amount), **more)


def refunded(deal: str, amount: str, payment: str = "1", **more: Any) -> Draft:
    """Money of a payment is paid back."""
    return draft("PaymentRefunded", deal=deal, payment=f"{deal}-{payment}", amount=money(amount), **more)


def swapped(deal: str, to_unit: str, price: str, **more: Any) -> Draft:
    """The buyer takes another unit."""
    return draft("UnitSwapped", deal=deal, to_unit=to_unit, price=money(price), **more)


def plan_adopted(document: Mapping[str, Any], effective_from: str, published_at: str, **more: Any) -> Draft:
    """The office adopts a commission plan; *published_at* has an offset."""
    return draft(
        "CommissionPlanAdopted",
        document=dict(document),
        effective_from=effective_from,
        published_at=published_at,
        **more,
    )


def works(agent: str, *, roles: Sequence[str] = (), team: str | None = None, **more: Any) -> Draft:
    """An agent joins with roles, or gets others."""
    named = {} if team is None else {"team": team}
    return draft("AgentJoined", agent=agent, name=agent.capitalize(), roles=list(roles), **named, **more)


def base_pay(agent: str, monthly: str, **more: Any) -> Draft:
    """An agent's base pay is set."""
    return draft("BasePaySet", agent=agent, monthly=money(monthly), **more)


def misconduct(agent: str, kind: str = "snatching", severity: str = "ordinary", **more: Any) -> Draft:
    """A manager finds that an agent did wrong."""
    return draft("MisconductFound", agent=agent, kind=kind, severity=severity, by="manager", **more)


def month_closed(period: str, **more: Any) -> Draft:
    """A month is closed."""
    return draft("PeriodClosed", period=period, **more)


def paid_out(agent: str, period: str, amount: str, payment: str | None = None, **more: Any) -> Draft:
    """An agent is paid commission."""
    name = payment or f"{agent}-{period}"
    return draft("CommissionPaid", agent=agent, period=period, amount=money(amount), payment=name, **more)


def adjusted(agent: str, amount: str, **more: Any) -> Draft:
    """An amount is put right by hand."""
    return draft("AdjustmentPosted", agent=agent, amount=money(amount), reason="put right", by="manager", **more)
