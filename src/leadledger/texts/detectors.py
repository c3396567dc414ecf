"""Detectors: what was found, with its figures; always something to ask about, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text, plural

WORTH_A_LOOK = N_("What follows is worth a look and proves nothing: each may have a good explanation.")
NOTHING = N_("Nothing that is worth a look, by these terms.")
CONCERNS = N_("It concerns {people}.")
DETECTORS: Mapping[str, str] = {
    "registration-near-visit": N_("Registered close to another agent's visit"),
    "unanswered-follow-ups": N_("Follow-ups that never reached the customer"),
    "late-entry": N_("Entered long after it happened"),
    "interested-complaint": N_("A complaint entered or decided by somebody who profits from it"),
    "visit-while-away": N_("A visit while its receiver was away"),
}
FOUND: Mapping[str, Text] = {
    "registered-after-visit": plural(
        "minutes",
        "{agent} wrote {customer} down for the first time {minutes} minute after the visit that {receiver} received.",
        "{agent} wrote {customer} down for the first time {minutes} minutes after the visit that {receiver} received.",
    ),
    "registered-before-visit": plural(
        "minutes",
        "{agent} wrote {customer} down for the first time {minutes} minute before the visit that {receiver} received.",
        "{agent} wrote {customer} down for the first time {minutes} minutes before the visit that {receiver} received.",
    ),
    "none-reached": plural(
        "count",
        "{agent} logged {count} follow-up with {customer} from {first} to {last}, and it did not reach them.",
        "{agent} logged {count} follow-ups with {customer} from {first} to {last}, and none of them reached them.",
    ),
    "entered-late": plural(
        "days",
        "It happened on {happened} and was entered on {entered}, {days} day later.",
        "It happened on {happened} and was entered on {entered}, {days} days later.",
    ),
    "profits-from-complaint": N_(
        "{by} entered or decided complaint {complaint} against {against}, and has {commission_if_upheld} of the "
        "commission of deal {deal} if it is upheld, {commission_if_dismissed} if it is dismissed."
    ),
    "received-after-leaving": plural(
        "minutes",
        "{agent} received {customer} {minutes} minute after leaving ({left_at}); no coming back is entered.",
        "{agent} received {customer} {minutes} minutes after leaving ({left_at}); no coming back is entered.",
    ),
    "received-on-leave": plural(
        "days",
        "{agent} received {customer} {days} day after leaving on leave ({left_at}); no coming back is entered.",
        "{agent} received {customer} {days} days after leaving on leave ({left_at}); no coming back is entered.",
    ),
}
"""What was found, by the key of its reason."""
