"""What was decided, kept with what it was decided from."""

from __future__ import annotations

from typing import Annotated, Literal

from leadledger.events.base import Event
from leadledger.events.documents import Document
from leadledger.events.kinds import Instant, Word
from leadledger.events.personal import Personal
from leadledger.values import DealId


class DecisionRecorded(Event):
    """An attribution as it was given out: decided from what was known at *known_at*, the register ending in *head*.

    Its texts name people; a ledger keeps a commitment to it among what is hashed.
    """

    type: Literal["DecisionRecorded"] = "DecisionRecorded"
    deal: DealId
    attribution: Annotated[Document, Personal]
    known_at: Instant
    head: Word
    library_version: Word


Decision = DecisionRecorded
"""The entries about decisions."""
