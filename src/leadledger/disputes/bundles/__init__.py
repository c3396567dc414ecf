"""Evidence bundles: one file by which anybody can check a decision, offline and without the ledger."""

from leadledger.disputes.bundles.checking import CheckedBundle, verify_bundle
from leadledger.disputes.bundles.flaws import Flaw
from leadledger.disputes.bundles.making import bundle

__all__ = ["CheckedBundle", "Flaw", "bundle", "verify_bundle"]
