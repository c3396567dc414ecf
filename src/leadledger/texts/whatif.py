"""What-if for people: what is supposed, and who gains or loses by it."""

from __future__ import annotations

from leadledger.texts.marks import N_, plural

UNDER_BOOK = N_("What if the rulebook {rulebook} judged every deal?")
WITH_SETTINGS = N_("What if these parameters were so: {settings}?")
UNDER_PLAN = N_("What if the plan {plan} figured every deal?")
WITH_ENTRIES = plural("count", "What if {count} more entry were there?", "What if {count} more entries were there?")
WITHOUT_ENTRIES = plural(
    "count", "What if {count} entry had never been made?", "What if {count} entries had never been made?"
)
SHADOW = N_("What if the rulebook {rulebook} had been in force since {day}?")
SHADOW_ADOPTED = N_("What if the rulebook that was adopted and is not in force yet had been in force since {day}?")
SINCE = N_("Only deals closed since {day}.")
MONEY_BY = N_("What deals bring is figured by the plan {plan}, since none was adopted.")

CHANGES = N_("Deals that come to something else")
NOTHING = N_("No deal comes to anything else.")
GAINS = N_("Gains")
NOBODY_GAINS = N_("nobody")
NOT_DECIDED = N_("not decided: {why}")

WHY_DEAL = N_("Deal {deal}")
AS_IT_IS = N_("As it is")
AS_IT_WOULD_BE = N_("As it would be")

TOTALS = N_("Who gains, who loses")
PAYEE = N_("Payee")
DEALS_GAINED = N_("Gains by")
DEALS_LOST = N_("Loses by")
ALL_TOGETHER = N_("All together")
GAIN = N_("In all")
COUNTS = N_("deals that come to something else: {changed} · with another owner: {owners}")
