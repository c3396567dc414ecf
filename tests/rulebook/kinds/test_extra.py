"""The kind ``extra``: somebody is paid beside the award."""

from __future__ import annotations

from hypothesis import given

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, DoesNotApply
from leadledger.rulebook.clauses.extra import extra
from leadledger.values import Share
from tests.rulebook.kinds.meetings import Met, decided, meetings, story
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
WITHOUT = small_book(CLOSER)
WITH = small_book(CLOSER + ON_TOP)


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
    calls = Pattern.parse({"type": "CallReceived"})
    answer = extra(story(told).case("d"), Award.whole("@unassigned"), when=calls, share=Share("12%"))
    assert isinstance(answer, DoesNotApply)
