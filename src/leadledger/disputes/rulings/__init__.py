"""Rulings: what one would mean for other cases, and which of them treat equal cases differently."""

from leadledger.disputes.rulings.conflicts import Conflict, Ruled, conflicts, ruled_deals
from leadledger.disputes.rulings.patterns import Pattern, pattern_of, renamed
from leadledger.disputes.rulings.preview import Changed, Preview, preview
from leadledger.disputes.rulings.readings import Reading, readings

__all__ = [
    "Changed",
    "Conflict",
    "Pattern",
    "Preview",
    "Reading",
    "Ruled",
    "conflicts",
    "pattern_of",
    "preview",
    "readings",
    "renamed",
    "ruled_deals",
]
