"""Whole lives of customers as they stand in a file, told by the testing kit; by chance here, drawn in strategies."""

from __future__ import annotations

import json
from datetime import datetime
from random import Random
from typing import Any

from leadledger.events import EntryStruck, derive_id, to_json
from leadledger.testing import Story
from leadledger.testing.strategies import random_histories

Entry = dict[str, Any]

AGENTS = ("zhang", "li", "wang", "chen")
CUSTOMERS = ("c1", "c2", "c3", "c4")
DEALS = ("d1", "d2", "d3")


def recorded_at(entry: Entry) -> datetime:
    """When the register took an entry."""
    return datetime.fromisoformat(entry.get("recorded_at") or entry["occurred_at"])


def on_the_wire(story: Story) -> list[Entry]:
    """The entries of a story as they stand in a file; those that are struck bear the ids by which they are."""
    struck = {str(event.entry) for event in story.events if isinstance(event, EntryStruck)}
    entries: list[Entry] = [json.loads(to_json(event)) for event in story.events]
    for entry, event in zip(entries, story.events, strict=True):
        if struck and (id := str(derive_id(event))) in struck:
            entry["id"] = id
    return entries


def tell(chance: Random, *, longest: int = 14) -> list[Entry]:
    """A history on the wire in which at least one deal (``d1``) closes."""
    seed = chance.getrandbits(64)
    return on_the_wire(next(random_histories(seed, customers=len(CUSTOMERS), deals=len(DEALS), max_entries=longest)))
