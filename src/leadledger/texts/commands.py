"""What the commands print beside decisions: headings, and sentences about the run."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, plural

ASSUMED = N_("No rulebook was adopted; the sales-office book is used.")
NO_DEALS = N_("No deal is closed, as far as is known.")
DECIDING = N_("Deciding")

DEAL = N_("Deal")
CLOSED = N_("Closed")
CUSTOMER = N_("Customer")
OWNER = N_("Owner")
CREDIT = N_("Credit")
COMMISSION = N_("Commission")
CLAUSE = N_("Clause")
STATUS = N_("Status")
WITHDRAWN = N_("withdrawn")
COUNTS: Mapping[str, str] = {
    "deals": N_("deals: {count}"),
    "provisional": N_("provisional: {count}"),
    "needs-ruling": N_("in need of a ruling: {count}"),
    "refused": N_("refused: {count}"),
    "withdrawn": N_("withdrawn: {count}"),
}

AGENT = N_("Agent")
RANK = N_("Rank")
REGISTERED = N_("Registered")
THROUGH = N_("Good through")
STATE = N_("State")
BASIS = N_("By clause")
OWNER_NOW = N_("{customer} would be {owner}'s on {at} (clause {cite}).")
NOBODY_NOW = N_("{customer} would be nobody's on {at} (clause {cite}): only a closing would decide.")
OPEN_NOW = N_("Whose {customer} would be on {at} is not settled (clause {cite}).")

FILE = N_("File")
ADDED = N_("Added")
ALREADY = N_("There already")
DRY_RUN = N_("Dry run: {target} stays as it is.")
MOVED = N_("Decisions it would move")
MOVES = plural("count", "It would move {count} decision.", "It would move {count} decisions.")
MOVES_NOTHING = N_("It would move no decision.")
BEFORE = N_("Before")
AFTER = N_("After")
NOT_DECIDED = N_("not decided")

AS_REGISTERED = N_("As registered up to {at}.")
AS_ENTERED = N_("As the ledger stood on {at}.")

LEDGER_MADE = N_("{ledger} is a new ledger.")
RECORDED = N_("Recorded as entry {position} of {ledger} on {at}, id {id}.")
THERE_ALREADY = N_("It is there already: entry {position} of {ledger}, of {at}, id {id}. Nothing was entered.")
STRUCK = N_("It was struck by entry {by}: to enter it again, give it an id of its own.")
MOVED_NOW = N_("Decisions it moved")
MOVED_NOTHING = N_("It moved no decision.")
VERIFIED = N_("{ledger} is as it was entered. Entries, each of them recomputed: {events}.")
HEAD = N_("Head: {head}")
HEAD_KEPT = N_("It begins with the entries of the head that was kept: {size}.")
BAD_ENTRY = N_("{ledger} is not as it was entered: the first bad entry is {position}.")
BAD_LEDGER = N_("{ledger} is not as it was entered, and no single entry is to blame.")
BAD_WHY = N_("What is wrong: {why}.")
SOUND_BEFORE = N_("Entries found sound from the first on: {events}.")
COPIED = N_("{file} is a copy of {ledger}. Entries: {events}.")

NAME = N_("Name")
VERSION = N_("Version")
TITLE = N_("Title")
CLAUSES = N_("Clauses")
DIGEST = N_("Digest")
TERM = N_("Term")
VALUE = N_("Value")
MEANING = N_("What it means")
NUMBER = N_("No.")
ID = N_("Id")
TEXT = N_("Heading and text")
APPLIES: Mapping[str, str] = {
    "project": N_("For the projects"),
    "channel": N_("For the channels"),
    "occasion": N_("For the occasions"),
}
JUDGED_BY = N_("A deal is judged by the book in force")
JUDGES: Mapping[str, str] = {
    "registration": N_("when the customer was first registered"),
    "giver": N_("where the customer was first registered"),
    "receiver": N_("where the deal closes"),
}
REACHES_BACK = N_("Reaches back before its publication")
ENDS_ON = N_("Last day")
YES = N_("yes")
PLUGINS = N_("Kinds of plugins")
EVENT_TYPE = N_("Entry")
FIELDS = N_("Fields")
EVENTS_DECLARED = N_("Entries of the book's own")
STAGES: Mapping[str, str] = {
    "article": N_("What the terms mean"),
    "party": N_("Who is one customer"),
    "reading": N_("How the entries are read"),
    "register": N_("Register: what opens a claim, and what happens to it"),
    "award": N_("Award: the first of these that applies decides"),
    "sharing": N_("Sharing: who else has a part of the commission"),
    "on_top": N_("On top: what is paid beside the commission"),
    "suspense": N_("Suspense: what waits"),
    "consequence": N_("Consequences: fees, fines and price terms that follow"),
}

DEMO = N_("A small sales office in March 2026: {entries} entries, {deals} closed deals.")
DEMO_KEPT = N_("Two of them in full:")
