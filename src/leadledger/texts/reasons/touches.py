"""Entries that decide, and conditions: what clauses of patterns say."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text, plural

TOUCHES: Mapping[str, Text] = {
    "condition-missing": N_("What the clause asks for was not entered: {asked}."),
    "condition-against": N_("An entry stands against the clause: {asked}."),
    "no-entry-counts": N_("No entry counts that the clause speaks of: {asked}."),
    "entry-first": N_("The first entry that counts names {agent}."),
    "entry-latest": N_("The latest entry that counts names {agent}."),
    "no-code": N_("The closing carries no code."),
    "code-of": N_("The closing carries the code {code}, which is {agent}'s."),
    "code-of-touched": N_(
        "The closing carries the code {code}, which is {agent}'s, who has the customer by another entry anyway: it "
        "counts as that."
    ),
    "code-of-nobody": N_("The closing carries the code {code}, which is nobody's."),
    "opened-last": N_("{agent} holds the good claim that was opened last."),
    "latest-claim-otherwise": N_("The good claim opened last is {agent}'s, and it came about in another way."),
    "no-claim-to-oppose": N_("Nobody holds a claim of the kind that others may oppose."),
    "opposed": N_("An entry that counts came within {within}, so the customer is not {agent}'s by this clause."),
    "unopposed": N_("{agent} took the customer in, and nobody objected within {within}."),
    "claim-doubtful": N_(
        "Whether {agent}'s claim is still good hangs on entries that may or may not renew it. Without them it was good "
        "through {through}: somebody has to say which text holds."
    ),
    "finding-missing": N_("Still to be established: {missing}."),
    "nobody-has-it": N_("The rules give this customer to nobody."),
    "move-names-nobody": N_("The entry of the move does not name both who gives and who takes."),
    "moved-at-once": N_("What {giver} would keep after the move had no ground then: it is {taker}'s at once."),
    "kept-after-move": N_(
        "{giver} keeps the deal for a time after the move of {of}. In part {place} of that time {giver} has {share} of "
        "credit and commission, and {taker} the rest."
    ),
    "kept-no-longer": N_("The time in which {giver} keeps the deal after the move was over on {through}."),
    "has-part": plural(
        "helpers",
        "By the entries named {helpers} has {share} of {agent}'s part.",
        "By the entries named {helpers} share {share} of {agent}'s part equally.",
    ),
}
