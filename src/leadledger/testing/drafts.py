"""Drafts: entries that have no times yet, and the clock that gives them theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

FIRST_DAY = date(2026, 3, 1)
HOUR = time(10)
ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """An entry without its times; its ``repr`` is the builder's call that makes it."""

    fields: Mapping[str, Any]
    on: date | str | None = None
    at: time | str | None = None
    recorded: datetime | str | None = None

    def __repr__(self) -> str:
        from leadledger.testing.spelling import call_of  # noqa: PLC0415  # which knows the clock

        times = {"on": self.on, "at": self.at, "recorded": self.recorded}
        said = "".join(f', {name}="{time}"' for name, time in times.items() if time is not None)
        return f"{call_of(self.fields)}{said})"


def draft(
    event_type: str,
    *,
    on: date | str | None = None,
    at: time | str | None = None,
    recorded: datetime | str | None = None,
    **fields: Any,
) -> Draft:
    """An entry of any type: its fields as on the wire; a field that is None is left out.

    *on* is a day, *at* a time of day (alone: on the day of the entry before), *recorded* when it was entered.
    """
    stated = {name: value for name, value in fields.items() if value is not None}
    return Draft({"type": event_type, **stated}, on, at, recorded)


def before_the_first(office: ZoneInfo) -> datetime:
    """Where the clock stands before anything happened: a day before the first entry."""
    return datetime.combine(FIRST_DAY, HOUR, office) - timedelta(days=1)


def next_time(clock: datetime) -> datetime:
    """When the next thing happens unless something is said: a day later at ten."""
    return datetime.combine(clock.date() + timedelta(days=1), HOUR, clock.tzinfo)


def when(draft: Draft, clock: datetime) -> datetime:
    """When the entry happened, after one at *clock*; a time of day that has an offset keeps it."""
    if draft.on is None and draft.at is None:
        return next_time(clock)
    day = clock.date() if draft.on is None else date.fromisoformat(str(draft.on))
    hour = HOUR if draft.at is None else time.fromisoformat(str(draft.at))
    return datetime.combine(day, hour, hour.tzinfo or clock.tzinfo)


def instant(at: datetime | str, office: ZoneInfo) -> datetime:
    """A time, in the office's zone where it has no offset."""
    said = datetime.fromisoformat(at) if isinstance(at, str) else at
    return said if said.tzinfo is not None else said.replace(tzinfo=office)
