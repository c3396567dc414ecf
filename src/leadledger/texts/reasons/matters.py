"""Quarrels, settlements, rulings and discounts: what their clauses say."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text

MATTERS: Mapping[str, Text] = {
    "no-quarrel": N_("No quarrel over this customer or deal was reported."),
    "quarrelled": N_("{agents} quarrelled over this customer or deal: credit and commission go to the department."),
    "no-settlement-or-ruling": N_("Nothing was settled or ruled about this customer or deal."),
    "settled": N_("{agents} signed a settlement on {on}; credit and commission are as agreed there."),
    "ruled": N_("{by} ruled on it on {on} (ruling {ruling}); credit and commission are as ruled."),
    "ruling-defied": N_(
        "{by} ruled on it on {on} (ruling {ruling}), and {agent} defied it: credit and commission go to the department."
    ),
    "no-discount-sought": N_("The customer went to nobody for a discount."),
    "discount-from-another": N_(
        "The customer went to {from_agent} for a discount while {holder} held the first good claim (good through "
        "{through}). That is no change of agent: {holder} has all of credit and commission."
    ),
    "discount-from-holder-only": N_(
        "The customer sought a discount, but no good claim of another agent came before it."
    ),
}
