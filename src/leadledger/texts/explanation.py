"""The headings and sentences of an explanation."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_

DEAL = N_("Deal {deal}: who owns the customer, and who is paid what part")
CUSTOMER = N_("Customer {customer}: who would own them on {day}")

WHAT_IF = N_("What if: {changes}")
SEMICOLON = N_("; ")
CHANGE = N_("{path} = {value} instead of {own}")

PARTY = N_("Customer")
CLOSED = N_("Closed")
CLOSED_BY = N_("{at}, by {agent}")
REGISTERED = N_("Registered")
WITHDRAWN = N_("Withdrawn")
STATUS = N_("Status")
OWNER = N_("Owner")
CREDIT = N_("Credit")
COMMISSION = N_("Commission")
ON_TOP = N_("On top")
FOLLOWS = N_("Follows")
CONSEQUENCE = N_("{kind}: {payee}, {figure}")
CONSEQUENCE_BARE = N_("{kind}: {payee}")
TO_BE_SAID = N_("not settled yet")
CLAUSE = N_("Clause")
LABEL_END = N_(": ")

STATUSES: Mapping[str, str] = {
    "final": N_("final"),
    "provisional": N_("provisional"),
    "needs-ruling": N_("needs a ruling"),
}
OWNER_OPEN = N_("not settled yet")

WHY = N_("Why")
CLAUSE_AND_TITLE = N_("Clause {cite}, {title}")
QUOTED = N_("“{text}”")
RESTS_ON = N_("Entries: {entries}.")
RULING_REASON = N_("Reason given: “{reason}”")
NO_CLAUSE = N_("No clause of the rulebook decides this deal: the manager has to rule.")
NEEDS_RULING = N_("The rulebook alone does not decide this deal: the manager has to rule. What stands open is this.")

PARTY_HEAD = N_("Who the customer is")
PARTY_ONE = N_("{customers} are read as one customer.")
PARTY_LINK = N_("Linked by entry {entry} ({relation}).")
PARTY_JOINT = N_("Joint buyers of this deal.")
PARTY_CLAUSE = N_("See clause {cite}, {title}.")
BARRED = N_("Barred from this customer: {agent} (complaint {complaint} was upheld; clause {cite}).")

CLAIMS = N_("Claims on the customer, in rank order")
CLAIM = N_("{agent}: registered {opened}, good through {through}; {state} (clause {cite})")
CLAIM_FOR_GOOD = N_("{agent}: registered {opened}, good without end; {state} (clause {cite})")
CLAIM_PASSED = N_("{agent}: registered {opened}; {state} (clause {cite})")
NO_CLAIMS = N_("Nobody ever held one.")
STATE_GOOD = N_("good for this deal")
STATE_LAPSED = N_("lapsed before the closing day")

READ = N_("Entries read, in the order of the register")
EFFECT = N_("→ {effect} (clause {cite})")
ENTRY_ID = N_("{place}, id {id}")
PLACE_LINE = N_("{file}, line {line}")
PLACE_ENTRY = N_("entry {number} of the history")
PLACE_IN_LEDGER = N_("{ledger}, entry {position}")

MISSING = N_("What is missing")
MISSING_BY: Mapping[str, str] = {
    "finding": N_("{clause}: {reason} It takes a finding, a ruling or a settlement."),
    "ruling": N_("{clause}: {reason} Clauses collide here: it takes a ruling or a settlement."),
    "decision": N_("{reason} Its decision is awaited ({clause})."),
    "claim": N_("{reason} Entries of these types could have kept it: {types} ({clause})."),
    "entry": N_("{clause}, would decide first. {reason}"),
}
MISSING_GROUP = N_("Clauses {cites} would decide first. {reason}")
MISSING_NO_KEEPING = N_("{reason} No entry could have kept it longer ({clause}).")

AMOUNTS = N_("What it brings")
AMOUNT = N_("{payee}: {amount} (figured by {rule})")
AMOUNT_SHARED = N_("{payee}: {amount} (share {share}, figured by {rule})")
AMOUNT_RULE = N_("{cite}, {title}")
AMOUNTS_BY = N_("Figured by commission plan {plan}, version {version}, due or not yet.")
AMOUNTS_NONE = N_("Nothing, by commission plan {plan}, version {version}.")

BEATEN = N_("What other clauses would have given")
WOULD_GIVE = N_("Would have given: owner {owner}; credit {credit}; commission {commission}.")
NOT_APPLIED = N_("Why other clauses do not apply")
NOT_APPLIED_LINE = N_("{cite} {title}: {reason}")
NOT_APPLIED_GROUP = N_("{cites}: {reason}")

OPEN = N_("What is still open")
NOTHING_OPEN = N_("Nothing.")
OPEN_COMPLAINT = N_("Complaint {complaint} against {against}, entry {entry}, is not decided yet.")
IF_UPHELD = N_("If upheld: owner {owner}; credit {credit}; commission {commission}; clause {cite}.")
IF_DISMISSED = N_("If dismissed: owner {owner}; credit {credit}; commission {commission}; clause {cite}.")
WAITS = N_("Until then there waits: {parts}.")
WAITING = {"credit": N_("{share} of the credit"), "commission": N_("{share} of the commission")}
RULING_OPEN = N_("The manager's ruling.")

STRUCK = N_("Entries struck out: shown here, and read as never made")
STRUCK_LINE = N_("{entered} · {says}. Struck {at} by {by}, because: {reason} (id {entry})")

LATE = N_("Entries not counted, and why")
LATE_WHY: Mapping[str, str] = {
    "entered-later": N_("registered after the closing: it does not count for this deal"),
    "happened-later": N_("happened on a later day than the closing: it does not count for this deal"),
}
LATE_LINE = N_("→ {why}")

RULEBOOK = N_("Rulebook")
RULEBOOK_LINE = N_("{title} ({name}, version {version})")
IN_FORCE = N_("Why this one")
RULEBOOK_DIGEST = N_("Digest of the rulebook")
FACTS = N_("Entries read")
FACTS_DIGEST = N_("Digest of the entries")
FACTS_NOTE = N_("Names, phone numbers, notes and other free texts are not part of it.")
