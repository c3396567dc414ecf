"""Payees that are not people, in words."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_

NOBODY = N_("nobody")
PAYEES: Mapping[str, str] = {
    "@department": N_("the department"),
    "@suspense": N_("in suspense"),
    "@unassigned": NOBODY,
}
NAME_AND_ID = N_("{name} ({id})")
