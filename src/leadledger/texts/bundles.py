"""What is printed about evidence bundles."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, plural

MADE = plural(
    "count",
    "{file} is the evidence bundle of deal {deal}: {count} entry of {history}, proven under its head.",
    "{file} is the evidence bundle of deal {deal}: {count} entries of {history}, proven under its head.",
)
LEFT_OUT = plural(
    "count",
    "The personal part of {count} entry is left out.",
    "The personal parts of {count} entries are left out.",
)
KEEP_HEAD = N_("Tell the head to the other party in another way than with the file: they verify by it.")

HOLDS = N_("{file} holds: deal {deal} is decided as it says, by the entries in it.")
HOLDS_NOT = N_("{file} does not hold: {what}.")
HOLDS_NOT_AT = N_("{file} does not hold: {what}, entry {position}.")
CANNOT_TELL: Mapping[str, str] = {
    "plugin-missing": N_("{file} cannot be checked here: a plugin is missing."),
    "plugin-version": N_("{file} cannot be confirmed here: a plugin is of another version."),
    "library-version": N_("{file} cannot be confirmed here: it was made by another version of leadledger."),
    "time-zones-version": N_("{file} cannot be confirmed here: it was made with other time zones."),
}
ENTRIES = N_("Entries, each of them recomputed and proven: {events}.")
WITHOUT_PERSONAL = N_("Entries whose personal part was left out: {count}.")
WHOLE = N_("No personal part was left out.")
HEAD_SAME = N_("The head is the one that was kept.")
SIGNED_BY = N_("The head was signed by {name}.")
REMARKS: Mapping[str, str] = {
    "own-head": N_(
        "The head is the bundle's own: compare it with one that you had in another way (--head), or with what its "
        "office signed (--signed-by). Who can build a whole tree of their own can make a bundle under it."
    ),
    "checkpoint-unchecked": N_(
        "It has a signed checkpoint, and its signature was not checked: --signed-by names the key."
    ),
    "from-file": N_(
        "The history was a file and no ledger: the tree was built when the bundle was made, and shows only that the "
        "entries stood together in one file then."
    ),
    "rulebook-assumed": N_(
        "No rulebook was adopted by the entries: the sales-office book that comes with leadledger was used."
    ),
    "rulebook-given": N_(
        "No rulebook was adopted by the entries: who made the bundle chose the one whose document stands in it."
    ),
    "amounts-stated": N_(
        "The plan counts other deals, which are not in the bundle: the amounts are as stated, and not figured again."
    ),
    "other-version": N_("It says that another version of leadledger made it; this one comes to the same."),
    "nothing-left-out": N_(
        "A bundle cannot show that no entry was left out, and no later rulebook: only the ledger can."
    ),
}
