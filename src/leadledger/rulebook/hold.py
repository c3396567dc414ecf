"""Holds: how long a claim is good, what renews, stops or ends that time, and the day it is tested."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from leadledger.events.pattern import Pattern
from leadledger.rulebook.stated import Stated
from leadledger.values import Window

TestedAt = Literal["closing", "decisive-visit", "rival"]
"""The closing day; the day of the visit whose wish decides; or the day each rival opened a claim (where none did, the
closing day): a claim that was good then beats that rival for good."""


@dataclass(frozen=True, slots=True)
class Chase(Stated):
    """An entry *by* which the claim must be confirmed *within* a time of its opening; without one it ends then.

    Once confirmed, its length is counted in whole days or months that begin on the day after that time.
    """

    by: Pattern
    within: Window


@dataclass(frozen=True, slots=True)
class Reminder(Stated):
    """A claim does not end by itself: only when, after its time, a reminder was entered and its *grace* has passed.

    A reminder before the time is over is without effect.
    """

    by: Pattern
    grace: Window


@dataclass(frozen=True, slots=True)
class Pause(Stated):
    """The clock stands still from an entry *by* to one that resumes it (*until*): everything is later by those days."""

    by: Pattern
    until: Pattern


@dataclass(frozen=True, slots=True)
class Keeping(Stated):
    """An entry *by* in the time *within* before a rival's day keeps a claim that ran out, against that rival alone.

    The rival's own day is not in that time, and a claim that nobody confirmed (:class:`Chase`) is not kept.
    """

    by: Pattern
    within: Window


@dataclass(frozen=True, slots=True)
class Hold(Stated):
    """How long a claim is good (*length*, last day included; for good, if left out) and the day that is tested.

    Entries of *renewed_by* make it good anew from their day, those of *doubtful* perhaps (texts that contradict each
    other, or do not say for how long): where the answer hangs on one of these, a ruling is needed. *doubtful_for* is
    the longest they may make it good (the length, if left out). *cap* is the longest it can last from its opening,
    whatever renews it. In patterns, ``holder`` is the claim's agent and ``rival`` any other who holds one.
    """

    length: Window | None = None
    tested_at: TestedAt = "closing"
    renewed_by: tuple[Pattern, ...] = ()
    doubtful: tuple[Pattern, ...] = ()
    doubtful_for: Window | None = None
    chase: Chase | None = None
    reminder: Reminder | None = None
    pause: Pause | None = None
    kept: Keeping | None = None
    cap: Window | None = None
    watches: bool = field(init=False, repr=False, compare=False)
    """Whether later entries can change how long the claim is good."""

    def __post_init__(self) -> None:
        chased = None if self.chase is None else self.chase.within
        grace = None if self.reminder is None else self.reminder.grace
        for length in (self.length, self.doubtful_for, self.cap, chased, grace):
            if length is not None and not length.of_days:
                raise ValueError(f"a claim is good for whole days, and {length} are none")
        watched = (self.renewed_by, self.doubtful, self.chase, self.reminder, self.pause, self.kept)
        object.__setattr__(self, "watches", any(watched))


FOR_GOOD: Final = Hold()
"""What is held without end."""
