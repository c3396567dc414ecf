"""Runs the measurements of deciding; about two minutes. Those of the ledger take longer: ``benchmarks.ledger``."""

from __future__ import annotations

from benchmarks import decide_all, one_deal

decide_all.main()
print()
one_deal.main()
