"""Checking a rulebook: what was looked for, what was found, and what two clauses say of one story."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, plural

LOOKED = N_("Stories looked at, told by chance from what the document reads: {stories}.")
FOUND: Mapping[str, str] = {
    "collision": N_("Two clauses collide, and the document does not say which counts"),
    "settled": N_("Two clauses collide, and the document says which counts"),
    "left": N_("Two clauses collide, and the document leaves it to a ruling"),
    "no-clause": N_("No clause decides"),
    "sums": N_("Shares do not sum to one"),
    "needs-finding": N_("A clause waits for a finding"),
    "never-decides": N_("A clause never decides"),
}
SMALLEST = N_("The smallest story that shows it:")
SAYS = N_("{clause}, says: {reason}")
ALONE = N_("By it alone: owner {owner}; credit {credit}; commission {commission}.")
WINS = N_("The document lets clause {winner} ({winner_id}) count and not clause {loser} ({loser_id}): it overrides it.")
SAME_RANK = N_(
    "Both stand at rank {rank} and give different awards, so the manager has to rule. "
    "An earlier rank for one of them would decide it."
)
IN_ANY_ORDER = N_(
    "Neither overrides the other, and it matters which is taken first. "
    "In the document's order the commission is: {first}. The other way round it is: {second}. "
    "An “overrides” in the first of them would decide it."
)
LEFT = N_("The document says that they must not count together, and leaves it to the manager's ruling.")
TWICE = N_(
    "Neither overrides the other, and both pay for the same entry: taken one after the other they make the "
    "commission {both}. An “overrides” in the first of them would decide it."
)
RESULT = N_("The deal comes to: owner {owner}; credit {credit}; commission {commission}.")
RULED = N_("The deal is left to the manager's ruling.")
SUMS = N_("The credit sums to {credit}, the commission to {commission}.")
NEVER = N_("{clause}: it decides in none of {stories} stories.")
NEVER_BEATEN = plural(
    "beaten",
    "{clause}: it decides in none of {stories} stories. It applied in {beaten} and another was preferred.",
    "{clause}: it decides in none of {stories} stories. It applied in {beaten} and others were preferred.",
)
PREFERRED = N_("Preferred to it: {clauses}.")

COUNTED = N_("In how many stories each clause decided, and in how many it applied and was beaten")
DECIDED = N_("Decided")
BEATEN = N_("Beaten")
SOUND = N_("Nothing is wrong with it as far as these stories show.")
FAULTS = plural("count", "{count} thing has to be put right.", "{count} things have to be put right.")

# People and things of a story that was made up, as they are told.
CAST: Mapping[str, str] = {
    "zhang": N_("Zhang"),
    "li": N_("Li"),
    "wang": N_("Wang"),
    "customer-1": N_("the customer"),
    "customer-2": N_("another customer"),
    "manager": N_("the manager"),
}
EXAMPLE = N_("Example")
NO_EXAMPLE = N_("No example was found.")
NOTE_RANK = N_("Rank {rank}")
NOTE_AFTER = N_("Follows: {clauses}")
NOTE_COLLIDES = N_("Must not count together with: {clauses}")
NOTE_OVERRIDES = N_("Overrides: {clauses}")
