"""Leaving out: of the personal parts of entries those stay that the decision reads, or that its explanation quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from leadledger.disputes.bundles.entries import read_entries
from leadledger.disputes.bundles.flaws import Flawed
from leadledger.disputes.bundles.model import BundledEntry
from leadledger.disputes.bundles.needed import decides, figures
from leadledger.disputes.bundles.telling import Asked
from leadledger.errors import BundleRefused
from leadledger.events import EntryStruck, Event, RulingMade
from leadledger.events.declared import EventTypes

Keeping = Literal["needed", "keep", "redact"]
"""Which personal parts a bundle keeps: those that are needed, all, or none."""

QUOTED: tuple[type[Event], ...] = (EntryStruck, RulingMade)
"""Of these entries an explanation quotes the reason that the office gave."""


def redacted(
    entries: Sequence[BundledEntry], asked: Asked, wanted: object, keeping: Keeping, types: EventTypes
) -> list[BundledEntry]:
    """The entries without the personal parts that need not be seen; the decision that is *wanted* still follows.

    What the deal brings still follows as well, as far as it followed from the entries.

    Raises:
        BundleRefused: all are to be left out, and the decision or its amounts are made from one.
    """
    if keeping == "keep":
        return list(entries)
    whole = read_entries(entries, types)
    brings = figures(whole, asked, asked.answer(whole))

    def follows(some: Sequence[BundledEntry]) -> bool:
        try:
            read = read_entries(some, types)
        except Flawed:
            return False
        return decides(read, asked, wanted) and figures(read, asked, asked.answer(read)) == brings

    quoted = {one.position for one in whole if isinstance(one.event, QUOTED)}
    keep = quoted if keeping == "needed" else set[int]()
    bare = [one if one.position in keep else without(one) for one in entries]
    if follows(bare):
        return bare
    if keeping == "redact":
        raise BundleRefused(
            "a clause or the plan reads what is personal, so that the decision does not follow where all of that is "
            "left out: expected --personal needed"
        )
    kept = list(entries)
    for place, one in enumerate(kept):
        if one.personal is not None and one.position not in keep:
            trial = [*kept[:place], without(one), *kept[place + 1 :]]
            kept = trial if follows(trial) else kept
    return kept


def without(entry: BundledEntry) -> BundledEntry:
    """The entry, its personal part left out: it still has its hash, and its text still commits to that part."""
    return entry.model_copy(update={"personal": None})
