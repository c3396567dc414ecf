"""Statements and accounts: headings, what a line is for, and why it stands there."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, plural

STATEMENT = N_("Statement of {agent}")
SUBTITLE = N_("{month}, {currency}")
CLOSED = N_("The month is closed: this statement does not change any more.")
OPEN = N_("The month is not closed yet: this statement can still change.")
NOTHING = N_("Nothing was earned, due or paid.")

DAY = N_("Day")
DEAL = N_("Deal")
WHAT = N_("What and why")
SHARE = N_("Share")
AMOUNT = N_("Amount")
LINES_DUE = N_("What changes the amount due")
LINES_EARNED = N_("What was earned, and is not due by that alone")
TOTALS = N_("The month")

KINDS: Mapping[str, str] = {
    "accrual": N_("earned"),
    "release": N_("now due"),
    "payment": N_("paid"),
    "base-pay": N_("base pay"),
    "penalty": N_("penalty"),
    "guarantee": N_("guaranteed minimum"),
    "draw": N_("advance"),
    "recovery": N_("advance earned back"),
    "adjustment": N_("adjustment"),
    "write-off": N_("written off"),
}
TAKEN_BACK = N_("taken back: {what}")
BY_CLAUSE = N_("clause {cite}, {title}")
BY_CLAUSE_ALONE = N_("clause {cite}")
BY_RULE = N_("figured by {cite}, {title}")
BY_RULE_ALONE = N_("figured by {cite}")
DIFFERENCE = N_("difference for {month}, which was closed before")
BECAUSE = N_("because: {reason}")
POSTED: Mapping[str, str] = {
    "closed": N_("the deal was closed"),
    "another-deal": N_("another deal changed"),
    "changed": N_("an entry changed it"),
    "time-passed": N_("its time had come"),
    "complaint-decided": N_("a complaint was decided"),
    "plan-adopted": N_("a commission plan was adopted"),
    "contract-signed": N_("the contract was signed"),
    "customers-linked": N_("customers were linked"),
    "customers-unlinked": N_("a link of customers was taken back"),
    "withdrawn": N_("the deal was withdrawn"),
    "entry-struck": N_("an entry was struck out"),
    "payment-received": N_("the customer paid"),
    "payment-refunded": N_("the customer was refunded"),
    "rulebook-adopted": N_("a rulebook was adopted"),
    "ruled": N_("the manager ruled"),
    "ruling-defied": N_("a ruling was defied"),
    "settled": N_("the agents settled"),
    "unit-swapped": N_("the unit was swapped"),
    "paid": N_("commission was paid out"),
    "adjusted": N_("it was put right by hand"),
    "month-closed": N_("the month was closed"),
    "agent-changed": N_("the agent's data changed"),
    "snatching": N_("a finding of snatching"),
    "slighting": N_("a finding of slighting a customer"),
    "provocation": N_("a finding of provocation"),
    "private-payment": N_("a finding of money taken privately"),
    "disobedience": N_("a finding of disobedience"),
}
TOTAL: Mapping[str, str] = {
    "opening": N_("Due at the beginning"),
    "released": N_("Became due"),
    "clawed_back": N_("Taken back"),
    "adjusted": N_("Other pay, penalties and adjustments"),
    "paid": N_("Paid"),
    "closing": N_("Due at the end"),
    "earned": N_("Earned in the month"),
    "pending": N_("Earned and not due yet, at the end"),
}
SUPPOSED = N_("As it would be under the plan {plan}, which is not the one adopted.")
WITH_NOTE = N_("{reason}: {note}")
"""Why a line stands there, with what somebody wrote to it."""

SHORT: Mapping[str, str] = {
    "opening": N_("At first"),
    "released": N_("Became due"),
    "clawed_back": N_("Taken back"),
    "adjusted": N_("Other"),
    "paid": N_("Paid"),
    "closing": N_("Due"),
}

AGENT_ID = N_("Agent's id")
NAME = N_("Name")
PERIOD = N_("Month")
CURRENCY = N_("Currency")
MONTH_CLOSED = N_("Closed")
KIND = N_("For")
CLAUSE = N_("Clause")
CLAUSE_TITLE = N_("Clause's heading")
RULE = N_("Plan's number")
RULE_TITLE = N_("Plan's heading")
EARNED = N_("Earned")
DUE = N_("Due")
REASON = N_("Why")
CORRECTS = N_("Difference for")
ENTRIES = N_("Entries")
SHEET_TOTALS = N_("Statements")
SHEET_LINES = N_("Lines")
YES = N_("yes")
NO = N_("no")

ACCOUNT = N_("Account")
BALANCE = N_("Balance")
NO_ACCOUNTS = N_("Nothing was posted, as far as is known.")
AS_EFFECTIVE = N_("For days up to {day}.")
SIGNS = N_("Debits less credits: what an agent is to get stands below zero.")
NO_STATEMENT = N_("There is nothing to state for {month}.")
WRITTEN = plural("count", "{count} statement is in {file}.", "{count} statements are in {file}.")
PAYROLL_WRITTEN = N_("The payroll of {month} is in {file}.")
BOOKS_WRITTEN = N_("The books are in {file}. Transactions: {count}.")
POSTING = N_("Posting")

CLOSED_NOW = N_("{month} is closed by entry {position} of {ledger}. Its statements do not change any more.")
PAY = N_("Payment")
TO_PAY = N_("To pay")
PAID_NOW = plural("count", "Recorded in {ledger}: {count} payment.", "Recorded in {ledger}: {count} payments.")
PAID_ALREADY = plural(
    "count", "There already, and not entered again: {count}.", "There already, and not entered again: {count}."
)
DRY_RUN = N_("Dry run: {ledger} stays as it is.")
NOTHING_TO_PAY = N_("Nobody is to be paid anything for {month}.")

UNFIGURED = plural(
    "count",
    "Of {count} deal nothing can be figured yet: {deals}.",
    "Of {count} deals nothing can be figured yet: {deals}.",
)
UNFIGURED_ONE = N_("{deal} ({why})")
AND_MORE = N_("and {count} more")
WHY_UNFIGURED: Mapping[str, str] = {
    "no-price": N_("no price is known"),
    "no-plan": N_("no commission plan is in force"),
    "needs-ruling": N_("it needs a ruling"),
    "currencies-differ": N_("its amounts are in several currencies"),
    "deal-not-closed": N_("it is not closed"),
    "history-contradiction": N_("its entries contradict each other"),
    "rulebook-gap": N_("no rulebook was in force"),
    "rulebook-ambiguous": N_("two rulebooks apply to it"),
}
