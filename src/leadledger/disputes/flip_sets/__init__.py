"""Flip sets: the smallest sets of entries, and the readings of one clause, that would alter a decision."""

from leadledger.disputes.flip_sets.finding import TRIES, Flip, Flips, ReadingFlip, flips

__all__ = ["TRIES", "Flip", "Flips", "ReadingFlip", "flips"]
