"""Disputes: what makes a decision one that anyone can reproduce, question, and check without the ledger."""

from leadledger.disputes.bundles import CheckedBundle, Flaw, bundle, verify_bundle

__all__ = ["CheckedBundle", "Flaw", "bundle", "verify_bundle"]
