"""Laws of split rules: what each says in a line, how a counter-example is told, and what a report has to say."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, plural

TITLES: Mapping[str, str] = {
    "conservation": N_("Shares sum to one, and postings to zero"),
    "determinism": N_("Deciding twice gives the same answer"),
    "replay": N_("What was known then is decided as it was then"),
    "locality": N_("Strangers change nothing"),
    "anonymity": N_("Other names change only the names"),
    "last-good-day": N_("A time lasts through its last good day, and no longer"),
    "refund-symmetry": N_("What is taken back mirrors what was given"),
    "batch-independence": N_("How entries arrive changes nothing"),
    "late-claim": N_("Nobody gains by entering a claim late"),
    "late-help": N_("Nobody gains by entering help late"),
    "re-registering": N_("Nobody gains by entering the same again"),
    "monotonic-evidence": N_("An earlier contact takes nothing away"),
    "split-customer": N_("Nobody gains by keeping one customer under two ids"),
    "split-deal": N_("Nobody gains by making two deals of one"),
    "open-complaint": N_("Nobody gains by a complaint that is not upheld"),
    "same-as": N_("It decides as the other rulebook does"),
}
WHY: Mapping[str, str] = {
    "kind-failed": N_("The answer is refused: {says}"),
    "sums": N_("The credit sums to {credit}, the commission to {commission}."),
    "owner": N_("The owner is {owner}, and the largest credit is that of {largest}."),
    "unbalanced": N_("The postings up to transaction {number} do not sum to zero."),
    "twice": N_("Decided once more, it comes to something else."),
    "reversed": N_("With the lines of the file in reverse, it comes to something else."),
    "known-at": N_("Cut off at {at}, the register does not give what the whole gives as known then."),
    "recorded": N_("Computed again from the same entries, the recorded decision is another."),
    "strangers-after": N_("The same happens to strangers, each entry right after its like."),
    "strangers-before": N_("The same happens to strangers, each entry right before its like."),
    "renamed": N_("People have other names, and not only the names in the answer change."),
    "last-day-lost": N_(
        "A time that the document states ends with {end}, that day included; and yet closing on {next} is not the same "
        "as closing on {day}, with nothing entered in between."
    ),
    "a-day-too-many": N_(
        "A time that the document states ends with {end}; and yet closing on {next} is not the same as closing on "
        "{day}, with nothing entered in between."
    ),
    "unmirrored": N_("An amount of {amount} in the smallest unit is not taken back as it was split."),
    "withdrawn": N_("The deal is withdrawn, and comes to something else."),
    "left-over": N_("The deal is paid, paid back and withdrawn, and {amount} are left on {account}."),
    "batches": N_("Entered into a ledger, {together} at a time, it comes to something else."),
    "late": N_("{agent} enters it only at {at}: {entry}"),
    "again": N_("{agent} enters it once more at {at}: {entry}"),
    "earlier": N_("{agent} had entered a contact already at {at}, as in: {entry}"),
    "two-ids": N_("{agent} writes another id of the customer, which is linked afterwards: {entry}"),
    "two-deals": N_("The deal is entered as two deals of half the price, and {agent} has more of them."),
    "two-deals-earn": N_(
        "The deal is entered as two deals of half the price; {agent} earns {total} instead of {amount}."
    ),
    "complaint-open": N_("The customer complains of {rival}, nothing is found, and {agent} has more."),
    "complaint-dismissed": N_("The customer complains of {rival}, and the complaint is dismissed."),
    "otherwise": N_("Rulebook {reference} decides it otherwise."),
}
STORY = N_("The smallest story that shows it:")
BEFORE = N_("It comes to: {result}")
AFTER = N_("Then it comes to: {result}")
REFERENCE = N_("There it comes to: {result}")
NOT_DECIDED = N_("it cannot be decided: {says}")
RESULT = N_("owner {owner}; credit {credit}; commission {commission}; {status}.")
STATUS: Mapping[str, str] = {
    "final": N_("final"),
    "provisional": N_("provisional"),
    "needs-ruling": N_("a ruling is needed"),
}

HOLDS = N_("holds")
BROKEN = N_("broken")
WAIVED = N_("broken on purpose")
SILENT = N_("never asked")
NEEDLESS = N_("holds, though waived")
HEAD = N_("{book}, version {version}: {laws} laws asked of {stories} stories.")
WAIVER = N_("Waived: {reason}")
WAIVED_NEEDLESSLY = N_("The waiver is not needed as far as these stories show: {reason}")
ALL_HOLD = N_("Every law holds as far as these stories show.")
BREAKS = plural("count", "{count} law is broken.", "{count} laws are broken.")
ON_PURPOSE = plural("count", "{count} law is broken on purpose.", "{count} laws are broken on purpose.")
