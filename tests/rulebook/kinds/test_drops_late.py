"""The kind ``drops-late``: what was recorded too late is as if it had never been made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from leadledger.testing.stories import Draft, call, visit
from tests.rulebook.kinds.tales import VISIT_OR_CALL, case_of, is_a, kind_book, tales
from tests.strategies import examples

DROPS = '[[reading]]\nid = "drops"\ncite = "D"\nuse = "drops-late"\nwhen = { type = "VisitReceived" }\n'
HOUR = timedelta(hours=1)
DELAYS = st.sampled_from((0 * HOUR, 2 * HOUR, 14 * HOUR - HOUR / 60, 14 * HOUR, 37 * HOUR, 38 * HOUR, 100 * HOUR))
WITHIN: dict[str, Callable[[datetime, datetime], bool]] = {
    "0 days": lambda happened, entered: entered.date() == happened.date(),
    "1 day": lambda happened, entered: entered.date() - happened.date() <= timedelta(days=1),
    "2 hours": lambda happened, entered: entered - happened <= 2 * HOUR,
}


@examples(60)
@given(
    told=tales(partial(visit, "c"), partial(call, "c")),
    delays=st.lists(DELAYS, min_size=7, max_size=7),
    within=st.sampled_from(tuple(WITHIN)),
)
def test_the_register_is_that_of_the_story_without_what_was_late(
    told: list[Draft], delays: list[timedelta], within: str
) -> None:
    plain, book = kind_book(VISIT_OR_CALL), kind_book(f'{DROPS}within = "{within}"\n{VISIT_OR_CALL}')
    entered: list[Draft] = []
    kept: list[Draft] = []
    for minute, (one, delay) in enumerate(zip(told, delays, strict=False)):
        happened = datetime.fromisoformat(f"{one.on}T10:{minute:02}+08:00")
        entered.append(replace(one, at=happened.time(), recorded=happened + delay))
        if is_a("CallReceived", one) or WITHIN[within](happened, happened + delay):
            kept.append(entered[-1])
    found, expected = case_of(entered, book, days=30), case_of(kept, plain, days=30)
    assert [one.event for one in found.reading.own] == [one.event for one in expected.reading.own]
    assert [(one.agent, one.opened_on, one.through) for one in found.register.claims] == [
        (one.agent, one.opened_on, one.through) for one in expected.register.claims
    ]
