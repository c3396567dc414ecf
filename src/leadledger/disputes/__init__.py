"""Disputes: what makes a decision one that anyone can reproduce, question, and check without the ledger."""
