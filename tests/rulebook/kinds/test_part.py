"""The kind ``part``: those whom certain entries name have a part."""

from __future__ import annotations

from hypothesis import given

from tests.rulebook.kinds.meetings import Met, decided, meetings
from tests.small_books import small_book
from tests.strategies import examples

CALLS = """
[[sharing]]
id = "calls"
cite = "S1"
use = "part"
when = { type = "CallReceived" }
share = "1/4"
within = "7 days"
"""
LATEST_VISIT = """
[[sharing]]
id = "visits"
cite = "S2"
use = "part"
when = { type = "VisitReceived" }
pick = "latest"
share = "1/3"
"""
CLOSER = '\n[[award]]\nid = "closer"\ncite = "C"\nrank = 2\nuse = "closer"\n'
WITHOUT = small_book(CLOSER)
IN_TIME = small_book(CLOSER + CALLS)
COMMISSION = small_book(CLOSER + CALLS + LATEST_VISIT)
BOTH = small_book(CLOSER + CALLS + 'of = "both"' + LATEST_VISIT + 'of = "both"')


@examples(60)
@given(told=meetings(7))
def test_shares_sum_to_one_and_nobody_but_the_owner_has_less_than_without_it(told: list[Met]) -> None:
    before, after, both = (decided(told, book) for book in (WITHOUT, COMMISSION, BOTH))
    assert sum(after.commission.values()) == sum(both.credit.values()) == 1
    assert after.credit == before.credit
    assert both.credit == both.commission == after.commission
    assert before.owner == after.owner
    for agent in after.commission:
        less = after.commission[agent] < before.commission.get(agent, 0)
        assert not less or agent == before.owner


@examples(40)
@given(told=meetings(7))
def test_who_called_in_time_has_a_part_and_who_did_not_has_none(told: list[Met]) -> None:
    answer = decided(told, IN_TIME)
    called = {met.agent for met in told if met.kind == "CallReceived" and met.before <= 7} - {answer.owner}
    assert set(answer.commission) - {answer.owner} == called
    assert len({answer.commission[agent] for agent in called}) <= 1
