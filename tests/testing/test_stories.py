"""Stories under a rulebook of one's own."""

from __future__ import annotations

from leadledger.testing.stories import draft, given, subscription, visit
from tests.small_books import FIRST, HEAD, small_book

CLOSER = '[[award]]\nid = "closer"\ncite = "B"\nrank = 2\nuse = "closer"\n'
EVENT = '[event."app.NoticeGiven"]\nfields = { customer = "customer", to = "agent" }\n'
BOOK = small_book(CLOSER + EVENT, head=HEAD.replace("Asia/Shanghai", "America/New_York"), first=FIRST)


def test_days_and_hours_are_those_of_the_books_time_zone() -> None:
    story = given(visit("c", "li", on="2026-03-01", at="23:30"), rulebook=BOOK)
    assert story.events[0].occurred_at.isoformat() == "2026-03-01T23:30:00-05:00"


def test_a_time_of_day_with_an_offset_keeps_it_and_the_story_goes_on_by_the_offices_clocks() -> None:
    story = given(visit("c", "li", on="2026-03-01", at="18:30-08:00"), visit("c", "li"))
    assert [event.occurred_at.isoformat() for event in story.events] == [
        "2026-03-01T18:30:00-08:00",
        "2026-03-03T10:00:00+08:00",
    ]


def test_a_time_of_entry_without_an_offset_is_in_the_books_time_zone() -> None:
    story = given(visit("c", "li", on="2026-03-01", recorded="2026-03-02T09:00"), rulebook=BOOK)
    assert story.events[0].recorded_at is not None
    assert story.events[0].recorded_at.isoformat() == "2026-03-02T09:00:00-05:00"


def test_the_books_own_event_types_are_known() -> None:
    story = given(draft("app.NoticeGiven", customer="c", to="li"), rulebook=BOOK)
    assert story.events[0].type == "app.NoticeGiven"


def test_the_book_decides_its_story() -> None:
    story = given(visit("c", "li"), subscription("d", "c", "wu"), rulebook=BOOK)
    answer = story.decide("d")
    assert (answer.rulebook.name, answer.owner, answer.clause) == ("small", "li", "A")
    assert [claim.agent for claim in story.case("d").good_claims()] == ["li"]


def test_settings_are_put_in_place_in_a_book_that_is_named() -> None:
    story = given(visit("c", "li"), subscription("d", "c", "wu", on="2026-04-20"), rulebook=BOOK)
    assert story.decide("d").owner == "li"
    assert story.decide("d", settings={"visit.hold": {"length": "1 month"}}).owner == "wu"


def test_who_would_own_a_customer_is_asked_at_the_books_time() -> None:
    story = given(visit("c", "li", on="2026-03-01"), rulebook=BOOK)
    assert [story.owner("c", at).owner for at in ("2026-05-01T23:59", "2026-05-02T00:01")] == ["li", None]
