"""Clocks: through which day a claim is good, as the entries that bear on it come in."""

from __future__ import annotations

from datetime import date, timedelta

from leadledger.events import Event
from leadledger.events.pattern import Pattern, Roles
from leadledger.rulebook.hold import Hold
from leadledger.values import Window

_FOR_GOOD = date.max
_DAY = timedelta(days=1)


class Clock:
    """How long a claim that opened on *day* is good under *hold*.

    ``through`` is its last good day, as far as entries are known: today or later for a claim that is good now, so that
    it answers for every earlier day as well.

    >>> from leadledger.values import Window
    >>> Clock(Hold(Window.parse("7 days")), date(2026, 3, 1)).through
    datetime.date(2026, 3, 8)
    """

    __slots__ = (
        "_capped",
        "_due",
        "_generous",
        "_grace_through",
        "_paused_on",
        "_unchased",
        "hold",
        "kept_on",
        "through",
    )

    def __init__(self, hold: Hold, day: date, *, generous: bool = False) -> None:
        self.hold = hold
        self._generous = generous  # doubtful entries renew as well
        self.kept_on: list[date] = []
        self._unchased = hold.chase is not None
        self._due = hold.chase.within.through(day) if hold.chase is not None else _after(hold, day)
        self._capped = hold.cap.through(day) if hold.cap is not None else _FOR_GOOD
        self._grace_through: date | None = None
        self._paused_on: date | None = None
        self.through = self._last()

    def renew(self, day: date, length: Window | None = None) -> None:
        """Good anew from *day*, if it is good then, for *length* (its hold's, if none is given)."""
        if day <= self.through and not self._unchased:
            due = _after(self.hold, day) if length is None else length.through(day)
            self._due, self._grace_through = max(self._due, due), None
            self.through = self._last()

    def note(self, event: Event, day: date, roles: Roles) -> None:
        """Take account of an entry of *day*."""
        hold = self.hold
        if hold.kept is not None and hold.kept.by.matches(event, roles):
            self.kept_on.append(day)
        if day > self.through:
            return
        if hold.pause is not None:
            self._stop_or_go(event, day, roles, hold.pause.by, hold.pause.until)
        if hold.chase is not None and self._unchased and hold.chase.by.matches(event, roles):
            self._unchased, self._due = False, _beginning_after(self._due, hold)
        elif any(pattern.matches(event, roles) for pattern in hold.renewed_by):
            self.renew(day)
        elif self._generous and any(pattern.matches(event, roles) for pattern in hold.doubtful):
            self.renew(day, hold.doubtful_for)
        elif self._ripe_on(day) and hold.reminder is not None and hold.reminder.by.matches(event, roles):
            self._grace_through = hold.reminder.grace.through(day)
        self.through = self._last()

    def kept_against(self, rival_on: date) -> bool:
        """Whether an entry in the time before a rival's day keeps the claim from that rival."""
        kept = self.hold.kept
        return (
            kept is not None
            and not self._unchased
            and any(day < rival_on <= kept.within.through(day) for day in self.kept_on)
        )

    def _ripe_on(self, day: date) -> bool:
        """Whether a reminder of that day has an effect."""
        return day > self._due and self._grace_through is None

    def _stop_or_go(self, event: Event, day: date, roles: Roles, stop: Pattern, go: Pattern) -> None:
        if self._paused_on is None and stop.matches(event, roles):
            self._paused_on = day
        elif self._paused_on is not None and go.matches(event, roles):
            lost = day - self._paused_on
            self._paused_on = None
            self._due, self._capped = _later(self._due, lost), _later(self._capped, lost)
            if self._grace_through is not None:
                self._grace_through = _later(self._grace_through, lost)

    def _last(self) -> date:
        if self._paused_on is not None:
            return _FOR_GOOD
        if self.hold.reminder is None or self._unchased:
            return min(self._due, self._capped)
        return self._capped if self._grace_through is None else min(self._grace_through, self._capped)


def _after(hold: Hold, day: date) -> date:
    return _FOR_GOOD if hold.length is None else hold.length.through(day)


def _beginning_after(day: date, hold: Hold) -> date:
    """The last day of a length that begins on the day after *day*: of two months from 1 July, 31 August."""
    return _FOR_GOOD if hold.length is None else hold.length.through(day + _DAY) - _DAY


def _later(day: date, by: timedelta) -> date:
    return day if day == _FOR_GOOD else day + by
