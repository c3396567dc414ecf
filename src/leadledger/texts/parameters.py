"""Parameters of a rulebook in words: what each term means, and the words that stand for a value."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_

TERMS: Mapping[str, str] = {
    "timezone": N_("the zone whose days are counted"),
    "closes_with": N_("what closes a deal: subscription or contract"),
    "register_entries": N_("the entries that put a customer on the register; the first of them is the first contact"),
    "validity": N_("how long a claim is good"),
    "validity_tested_at": N_("the day on which a claim must be good: closing or decisive-visit"),
    "wish_validity": N_("how long a wish of the customer counts"),
    "renewed_by_follow_up": N_("whether a follow-up makes a claim good anew"),
    "search_prior_claims": N_("how the agent whom the customer forgot is found: recorded or automatic"),
    "remainder": N_("how an amount is rounded when it is split"),
    "hold": N_("what every new claim is given"),
}
# Words that a document writes, each its own English text.
WORDS: Mapping[str, str] = {
    word: word
    for word in (
        N_("subscription"),
        N_("contract"),
        N_("closing"),
        N_("decisive-visit"),
        N_("recorded"),
        N_("automatic"),
        N_("largest-remainder"),
        N_("one"),
        N_("several"),
        N_("closing-day"),
        N_("any-day"),
        N_("household"),
        N_("same-person"),
        N_("company"),
        N_("true"),
        N_("false"),
        N_("CallReceived"),
        N_("VisitReceived"),
        N_("CustomerRegistered"),
        N_("CustomerAllocated"),
        N_("MeetingMinuted"),
    )
}
SET = N_("{path} = {value}")
EQUALS = N_("{name} = {value}")
EMPTY = N_("none")
SINCE = N_("{value} since {since}")
SINCE_UNTIL = N_("{value} from {since} through {until}")
