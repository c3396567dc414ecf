"""Recorded decisions, and what is said when they are decided again."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, plural

RECORDED = N_("Recorded as entry {position} of {ledger}, id {id}: what was known on {at}.")

KNOWN = N_("Known up to")
ENTRY = N_("Recorded as")
AGAIN = N_("Decided again")
SAME = N_("the same")
NOT_SAME = N_("not the same: {fields}")
NOT_DECIDED = N_("cannot be decided")
NONE = N_("No decision was recorded.")
NONE_ON = N_("No decision on {deals} was recorded.")
COUNT = plural("count", "{count} recorded decision", "{count} recorded decisions")
COUNT_NOT = N_("not the same: {count}")
OF = N_("{deal}, {place}: {why}")

WHY: Mapping[str, str] = {
    "history": N_("entries came in later that are registered as of that time or before: {positions}."),
    "another-history": N_(
        "this history does not hold the entries that it was decided from; they ended in head {head}."
    ),
    "rulebook": N_("it was decided under rulebook {before}, and now comes under {after}."),
    "plan": N_("the amounts were by commission plan {before}, and now are by {after}."),
    "plugin": N_("it was decided with plugin {plugin} {before}, and in use is {after}."),
    "time-zones": N_("the time zones were those of release {before}, and in use is {after}."),
    "wording": N_("only the words are others: leadledger {before} recorded it, and this is {after}."),
    "semantics": N_(
        "the same entries under the same rules come to something else: "
        "leadledger {before} recorded it, and this is {after}."
    ),
    "not-that-answer": N_(
        "from these entries and rules leadledger {version} comes to something else: "
        "the entry does not say what was decided."
    ),
    "refused": N_("it cannot be decided now: {because}"),
}
NO_PLUGIN = N_("none of that name")
NO_PLAN = N_("none")
NAMED = N_("{name} {version} ({digest})")
