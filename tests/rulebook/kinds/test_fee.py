"""The kind ``fee``: a fee or a fine for each of certain entries."""

from __future__ import annotations

from hypothesis import given

from tests.rulebook.kinds.meetings import Met, anyhow_book, decided, meetings
from tests.strategies import examples

FINE = """
[[consequence]]
id = "fine"
cite = "E"
use = "fee"
kind = "fine"
when = { type = "CallReceived" }
amount = { amount = "100.00", currency = "CNY" }
"""
RECEIVED = '{ type = "VisitReceived", agent = "same", within = "7 days" }'
EACH = anyhow_book(FINE)
LACKING = anyhow_book(FINE + f"lacking = [{RECEIVED}]")
HAVING = anyhow_book(FINE + f"having = [{RECEIVED}]")
ONCE = anyhow_book(FINE + f'lacking = [{RECEIVED}]\ncount = "once"')


def received_in_time(told: list[Met], place: int) -> bool:
    call = told[place]
    earlier = (met for met in told[:place] if met.kind == "VisitReceived" and met.agent == call.agent)
    return any(met.before - call.before <= 7 for met in earlier)


@examples(60)
@given(told=meetings(10, most=7))
def test_each_call_is_fined_once_unless_what_must_lack_was_entered_before_it(told: list[Met]) -> None:
    each, lacking, having, once = (
        [one.payee for one in decided(told, book).consequences] for book in (EACH, LACKING, HAVING, ONCE)
    )
    calls = [place for place, met in enumerate(told) if met.kind == "CallReceived"]
    assert each == [told[place].agent for place in calls]
    assert lacking == [told[place].agent for place in calls if not received_in_time(told, place)]
    assert having == [told[place].agent for place in calls if received_in_time(told, place)]
    assert once == lacking[:1]


@examples(20)
@given(told=meetings(10))
def test_a_fine_changes_no_share_and_is_always_the_amount_stated(told: list[Met]) -> None:
    before, after = decided(told, anyhow_book()), decided(told, EACH)
    assert (after.owner, after.credit, after.commission) == (before.owner, before.credit, before.commission)
    assert {str(one.figure) for one in after.consequences} <= {"100.00 CNY"}
