"""Histories in shorthand, for the cases of whole rulebooks.

``2024-05-01 VisitReceived customer=x agent=a; 2024-05-03T16:00 app.SignedUp customer=x`` are two entries. A date
without a time is 10:00 in the rulebook's zone, later ones of that day one minute later each. ``[a,b]`` is a list,
``500.00USD`` an amount, and ``commission=a:4/5,b:1/5`` are shares. A subscription without a deal or unit is of deal
``d1`` and unit ``u1``.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from leadledger.events import EVENT_TYPES, Event
from leadledger.events.declared import kinds_of
from leadledger.events.wire import event_from_dict
from leadledger.rulebook import Rulebook

_MONEY = re.compile(r"(\d+(?:\.\d+)?)([A-Z]{3})")
_DEFAULTS = {
    "SubscriptionSigned": {"deal": "d1", "unit": "u1"},
    "DealWithdrawn": {"deal": "d1", "reason": "none given"},
}


def history(text: str, book: Rulebook) -> list[Event]:
    """The entries a text in shorthand stands for, in its order."""
    zone, types = book.terms.timezone, {**EVENT_TYPES, **book.events}
    entries: list[Event] = []
    on_day: dict[str, int] = {}
    for part in filter(str.strip, text.split(";")):
        when, name, *fields = _words(part.strip())
        at = _instant(when, zone, on_day)
        raw: dict[str, Any] = {"type": name, "occurred_at": at.isoformat(), **_DEFAULTS.get(name, {})}
        for field in fields:
            key, _, value = field.partition("=")
            raw[key] = _value(types[name], key, value, zone)
        entries.append(event_from_dict(raw, types))
    return entries


def _words(part: str) -> list[str]:
    return re.findall(r"(?:[^\s\[\]]|\[[^\]]*\])+", part)


def _instant(when: str, zone: ZoneInfo, on_day: dict[str, int]) -> datetime:
    if "T" in when:
        return datetime.fromisoformat(when).replace(tzinfo=zone)
    minutes = on_day.get(when, 0)
    on_day[when] = minutes + 1
    return datetime.fromisoformat(f"{when}T10:00").replace(tzinfo=zone) + timedelta(minutes=minutes)


def _value(model: type[Event], key: str, value: str, zone: ZoneInfo) -> Any:
    kind = str(kinds_of(model).get(key, "")).removesuffix("?")
    if key in ("recorded_at", "starts_at") or kind == "time":
        return datetime.fromisoformat(value).replace(tzinfo=zone).isoformat()
    if key in ("credit", "commission"):
        return dict(part.split(":") for part in value.split(","))
    if value.startswith("["):
        return [item.strip() for item in value[1:-1].split(",")]
    if value in ("true", "false"):
        return value == "true"
    if kind == "number":
        return int(value)
    money = _MONEY.fullmatch(value)
    return {"amount": money[1], "currency": money[2]} if money else value
