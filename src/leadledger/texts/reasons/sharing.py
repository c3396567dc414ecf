"""Help and open complaints: what the sharing and suspense clauses say."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text, plural

SHARING: Mapping[str, Text] = {
    "no-owner-to-help": N_("No agent owns the customer, so there was nobody to help."),
    "nobody-helped": N_("Nobody received the customer in {agent}'s place."),
    "no-help-on-closing-day": N_("{helpers} helped, but not on the closing day."),
    "helped-on-closing-day": plural(
        "helpers",
        "{helpers} received the customer for {agent} on the closing day, and so has {share} of the commission.",
        "{helpers} received the customer for {agent} on the closing day, and so share {share} of the "
        "commission equally.",
    ),
    "helped": plural(
        "helpers",
        "{helpers} received the customer while {agent} was out, and so has {share} of the commission.",
        "{helpers} received the customer while {agent} was out, and so share {share} of the commission equally.",
    ),
    "helped-them": plural(
        "helpers",
        "{helpers} helped {agent}, and so has {share} of the commission.",
        "{helpers} helped {agent}, and so share {share} of the commission equally.",
    ),
    "complaint-open": plural(
        "complaints",
        "Complaint {complaints} against {against} is not decided yet. If it is upheld, the commission is: "
        "{commission_if_upheld}. Each has at once what is due either way; the rest waits.",
        "Complaints {complaints} against {against} are not decided yet. If they are upheld, the commission is: "
        "{commission_if_upheld}. Each has at once what is due either way; the rest waits.",
    ),
}
