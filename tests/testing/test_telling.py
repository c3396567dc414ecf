"""Stories told by chance speak of what the document reads, and of nothing else."""

from __future__ import annotations

from random import Random

import pytest

from leadledger.dossier import History
from leadledger.events import CustomerRegistered, Event, FollowUpLogged, parse_event, to_json
from leadledger.rulebook.library import rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.checking.search import look
from leadledger.testing.checking.telling import Teller
from leadledger.testing.checking.vocabulary import vocabulary_of
from tests.small_books import HEAD, small_book

REACHED = """
[[register]]
id = "reached"
cite = "F"
use = "renews"
when = { type = "FollowUpLogged", channel = "meeting" }
"""


def told(book: Rulebook, stories: int = 300) -> list[tuple[Event, ...]]:
    teller, chance = Teller(book), Random(7)
    return [story for _ in range(stories) if (story := teller.by_chance(chance)) is not None]


@pytest.mark.parametrize("book", [rulebooks["sales-office"], small_book()], ids=["the seed's", "a small one"])
def test_every_story_is_made_of_entries_that_a_register_takes(book: Rulebook) -> None:
    for story in told(book):
        assert [parse_event(to_json(event)) for event in story] == list(story)


def test_one_deal_closes_once_in_every_story() -> None:
    for story in told(rulebooks["sales-office"]):
        assert [event.type for event in story].count("SubscriptionSigned") == 1


def test_most_stories_contradict_nothing() -> None:
    stories = told(rulebooks["sales-office"])
    assert sum(not History(story).contradictions for story in stories) > len(stories) * 0.9


def test_only_what_the_document_reads_is_told() -> None:
    types = {event.type for story in told(small_book()) for event in story}
    assert types == {"CallReceived", "VisitReceived", "SubscriptionSigned"}


def test_a_field_that_a_pattern_asks_for_is_told_with_that_value_and_with_others() -> None:
    follow_ups = [event for story in told(small_book(head=HEAD + REACHED)) for event in story]
    channels = {event.channel for event in follow_ups if isinstance(event, FollowUpLogged)}
    assert {"meeting", "phone", None} <= channels


def test_personal_fields_are_left_out_unless_the_document_names_them() -> None:
    entries = [event for story in told(rulebooks["sales-office"]) for event in story]
    assert all(event.name is None for event in entries if isinstance(event, CustomerRegistered))


def test_days_stand_on_both_sides_of_the_end_of_a_window() -> None:
    gaps = {
        (story[-1].occurred_at.date() - story[0].occurred_at.date()).days
        for story in told(small_book(head=HEAD.replace('length = "2 months"', 'length = "10 days"')), 600)
        if len(story) == 2
    }
    assert {0, 1, 10, 11} <= gaps


def test_a_story_like_another_has_entries_of_its_types_only() -> None:
    story = next(one for one in told(rulebooks["sales-office"]) if len(one) == 3)
    teller, chance = Teller(rulebooks["sales-office"], like=story), Random(1)
    types = {event.type for event in story}
    assert {event.type for _ in range(50) for event in teller.by_chance(chance) or ()} <= types


def test_what_most_clauses_read_is_told_most() -> None:
    assert vocabulary_of(rulebooks["sales-office"]).types[0].__name__ == "VisitReceived"


DECLARED = """
[event."app.NoticeGiven"]
fields = { customer = "customer", to = "agent", registration = "reference", moment = ["door", "during"], why = "text?" }

[event."app.OrderPlaced"]
fields = { deal = "deal", buyer = "customer", closer = "agent", code = "word?" }

[[register]]
id = "notice"
cite = "N"
use = "opens"
when = { type = "app.NoticeGiven", moment = "during" }
to = "to"
hold = { length = "7 days" }
"""


def declaring_book() -> Rulebook:
    head = HEAD.replace('closes_with = "subscription"', 'closes_with = { type = "app.OrderPlaced" }')
    return small_book(head=head + DECLARED)


def test_declared_entries_are_told_and_close_deals() -> None:
    stories = told(declaring_book())
    entries = [event for story in stories for event in story]
    assert all([event.type for event in story].count("app.OrderPlaced") == 1 for story in stories)
    notices = [event.model_dump() for event in entries if event.type == "app.NoticeGiven"]
    assert {notice["moment"] for notice in notices} == {"door", "during"}
    assert {notice["registration"] for notice in notices} == {"1", "2"}


def test_a_clause_that_reads_a_declared_entry_decides_in_some_of_them() -> None:
    looked = look(declaring_book(), stories=300)
    assert looked.stories > 200
    assert looked.decided["notice"] > 0
    assert looked.decided["first"] > 0
