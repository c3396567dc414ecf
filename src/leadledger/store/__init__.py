"""The ledger's file: entries kept once, in order, hashed and tagged, in one SQLite database."""
