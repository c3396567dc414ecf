"""Disputes: what makes a decision one that anyone can reproduce, question, and check without the ledger."""

from leadledger.disputes.bundles import CheckedBundle, Flaw, bundle, verify_bundle
from leadledger.disputes.detectors import DetectorTerms, Indication, detect
from leadledger.disputes.flip_sets import Flips, flips
from leadledger.disputes.hearings import Hearing, HearingTerms, hearing

__all__ = [
    "CheckedBundle",
    "DetectorTerms",
    "Flaw",
    "Flips",
    "Hearing",
    "HearingTerms",
    "Indication",
    "bundle",
    "detect",
    "flips",
    "hearing",
    "verify_bundle",
]
