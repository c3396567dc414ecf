"""Disputes: what makes a decision one that anyone can reproduce, question, and check without the ledger."""

from leadledger.disputes.bundles import CheckedBundle, Flaw, bundle, verify_bundle
from leadledger.disputes.checkpoints import Checkpoint, read_checkpoint, read_growth, sign_checkpoint, sign_growth
from leadledger.disputes.detectors import DetectorTerms, Indication, detect
from leadledger.disputes.flip_sets import Flips, flips
from leadledger.disputes.hearings import Hearing, HearingTerms, hearing
from leadledger.disputes.signing import SigningKey, VerifierKey, new_signing_key, signing_key, verifier_key

__all__ = [
    "CheckedBundle",
    "Checkpoint",
    "DetectorTerms",
    "Flaw",
    "Flips",
    "Hearing",
    "HearingTerms",
    "Indication",
    "SigningKey",
    "VerifierKey",
    "bundle",
    "detect",
    "flips",
    "hearing",
    "new_signing_key",
    "read_checkpoint",
    "read_growth",
    "sign_checkpoint",
    "sign_growth",
    "signing_key",
    "verifier_key",
    "verify_bundle",
]
