"""A story is written as the call that tells it again, and read back it is the same story."""

from __future__ import annotations

from hypothesis import given as examples_of

from leadledger.events import event_from_dict
from leadledger.rulebook.library import rulebooks
from leadledger.testing import Story, follow_up, given, minutes, released, stories, subscription, visit
from leadledger.testing.strategies import histories
from tests.strategies import examples

BUILDERS = {name: getattr(stories, name) for name in stories.__all__}


def read_back(story: Story) -> Story:
    return eval(repr(story), dict(BUILDERS))


@examples(100)
@examples_of(histories())
def test_any_history_read_back_is_the_same(story: Story) -> None:
    assert read_back(story) == story


def test_only_what_a_builder_would_not_fill_in_is_written() -> None:
    story = given(
        visit("c", "zhang", on="2026-03-02"),
        follow_up("c", "zhang", at="18:30"),
        follow_up("c", "zhang", reached=None, recorded="2026-03-05T08:00:01"),
        subscription("d", "c", "li", unit="A-1"),
        released("B-2", "100.00"),
        minutes({"c": "li"}),
    )
    assert repr(story).splitlines() == [
        "given(",
        '    visit("c", "zhang", on="2026-03-02"),',
        '    follow_up("c", "zhang", at="18:30"),',
        '    follow_up("c", "zhang", reached=None, recorded="2026-03-05T08:00:01"),',
        '    subscription("d", "c", "li", unit="A-1"),',
        '    draft("UnitReleased", unit="B-2", list_price={"amount": "100.00", "currency": "CNY"}),',
        '    draft("MeetingMinuted", date="2026-03-01", entries=[{"customer": "c", "agent": "li"}], by="manager"),',
        ")",
    ]
    assert read_back(story) == story


def test_a_story_under_a_rulebook_names_it() -> None:
    assert repr(given(rulebook=rulebooks["sales-office"])) == "given(\n    rulebook=<sales-office 1>,\n)"
    assert repr(given()) == "given()"


def test_times_of_other_zones_are_told_in_the_offices() -> None:
    there = event_from_dict(
        {"type": "CallReceived", "customer": "c", "agent": "li", "occurred_at": "2026-03-01T02:00:00Z"}
    )
    assert given(there).told() == '1  2026-03-01 10:00  call("c", "li")'


def test_an_entry_without_its_times_is_written_as_its_builder() -> None:
    assert repr(visit("c", "zhang", declined=["li"], on="2026-03-02")) == (
        'visit("c", "zhang", declined=["li"], on="2026-03-02")'
    )
