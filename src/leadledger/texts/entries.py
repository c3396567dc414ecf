"""Entries in words: what each type of event says, and what some of its fields add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leadledger.texts.marks import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """The sentence of a type of entry, and what is added where a field says something."""

    says: str
    adds: Mapping[str, str] = field(default_factory=dict[str, str])


ENTRIES: Mapping[str, Entry] = {
    "CallReceived": Entry(N_("Call: {customer} telephoned, {agent} took the call")),
    "VisitReceived": Entry(
        N_("Visit: {customer} came, {agent} received them"),
        {
            "asked_for": N_("asked for {asked_for}"),
            "declined": N_("declined {declined}"),
            "forgot": N_("had forgotten who served them"),
            "named": N_("named {named}"),
            "present": N_("on site: {present}"),
        },
    ),
    "CustomerRegistered": Entry(N_("Registration: {agent} wrote {customer} into the register")),
    "FollowUpLogged": Entry(N_("Follow-up: {agent} followed {customer} up")),
    "ReferralMade": Entry(N_("Referral: {referrer} brought {customer}")),
    "PriorClaimFound": Entry(N_("Look-up: {found_by} found {prior_agent} as the earlier agent of {customer}")),
    "DiscountSought": Entry(N_("Discount: {customer} went to {from_agent} for a discount")),
    "CustomersLinked": Entry(N_("Link: {customers} belong together ({relation})")),
    "CustomersUnlinked": Entry(
        N_("Link taken back: {customers} ({relation})"), {"ended_on": N_("it held until {ended_on}")}
    ),
    "ComplaintFiled": Entry(
        N_("Complaint {complaint}: {customer} complained of {against}"), {"note": N_("about: {note}")}
    ),
    "ComplaintDecided": Entry(
        N_("Decision on complaint {complaint} of {customer} against {against}: {outcome}, by {by}")
    ),
    "QuarrelReported": Entry(N_("Quarrel of {agents}, reported by {by}")),
    "SettlementAgreed": Entry(
        N_("Settlement, signed by {signed_by}: credit {credit}; commission {commission}"),
    ),
    "RulingMade": Entry(N_("Ruling {ruling} by {by}: credit {credit}; commission {commission}; because: {reason}")),
    "RulingDefied": Entry(N_("Ruling {ruling} was defied by {agent}, reported by {by}")),
    "AgentArrived": Entry(N_("Arrival: {agent} came in")),
    "AgentLeft": Entry(N_("Departure: {agent} went out")),
    "MeetingMinuted": Entry(N_("Minutes of the evening meeting of {date}, kept by {by}: {entries}")),
    "CustomerAllocated": Entry(N_("Allocation: {customer} goes to {agent}, by {by}")),
    "CustomersReassigned": Entry(N_("Lots for the customers of {from_agent}, drawn by {by}: {lots}")),
    "SubscriptionSigned": Entry(
        N_("Subscription for {unit}: {customer} signed, {agent} closed"),
        {"with_customers": N_("joint buyers: {with_customers}")},
    ),
    "ContractSigned": Entry(N_("Contract signed"), {"customer": N_("by {customer}"), "agent": N_("{agent} closed")}),
    "DealWithdrawn": Entry(N_("Withdrawal from the deal")),
    "EntryStruck": Entry(N_("Striking by {by}: entry {entry} was a mistake")),
}
LINE_OF = N_("{customer} to {agent}")
VALUES: Mapping[str, str] = {
    "household": N_("household"),
    "same-person": N_("same person"),
    "company": N_("company"),
    "upheld": N_("upheld"),
    "dismissed": N_("dismissed"),
}
ADDED = N_("; {more}")
REGISTERED = N_("registered {registered}, happened {happened}")
