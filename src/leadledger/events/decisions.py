"""What was decided, kept with what it was decided from."""

from __future__ import annotations

from typing import Literal

from leadledger.events.base import Event
from leadledger.events.documents import Document
from leadledger.events.kinds import Instant, Word
from leadledger.values import DealId


class DecisionRecorded(Event):
    """An attribution as it was given out: decided from what was known at *known_at*, the register ending in *head*."""

    type: Literal["DecisionRecorded"] = "DecisionRecorded"
    deal: DealId
    attribution: Document
    known_at: Instant
    head: Word
    library_version: Word


Decision = DecisionRecorded
"""The entries about decisions."""
