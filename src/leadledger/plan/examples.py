"""A plan and sales in a line, for the examples of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime

from leadledger.events import PaymentReceived, SubscriptionSigned
from leadledger.plan.document import plan_from
from leadledger.plan.plan import Plan
from leadledger.plan.sale import Sale
from leadledger.values import Money


def a_plan(**tables: object) -> Plan:
    """A plan that pays 1 % of the price, unless *tables* of the document say otherwise."""
    terms = {"timezone": "Asia/Shanghai", "reversals": "when-known"}
    rate = {"id": "all", "cite": "1", "rate": "1%"}
    return plan_from({"name": "example", "version": "1", "terms": terms, "rate": [rate], **tables}, source="example")


def a_sale(
    price: str | None, *paid: str, list_price: str | None = None, project: str | None = None, currency: str = "CNY"
) -> Sale:
    """A sale at that price that closed on the first of March 2026, with a payment on each day that followed."""
    at = datetime(2026, 3, 1, 4, tzinfo=UTC)
    closing = SubscriptionSigned(deal="d1", customer="c1", unit="u1", agent="li", occurred_at=at, project=project)
    payments = [
        PaymentReceived(
            deal="d1", payment=f"p{day}", amount=Money.parse(amount, currency), occurred_at=at.replace(day=day)
        )
        for day, amount in enumerate(paid, start=2)
    ]
    received = sum((payment.amount for payment in payments), Money.zero(currency)) if payments else None
    return Sale(
        deal="d1",
        closed_on=date(2026, 3, 1),
        closed_at=at,
        closing=closing,
        price=None if price is None else Money.parse(price, currency),
        list_price=None if list_price is None else Money.parse(list_price, currency),
        received=received,
        project=project,
        events=((closing, at.date()), *((payment, payment.occurred_at.date()) for payment in payments)),
    )
