"""The kind ``extra``: somebody is paid beside the award."""

from __future__ import annotations

from hypothesis import given

from tests.rulebook.kinds.meetings import Met, decided, meetings
from tests.small_books import small_book
from tests.strategies import examples

CLOSER = '\n[[award]]\nid = "closer"\ncite = "C"\nrank = 2\nuse = "closer"\n'
ON_TOP = """
[[on_top]]
id = "found"
cite = "E"
use = "extra"
when = { type = "CallReceived" }
share = "12%"
within = "30 days"
"""
NOBODY = '\n[[award]]\nid = "nobody"\ncite = "N"\nrank = 1\nuse = "nobody"\n'
WITHOUT = small_book(CLOSER)
WITH = small_book(CLOSER + ON_TOP)
OWNED_BY_NOBODY = small_book(NOBODY + ON_TOP, first="")


@examples(50)
@given(told=meetings(30))
def test_what_is_on_top_leaves_the_award_as_it_is(told: list[Met]) -> None:
    before, after = decided(told, WITHOUT), decided(told, WITH)
    assert (after.owner, after.credit, after.commission) == (before.owner, before.credit, before.commission)
    called = [met.agent for met in told if met.kind == "CallReceived" and met.before <= 30]
    assert {payee: str(share) for payee, share in after.on_top.items()} == dict.fromkeys(called[:1], "3/25")


@examples(20)
@given(told=meetings(30))
def test_where_nobody_owns_the_customer_nothing_is_on_top(told: list[Met]) -> None:
    assert decided(told, OWNED_BY_NOBODY).on_top == {}
