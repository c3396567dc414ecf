"""``leadledger ruling``: what a ruling would mean for other cases, and which rulings contradict each other."""

from leadledger.cli.rulings.conflicting import conflicts
from leadledger.cli.rulings.previewing import preview

__all__ = ["conflicts", "preview"]
