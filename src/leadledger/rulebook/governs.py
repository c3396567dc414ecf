"""What a rulebook says of itself: when and for what it governs, and which deals it leaves to another book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

JudgedBy = Literal["closing", "registration", "giver", "receiver"]
APPLIES_BY = ("project", "channel", "occasion")


@dataclass(frozen=True, slots=True)
class Governs:
    """When and for what a book governs.

    *judged_by* says which book judges a deal that closes while this one is in force, *reaches_back* whether it governs
    days before it was published, *ends_on* its last day, *applies* the projects, channels and occasions it is for.

    >>> Governs().judged_by, Governs().ends_on, dict(Governs().applies)
    ('closing', None, {})
    """

    judged_by: JudgedBy = "closing"
    reaches_back: bool = False
    ends_on: date | None = None
    applies: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
