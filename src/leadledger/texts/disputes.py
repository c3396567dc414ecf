"""Disputes and rulings: what the commands about them say."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_

DECIDED_BY = N_("By the book, deal {deal} is decided by {clauses}.")
LEFT_TO_A_RULING = N_("By the book, deal {deal} is left to a ruling by {clauses}.")
UNDECIDED = N_("By the book, no clause decides deal {deal}.")
GIVEN_BY_BOOK = N_("The book gives: {award}.")
GIVEN_BEFORE = N_("By {clauses} it stands at present: {award}.")
GIVEN_BY_RULING = N_("The ruling gives: {award}.")
FOLLOWS = N_("What is ruled is what {clauses} would give.")
UPHOLDS = N_("The ruling upholds what the book gives, and changes no other case.")
FOLLOWS_NONE = N_("No clause of the book gives what is ruled.")
CHANGES_NONE = N_("The same reading changes none of the other cases; looked at: {cases}.")
CHANGES = N_("Cases that the same reading would change: {changed}; looked at: {cases}")
AGAINST = N_(
    "Ruling {ruling} on deal {deal} went another way on equal facts: credit {credit}; commission {commission}."
)
CASE = N_("Case")
BEFORE = N_("By the book")
AFTER = N_("By the same reading")
CASE_DEAL = N_("deal {deal}")
CASE_CUSTOMER = N_("customer {customer}, not closed")
CREDIT_AND_COMMISSION = N_("credit {credit}; commission {commission}")
NO_CONFLICTS = N_("No two rulings treat equal facts differently.")
CONFLICT = N_(
    "Ruling {first} on deal {one} and ruling {second} on deal {other} treat equal facts differently: "
    "{before}, and {after}."
)

DISPUTE = N_("Dispute")
ABOUT = N_("About")
ABOUT_CUSTOMER = N_("customer {customer}")
OPENED = N_("Opened")
STATE = N_("State")
DEADLINES = N_("Deadlines")
NO_DISPUTES = N_("No dispute was opened, as far as is known.")
OPENED_BY = N_("{at}, {agent}")
DEADLINE = N_("{what} by {day}: {state}")
WHATS: Mapping[str, str] = {
    "open": N_("to be opened"),
    "answer": N_("to be answered"),
    "rule": N_("to be ruled on"),
}
DUE: Mapping[str, str] = {
    "due": N_("still to come"),
    "met": N_("kept"),
    "late": N_("over, and not done"),
    "breached": N_("done too late"),
    "ended": N_("no longer needed"),
}
STATES: Mapping[str, str] = {
    "open": N_("open"),
    "answered": N_("answered"),
    "withdrawn": N_("dispute withdrawn"),
    "settled": N_("settled"),
    "ruled": N_("ruled on"),
}
OUT_OF_TIME = N_("out of time by clause {cite}")
REMARK: Mapping[str, str] = {
    "answered-by-opener": N_("answered by who opened it"),
    "answered-after-end": N_("answered after it was over"),
    "withdrawn-after-end": N_("withdrawn after it was over"),
    "settled-after-end": N_("settled after it was ruled on"),
}
