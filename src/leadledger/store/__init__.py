"""The ledger file: entries kept once, for ever, and provably as they were written."""
