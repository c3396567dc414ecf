"""Mistakes in the register: struck by another entry, never removed."""

from __future__ import annotations

from typing import Annotated, Literal

from leadledger.events.base import Event
from leadledger.events.kinds import EntryId, Text
from leadledger.events.personal import Personal
from leadledger.values import Id


class EntryStruck(Event):
    """The entry was a mistake: read as never made, kept and shown."""

    type: Literal["EntryStruck"] = "EntryStruck"
    entry: EntryId
    reason: Annotated[Text, Personal]
    by: Id


Correction = EntryStruck
"""The entries about corrections."""
