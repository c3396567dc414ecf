"""Hearing files and flip sets: headings, and what is said of facts, gaps and readings."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, plural

HEARING = N_("Hearing file of deal {deal}")
PREPARED = N_("It prepares a hearing and decides nothing: what stands here follows from the entries and the rulebook.")
AS_IT_STANDS = N_("As it stands")
STANDS = N_("Decided: owner {owner}; credit {credit}; commission {commission}.")

READINGS = N_("The readings, and what each would give")
READING_GIVES = N_("{reading}: owner {owner}; credit {credit}; commission {commission}.")
READING: Mapping[str, str] = {
    "decided": N_("as decided"),
    "dismissed": N_("the open complaints dismissed ({complaints})"),
    "upheld": N_("upheld: complaint {complaints}"),
    "alone": N_("if only clause {cite}, {title}, stood of those that collide"),
    "not-found": N_("if clause {cite}, {title}, did not apply"),
    "renewed": N_("if the doubtful entries kept the claim good"),
    "not-renewed": N_("if the doubtful entries did not keep the claim good"),
    "beaten": N_("if clause {cite}, {title}, came first"),
}
NO_READING = N_("The rulebook gives no reading that decides: the manager has to rule.")

CLAIMANT = N_("Claimant {agent}")
HAS = N_("Has: {part}.")
SAYS = N_("Says in dispute {dispute}: “{says}”")
NOTHING = N_("no part of it")
OWNS = N_("ownership of the customer")
OF_CREDIT = N_("{share} of the credit")
OF_COMMISSION = N_("{share} of the commission")
OF_ON_TOP = N_("{share} on top")

STRENGTH_OWNER: Mapping[str, str] = {
    "every": N_("The customer is theirs under every reading ({under} of {of})."),
    "some": N_("The customer is theirs under some readings ({under} of {of}): {readings}."),
    "one": N_("The customer is theirs under one reading of {of}: {readings}."),
    "none": N_("The customer is theirs under no reading."),
}
STRENGTH_PART: Mapping[str, str] = {
    "every": N_("They have a share under every reading ({under} of {of})."),
    "some": N_("They have a share under some readings ({under} of {of}): {readings}."),
    "one": N_("They have a share under one reading of {of}: {readings}."),
    "none": N_("They have a share under no reading."),
}
STRENGTH_WANTED: Mapping[str, str] = {
    "every": N_("What they asked for in the dispute holds under every reading ({under} of {of})."),
    "some": N_("What they asked for in the dispute holds under some readings ({under} of {of}): {readings}."),
    "one": N_("What they asked for in the dispute holds under one reading of {of}: {readings}."),
    "none": N_("What they asked for in the dispute holds under no reading."),
}
READING_NUMBER = N_("reading {number}")

FACTS_FOR = N_("Facts for")
FACTS_AGAINST = N_("Facts against")
NO_FACTS = N_("None.")
CITES = plural("clauses", "Clause: {cites}.", "Clauses: {cites}.")
WITHOUT_IT = N_("Without it: {part}.")
SUPPORTS = N_("Striking it alone would change nothing for them.")
NO_DECISION = N_("Without it the deal could not be decided.")
NOT_COUNTED = N_("Entries that do not count")

GAPS = N_("Gaps")
GAP: Mapping[str, str] = {
    "no-contact": N_("No contact and no follow-up entered from {begins} to {ends} ({length})."),
    "no-claim": N_("No good claim from {begins} to {ends} ({length})."),
}
NO_GAPS = N_("None of {length} or more.")

FLIPS = N_("What would alter the decision")
FLIPS_OF = N_("What would alter the decision of deal {deal}")
SMALLEST = plural(
    "size",
    "The smallest change of entries takes {size} entry: proven.",
    "The smallest change of entries takes {size} entries: proven.",
)
NOT_PROVEN = plural(
    "size",
    "The smallest change of entries found takes {size} entry; none of fewer than {below} within {decisions} decisions.",
    "The smallest change of entries found takes {size} entries; none of fewer than {below} "
    "within {decisions} decisions.",
)
NONE_FOUND = N_(
    "No change of fewer than {below} entries alters it; nothing more was found within {decisions} decisions."
)
NONE_AT_ALL = N_("No change of entries alters it, whichever are taken together: proven.")
NOT_EVERY = N_("There may be others of this size.")
SET_GIVES = N_("Then: owner {owner}; credit {credit}; commission {commission}.")
CHANGE: Mapping[str, str] = {
    "struck": N_("Struck out: {entry}"),
    "restored": N_("The striking taken back: {entry}"),
    "upheld": N_("Upheld instead: {entry}"),
    "dismissed": N_("Dismissed instead: {entry}"),
}
CLAUSE_READINGS = N_("Readings of one clause that would alter it")
NO_CLAUSE_READINGS = N_("None of those tried.")
LEFT_OUT = N_("Clause {cite}, {title}, left out")
MORE_SETS = plural("count", "And {count} more.", "And {count} more.")
