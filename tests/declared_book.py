"""A rulebook that declares event types of its own, for tests of what is done with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from leadledger.events import RulebookAdopted
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.rulebook import Rulebook

DAY = timedelta(days=1)
AT = datetime(2026, 3, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
EVENTS: dict[str, Any] = {
    "app.OrderPlaced": {
        "fields": {"deal": "deal", "customer": "customer", "with": "customers?", "price": "money?", "code": "word?"}
    },
    "app.TouchRecorded": {"fields": {"customer": "customer", "agent": "agent", "kind": ["click", "view"]}},
    "app.DealRegistered": {
        "fields": {"registration": "reference", "customer": "customer", "agent": "agent", "units": "number?"}
    },
    "app.RegistrationAnswered": {"fields": {"registration": "reference", "accepted": "yes-or-no"}},
    "app.DealStaged": {"fields": {"deal": "deal", "stage": "number"}},
    "app.RefundRequested": {"fields": {"deal": "deal", "why": "text?"}},
    "app.NoticeGiven": {
        "fields": {"customer": "customer", "to": "agent", "by": "agent", "reached": "yes-or-no"},
        "title": {"en": "Notice given to an absent owner", "zh": "已通知不在的业务员"},
    },
}
DOCUMENT: dict[str, Any] = {
    "name": "declared",
    "version": "1",
    "title": {"en": "A shop's partners"},
    "event": EVENTS,
    "terms": {
        "timezone": "Asia/Shanghai",
        "closes_with": {"type": ["SubscriptionSigned", "app.OrderPlaced"]},
        "register_entries": ["VisitReceived", "app.TouchRecorded", "app.DealRegistered"],
        "wish_validity": "2 months",
        "remainder": "largest-remainder",
        "counts_after_closing": ["app.RefundRequested"],
    },
    "party": [{"id": "household", "cite": "P", "use": "linked", "relations": ["household"]}],
    "register": [
        {
            "id": "visit",
            "cite": "R1",
            "use": "opens",
            "when": {"type": "VisitReceived"},
            "hold": {"length": "2 months"},
        },
        {
            "id": "touch",
            "cite": "R2",
            "use": "opens",
            "when": {"type": "app.TouchRecorded", "kind": "click"},
            "hold": {"length": "30 days"},
        },
        {
            "id": "registered",
            "cite": "R3",
            "use": "opens",
            "when": {"type": "app.DealRegistered"},
            "hold": {"length": "90 days"},
        },
    ],
    "award": [{"id": "first", "cite": "A", "rank": 1, "use": "first-claim"}],
}


def document(**events: Any) -> dict[str, Any]:
    """The document with some event types declared otherwise, or more of them."""
    return {**DOCUMENT, "event": {**EVENTS, **{f"app.{name}": table for name, table in events.items()}}}


def book(**events: Any) -> Rulebook:
    """The rulebook of that document."""
    return rulebook_from(document(**events), source="declared")


def adopted(on: datetime = AT, **events: Any) -> RulebookAdopted:
    """The rulebook adopted, from the beginning of 2024."""
    return RulebookAdopted(
        document=document(**events),
        effective_from=date(2024, 1, 1),
        published_at=on,
        occurred_at=on - timedelta(days=1),
    )


def entry(kind: str, day: float, /, **fields: Any) -> dict[str, Any]:
    """An entry on the wire, so many days after the first of March."""
    return {"type": kind, "occurred_at": (AT + timedelta(days=day)).isoformat(), **fields}
