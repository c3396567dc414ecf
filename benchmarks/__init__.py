"""How long deciding takes and how much memory it needs: ``python -m benchmarks``."""
