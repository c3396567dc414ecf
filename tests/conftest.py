"""Hypothesis profiles: ``ci`` (the default: the same examples every time) and ``deep`` (on demand, new ones each time).

``LEADLEDGER_HYPOTHESIS=deep python -m pytest`` looks longer.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", deadline=None, print_blob=True, max_examples=5_000)
settings.load_profile(os.environ.get("LEADLEDGER_HYPOTHESIS", "ci"))
