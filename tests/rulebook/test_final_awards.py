"""What was ruled, or goes to nobody, is neither shared nor added to, unless a clause names it."""

from __future__ import annotations

from leadledger.testing.stories import given, ruling, subscription, visit
from leadledger.values import Share
from tests.small_books import HEAD, small_book

RULED = '[[award]]\nid = "ruling"\ncite = "R"\nuse = "ruled"\nrank = 0\n'
ON_TOP = '[[on_top]]\nid = "found"\ncite = "T"\nuse = "extra"\nwhen = { type = "VisitReceived" }\nshare = "12%"\n'
STORY = (visit("c", "zhang"), subscription("d", "c", "zhang"))
HEARD = ruling("r", {"zhang": "1"}, {"zhang": "1"}, deal="d")


def test_what_is_on_top_follows_any_clause_but_a_final_one() -> None:
    book = small_book(RULED + ON_TOP)
    assert given(*STORY).decide("d", rulebook=book).on_top == {"zhang": Share("12%")}
    assert given(*STORY, HEARD).decide("d", rulebook=book).on_top == {}


def test_a_clause_that_names_the_final_one_follows_it() -> None:
    book = small_book(RULED + ON_TOP + 'after = ["ruling"]\n')
    assert given(*STORY, HEARD).decide("d", rulebook=book).on_top == {"zhang": Share("12%")}


def test_register_entries_are_those_of_the_register_clauses_where_none_are_stated() -> None:
    book = small_book(head=HEAD.replace('register_entries = ["CallReceived", "VisitReceived"]\n', ""))
    assert book.terms.register_entries == {"VisitReceived"}
