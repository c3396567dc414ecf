"""Whole lives: who the people are and when it happened is no part of a fact pattern, and what was ruled is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from leadledger.disputes.rulings import conflicts, pattern_of, renamed, ruled_deals
from leadledger.errors import LeadledgerError
from leadledger.events import Event, event_from_dict, to_json
from leadledger.events.identity import derive_id
from leadledger.rulebook.answers import Award
from leadledger.rulebook.attribution import Attribution
from leadledger.testing.stories import Story, ruling
from leadledger.testing.strategies import dossiers, histories

NO_NAMES = frozenset({"type", "id", "entry", "occurred_at", "recorded_at"})
CYCLE = 400
"""In years: the calendar repeats after them, days of the week included."""


def retold(story: Story, change: Callable[[str], str]) -> Story:
    """The story with every text in it changed but types and ids."""
    events: list[Event] = []
    for event in story.events:
        fields = json.loads(to_json(event)) | {"id": str(event.id or derive_id(event))}
        told = {name: one if name in {"type", "id", "entry"} else _in(one, change) for name, one in fields.items()}
        events.append(event_from_dict(told))
    return Story(tuple(events), story.rulebook, story.plan)


def _in(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {change(name): _in(one, change) for name, one in value.items()}
    if isinstance(value, list):
        return [_in(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def named_otherwise(story: Story, names: Mapping[str, str], things: str = "other") -> Story:
    """The story of other agents, and of customers, deals, complaints and rulings with other names."""
    there = re.compile(r"([a-z])(\d+)")

    def change(text: str) -> str:
        if text in names:
            return names[text]
        return f"{text}-{things}" if there.fullmatch(text) else text

    return retold(story, change)


def centuries_later(story: Story) -> Story:
    """The story when the calendar is the same again."""
    return retold(story, lambda text: re.sub(r"^20(\d\d-\d\d)", rf"{20 + CYCLE // 100}\1", text))


def answers(story: Story) -> list[Attribution]:
    """What the deals of a story come to, those that can be decided."""
    found: list[Attribution] = []
    for deal in story.deals:
        try:
            found.append(story.decide(deal))
        except LeadledgerError:
            continue
    return found


AGENTS = ("li", "wang", "zhang", "zhao", "sun")
NAMES = st.permutations(AGENTS).map(lambda new: dict(zip(AGENTS, new, strict=True)))


@for_all(histories(), NAMES)
def test_other_names_leave_pattern_and_outcome(story: Story, names: dict[str, str]) -> None:
    before, after = answers(story), answers(named_otherwise(story, names))
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert pattern_of(one).key == pattern_of(other).key
        people = [names.get(person, person) for person in pattern_of(one).people]
        assert people == list(pattern_of(other).people)
        award, again = (Award.of(case.credit, case.commission) for case in (one, other))
        assert renamed(pattern_of(one), award) == renamed(pattern_of(other), again)


@for_all(histories())
def test_other_days_leave_the_pattern(story: Story) -> None:
    before, after = answers(story), answers(centuries_later(story))
    assert [pattern_of(one).key for one in before] == [pattern_of(one).key for one in after]


@for_all(histories())
def test_the_pattern_is_that_of_the_case_before_it_was_ruled_on(story: Story) -> None:
    for one in answers(story):
        assert one.deal is not None
        more = ruling("added", {"zhao": "1"}, {"zhao": "1"}, deal=one.deal, on=f"{one.closed_at.year + 5}-01-01")
        (again,) = [case for case in answers(story.and_then(more)) if case.deal == one.deal]
        assert pattern_of(again).key == pattern_of(one).key


def both(story: Story, names: Mapping[str, str], first: str, second: str) -> list[tuple[str, str]]:
    """The conflicts where a story and the same of others are ruled on, each giving all to one person."""
    other = named_otherwise(story, names)
    year = max(event.occurred_at.year for event in story.events) + 5
    ruled = [
        Story((*tale.events, *ruled_on(deal, who, f"{year}-01-0{day}")), story.rulebook)
        for day, (tale, deal, who) in enumerate([(story, "d1", first), (other, "d1-other", second)], 1)
    ]
    answered = [one for tale in ruled for one in ruled_deals(answers(tale)) if one.ruling.event.ruling.startswith("at")]
    return [(one.first.deal, one.second.deal) for one in conflicts(answered)]


def ruled_on(deal: str, who: str, on: str) -> tuple[Event, ...]:
    said = {"ruling": f"at-{deal}", "deal": deal, "credit": {who: "1"}, "commission": {who: "1"}}
    at = f"{on}T10:00:00+08:00"
    return (event_from_dict({"type": "RulingMade", "reason": "x", "by": "boss", "occurred_at": at, **said}),)


@for_all(dossiers(), NAMES, st.data())
def test_of_two_alike_the_same_ruling_is_no_conflict_and_another_is(
    story: Story, names: dict[str, str], data: st.DataObject
) -> None:
    (case,) = answers(story) or [None]
    assume(case is not None and len(pattern_of(case).people) > 1)
    assert case is not None
    people = pattern_of(case).people
    one, other = data.draw(st.permutations(people))[:2]
    assert both(story, names, one, names.get(one, one)) == []
    assert both(story, names, one, names.get(other, other)) == [("d1", "d1-other")]
