"""How long recording and deciding take and how much memory they need: ``python -m benchmarks``."""
