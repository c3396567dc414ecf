"""Conformance: scenarios that have the answer they must have, and those that have not."""

from __future__ import annotations

from leadledger.texts.marks import N_, plural

SCENARIO = N_("Scenario")
RESULT = N_("Result")
DIFFERENCE = N_("Difference")
PASSED = N_("passed")
FAILED = N_("failed")
WANTED_GOT = N_("{field}: wanted {want}, got {got}")
NOT_GOT = N_("{field}: wanted {want}, not answered")
UNANSWERED = N_("not answered")
ALL_PASSED = plural("count", "{count} scenario passed.", "All {count} scenarios passed.")
SOME_FAILED = plural("all", "{count} of {all} scenario failed.", "{count} of {all} scenarios failed.")
NO_SCENARIOS = N_("There is no scenario.")
