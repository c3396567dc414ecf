"""What is missing and what follows from nothing: why, beside the reasons of the clauses themselves."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text

MISSING: Mapping[str, Text] = {
    "nothing-follows": N_("Nothing was entered from which it follows, or another clause takes its place."),
    "no-clause-applies": N_("No clause of the rulebook decides: somebody has to rule, or the agents to settle it."),
    "complaint-undecided": N_("Complaint {complaint} against {against} is neither upheld nor dismissed."),
    "claim-ran-out": N_("{agent}'s claim was good through {through} only."),
}
