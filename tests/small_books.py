"""Small rulebooks, for tests of the judge: one register clause, and award clauses of the test's own."""

from __future__ import annotations

from leadledger.rulebook.document import parse_rulebook
from leadledger.rulebook.rulebook import Rulebook

HEAD = """
name = "small"
version = "1"
title = { en = "Small" }

[terms]
timezone = "Asia/Shanghai"
closes_with = "subscription"
register_entries = ["CallReceived", "VisitReceived"]
wish_validity = "2 months"
remainder = "largest-remainder"

[[register]]
id = "visit"
cite = "R"
use = "opens"
when = { type = "VisitReceived" }
hold = { length = "2 months" }
"""
FIRST = """
[[award]]
id = "first"
cite = "A"
rank = 1
use = "first-claim"
"""
GOOD = HEAD + FIRST
HELP = (
    '[[sharing]]\nid = "help"\ncite = "H"\nuse = "helped"\nwhen_helped = "any-day"\nshare = "1/5"\nafter = ["first"]\n'
)
PARTY = '[[party]]\nid = "family"\ncite = "P"\nuse = "linked"\nrelations = ["household"]\n'
EXTRA = (
    '[[on_top]]\nid = "more"\ncite = "O"\nuse = "extra"\nwhen = { type = "VisitReceived" }\nshare = "1/9"\n'
    'within = "7 days"\n'
)


def small_book(award: str = "", *, head: str = HEAD, first: str = FIRST) -> Rulebook:
    """A book in which the first visitor's receiver has the customer, with more clauses."""
    return parse_rulebook(head + first + award, source="small")
