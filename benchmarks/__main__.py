"""Runs all measurements; about two minutes."""

from __future__ import annotations

from benchmarks import decide_all, one_deal

decide_all.main()
print()
one_deal.main()
