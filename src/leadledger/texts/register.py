"""What an entry does to the register, in words; what does nothing says why."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text, plural

EFFECTS: Mapping[str, Text] = {
    "opened": N_("{agent} opens a claim, good through {through}"),
    "helped": N_("{helper} helps {holders} and opens no claim"),
    "passed": N_("{giver}'s claim and help pass to {taker}; the claim is good through {through}"),
    "renewed": N_("{agent}'s claim is good anew, through {through}"),
    "lifted": N_("{agent}'s claim ranks before all others"),
    "voided": N_("the story starts afresh: claims, help and wishes before this are out of account"),
    "nothing": N_("opens nothing"),
    "barred": N_("nothing for {agents}, who is barred by an upheld complaint"),
    "live-already": N_("{agents}'s claim is live already and stays as it is"),
    "no-live-claim": N_("{agents} has no live claim: nothing passes on and nothing is renewed"),
    "serves-own-customer": N_("{agents} serves their own customer: nothing new"),
    "holder-present": plural(
        "agents",
        "{agents} was on site, and it is their customer: the receiver opens no claim",
        "{agents} were on site, and it is their customer: the receiver opens no claim",
    ),
    "opened-for-good": N_("{agent} opens a claim, good without end"),
    "passed-for-good": N_("{giver}'s claim and help pass to {taker}; the claim is good without end"),
    "renewed-for-good": N_("{agent}'s claim is good anew, without end"),
    "ended": N_("{agent}'s claims are over"),
    "opens-nothing": N_("taken by the clause, which opens nothing"),
    "held-by-another": N_("another's claim is live: opens nothing"),
    "nobody-holds": N_("nobody holds a live claim: nothing changes"),
    "referred-too-late": N_("declared after the first register day: opens nothing for {agents}"),
    "referrer-in-party": N_("the referrer belongs to the same party: no effect"),
    "referrer-has-no-receiver": N_("nobody holds a claim on the referrer: no effect"),
}
STATES: Mapping[str, str] = {
    "good": N_("good"),
    "lapsed": N_("lapsed"),
    "passed-on": N_("passed on"),
    "void": N_("out of account"),
}
PASSED_TO = N_("passed on to {taker}")
