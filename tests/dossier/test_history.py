"""A history: register order, ids, repeats, and what a striking does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from leadledger.dossier import History
from leadledger.errors import HistoryContradiction, TimeNaive
from leadledger.events import derive_id
from leadledger.events.pattern import Pattern
from leadledger.importing.lines import Line, Place
from leadledger.testing.stories import (
    Story,
    call,
    given,
    household,
    joined,
    registered,
    ruling,
    struck,
    subscription,
    visit,
)

ONE = str(UUID(int=1))


def order(story: Story) -> list[str]:
    return [getattr(fact.event, "agent", fact.event.type) for fact in History(story.events).facts]


def test_facts_stand_by_register_time() -> None:
    assert order(given(call("c", "late", recorded="2026-03-03T10:00"), call("c", "early"))) == ["early", "late"]


def test_ties_stand_as_in_the_history() -> None:
    assert order(given(call("c", "b"), call("c", "a", at="10:00"))) == ["b", "a"]


def test_register_times_are_compared_as_instants() -> None:
    story = given(
        call("c", "later", recorded="2026-03-01T12:00+08:00"), call("c", "sooner", recorded="2026-03-01T03:59+00:00")
    )
    assert order(story) == ["sooner", "later"]


def test_an_equal_entry_is_one_fact_and_reported() -> None:
    story = given(call("c", "li"), call("c", "li", at="10:00"))
    history = History(story.events)
    assert len(history.facts) == 1
    assert [(fact.place, place) for fact, place in history.repeats] == [("entry 1", "entry 2")]


def test_entries_alike_but_for_personal_fields_are_two_facts() -> None:
    story = given(call("c", "li", phone="13800000001"), call("c", "li", phone="13800000002", at="10:00"))
    assert len({fact.id for fact in History(story.events).facts}) == 2


def test_ids_derived_are_numbered_among_entries_alike_but_for_personal_fields() -> None:
    story = given(*(call("c", "li", at="10:00", phone=f"1380000000{number}") for number in range(3)))
    ids = [fact.id for fact in History(story.events).facts]
    assert ids == [derive_id(event, number) for number, event in enumerate(story.events)]


def test_an_entry_given_again_with_what_goes_without_saying_is_one_fact() -> None:
    (told,) = given(call("c", "li")).events
    stated = told.model_copy(update={"id": derive_id(told), "recorded_at": told.occurred_at})
    assert len(History([told, stated]).facts) == len(History([stated, told]).facts) == 1


def test_one_id_on_two_contents_is_refused_with_both_places() -> None:
    story = given(call("c", "li", id=ONE), visit("c", "li", id=ONE))
    with pytest.raises(HistoryContradiction, match=r"two entries of different content: entry 1 and entry 2") as refusal:
        History(story.events)
    assert refusal.value.places == ("entry 1", "entry 2")


def test_places_are_named_as_given() -> None:
    story = given(call("c", "li", id=ONE), visit("c", "li", id=ONE))
    with pytest.raises(HistoryContradiction, match=r"a.jsonl:1 and b.jsonl:7"):
        History(story.events, places=["a.jsonl:1", "b.jsonl:7"])


def test_lines_of_a_file_are_named_by_their_places() -> None:
    (told,) = given(call("c", "li")).events
    (fact,) = History.of([Line(told, Place("a.jsonl", line=7))], known_at=told.occurred_at).facts
    assert fact.place == "a.jsonl, line 7"


def test_what_is_recorded_later_is_not_known() -> None:
    story = given(call("c", "li"), call("c", "zhang", recorded="2026-03-05T10:00"))
    known = History(story.events, known_at=story.events[0].occurred_at)
    assert [fact.event.agent for fact in known.facts] == ["li"]
    assert known.known_at == story.events[0].occurred_at
    assert History.of_facts(known.facts, known_at=known.known_at).known_at == known.known_at


def test_a_history_of_facts_repeats_nothing() -> None:
    assert History.of_facts(History(given(call("c", "li")).events).facts).repeats == []


def test_the_names_of_agents_and_customers_are_the_last_ones_entered() -> None:
    wed = registered("c", "li", name="Chen Wei")
    first = (joined("li", "Li Na"), registered("c", "li", name="Chen"), registered("x", "li"))
    story = given(*first, wed, joined("li", "Li Nan"))
    assert History(story.events).names == {"li": "Li Nan", "c": "Chen Wei"}


def test_customers_and_deals_are_those_that_entries_name() -> None:
    history = History(given(subscription("d", "c", "li"), ruling("r", {"li": "1"}, {"li": "1"}, deal="d")).events)
    assert (history.customers(), history.deals()) == (["c"], ["d"])
    assert [fact.type for fact in history.of_deal("d")] == ["SubscriptionSigned", "RulingMade"]
    assert list(history.of_deal("e")) == list(history.about("x")) == []


def test_a_striking_is_known_from_its_entry_and_is_not_struck() -> None:
    two = str(UUID(int=2))
    story = given(call("c", "li", id=ONE), struck(ONE, id=two), struck(two))
    assert UUID(ONE) in History(story.events).struck
    assert UUID(ONE) not in History(story.events, known_at=story.events[0].occurred_at).struck


def test_a_time_to_know_at_needs_an_offset() -> None:
    with pytest.raises(TimeNaive, match="^known_at 2026-03-01T00:00:00 has no offset"):
        History([], known_at=datetime(2026, 3, 1))


def test_entries_after_one_that_repeats_another_are_read_as_well() -> None:
    assert order(given(call("c", "li"), call("c", "li", at="10:00"), call("c", "zhang"))) == ["li", "zhang"]


def test_a_fact_is_told_by_its_place_its_type_and_its_id() -> None:
    (fact,) = History(given(call("c", "li", id=ONE)).events, places=["a.jsonl:1"]).facts
    assert str(fact) == f"a.jsonl:1 (CallReceived {ONE})"
    assert str(replace(fact, place=None)) == f"entry (CallReceived {ONE})"


def test_an_entry_read_anew_keeps_the_digest_of_what_was_entered() -> None:
    (fact,) = History(given(visit("c", "li", named=["zhang"])).events).facts
    again = fact.reread(fact.event.model_copy(update={"named": ()}))
    assert (again.id, again.order, again.place, again.digest) == (fact.id, fact.order, fact.place, fact.digest)


def test_customers_are_known_who_are_only_linked_to_others() -> None:
    history = History(given(household("c", "kin")).events)
    assert history.customers() == ["c", "kin"]
    assert [history.speaks_of(customer) for customer in ("kin", "nobody")] == [True, False]


def test_what_a_pattern_means_are_the_entries_like_it_that_stand() -> None:
    told = given(visit("c", "li", id=ONE), visit("c", "zhang"), visit("x", "li"), struck(ONE))
    found = History(told.events).matching(Pattern.parse({"type": "VisitReceived", "agent": "li"}))
    assert [fact.event.customer for fact in found] == ["x"]  # type: ignore[attr-defined]
