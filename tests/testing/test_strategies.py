"""Histories by chance: always true, of everything that can happen, the same for the same seed; and they shrink well."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import islice

import pytest
from hypothesis import find, settings
from hypothesis import given as examples_of
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from leadledger.dossier import History
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.library import rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing import Story, strategies
from leadledger.testing.strategies import (
    KINDS,
    agents,
    customers,
    dossiers,
    histories,
    random_dossiers,
    random_histories,
    visits,
)
from tests.strategies import examples

QUICK = settings(max_examples=2_000, database=None, deadline=None, derandomize=True)


@examples(150)
@examples_of(histories(customers=4, deals=3, max_entries=14))
def test_no_history_contradicts_itself_and_its_first_deal_is_closed(story: Story) -> None:
    history = History(story.events)
    assert history.contradictions == []
    assert "d1" in story.deals
    assert set(story.deals) <= {"d1", "d2", "d3"}
    assert set(history.customers()) <= {"c1", "c2", "c3", "c4"}


@examples(60)
@examples_of(dossiers())
def test_a_dossier_is_of_one_deal_and_can_be_decided(story: Story) -> None:
    assert story.deals == ["d1"]
    assert sum(story.decide("d1").credit.values()) == 1
    assert story.dossier("d1").closing.deal == "d1"


def test_everything_happens_and_every_clause_decides() -> None:
    stories = list(islice(random_histories("everything", deals=2), 1_500))
    assert {event.type for story in stories for event in story.events} == set(KINDS)
    book = rulebooks["sales-office"]
    decided = {one.clause.id for story in stories for one in story.decide("d1").because}
    assert {clause.id for clause in (*book.award, *book.sharing)} - decided == set()


def test_what_a_history_is_about_happens_in_it() -> None:
    seen = Counter[str]()
    for story in islice(random_histories(1), 600):
        for event in story.events:
            seen["late"] += event.registered_at > event.occurred_at
            seen["linked after the closing"] += event.type == "CustomersLinked" and event is not story.events[0]
            seen["refunded"] += event.type == "PaymentRefunded"
            seen["decided"] += event.type == "ComplaintDecided"
    assert all(seen[what] > 0 for what in ("late", "linked after the closing", "refunded", "decided"))


def test_the_same_seed_tells_the_same_histories() -> None:
    one, same, other = (list(islice(random_dossiers(seed), 20)) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_without_late_entries_everything_is_entered_when_it_happens() -> None:
    for story in islice(random_histories(3, late=False, kinds=["VisitReceived", "CallReceived"]), 100):
        assert all(event.recorded_at is None for event in story.events)


def test_only_the_kinds_that_are_asked_for_and_at_most_so_many() -> None:
    wanted = ["VisitReceived", "ComplaintFiled", "ComplaintDecided"]
    for story in islice(random_histories(4, kinds=wanted, max_entries=3, agents=2), 200):
        assert {event.type for event in story.events} <= {*wanted, "SubscriptionSigned"}
        assert len(story.events) <= 4
        assert {one for event in story.events for one in (getattr(event, "agent", "li"),)} <= {"zhang", "li"}


def test_under_a_rulebook_both_sides_of_the_end_of_its_windows_are_reached() -> None:
    book = rulebooks["two-month-hold"]
    days = set[timedelta]()
    for story in islice(random_dossiers(5, rulebook=book, late=False), 400):
        times = [event.occurred_at.date() for event in story.events]
        days |= {later - times[0] for later in times}
    assert {timedelta(days=61), timedelta(days=62)} <= days  # two months from 1 March: through 1 May, and the day after


@pytest.mark.parametrize("book", rulebooks.values(), ids=lambda book: book.name)
def test_every_rulebook_is_served_or_refused(book: Rulebook) -> None:
    if book.terms.closes_with == "subscription":
        assert all("d1" in story.deals for story in islice(random_histories(6, rulebook=book), 60))
        return
    with pytest.raises(InvalidArgument, match=f"the deals of rulebook '{book.name}' close with app.OrderPlaced"):
        next(random_dossiers(6, rulebook=book))


def test_under_a_rulebook_whose_deals_close_with_a_contract_one_is_signed() -> None:
    document = {**rulebooks["sales-office"].document}
    book = rulebook_from({**document, "terms": {**document["terms"], "closes_with": "contract"}})
    stories = list(islice(random_histories(7, rulebook=book), 100))
    assert all("d1" in story.deals for story in stories)
    assert stories[0].decide("d1").closed_at


def test_windows_of_hours_end_with_an_instant() -> None:
    book, passed = rulebooks["admissions-staff"], set[timedelta]()  # which speaks of 76 hours of weekdays
    for story in islice(random_dossiers(8, rulebook=book, late=False), 300):
        passed |= {event.occurred_at - story.events[0].occurred_at for event in story.events}
    assert {timedelta(hours=76), timedelta(hours=76, minutes=1)} <= passed


@pytest.mark.parametrize(("clause", "entries"), [("5.1", 2), ("5.3.2", 2), ("5.3.5", 3), ("5.3.6", 3), ("5.4", 2)])
def test_what_fails_shrinks_to_a_short_story(clause: str, entries: int) -> None:
    story = find(dossiers(), lambda one: one.decide("d1").clause == clause, settings=QUICK)
    assert len(story.events) <= entries
    assert set(History(story.events).customers()) == {"c1"}
    assert story.events[0].occurred_at.isoformat() == "2026-03-01T10:00:00+08:00"


def test_the_shortest_story_is_read_at_a_glance() -> None:
    story = find(dossiers(), lambda one: one.decide("d1").clause == "5.1", settings=QUICK)
    assert repr(story) == 'given(\n    visit("c1", "zhang"),\n    subscription("d1", "c1", "zhang"),\n)'


@examples(50)
@examples_of(st.lists(visits(customers=2), min_size=1, max_size=4), agents(count=2), customers(count=2))
def test_visits_go_into_stories(some: list[object], agent: str, customer: str) -> None:
    from leadledger.testing import given, subscription

    story = given(*some, subscription("d", customer, agent))
    assert story.decide("d").status == "final"


@pytest.mark.parametrize(
    ("strategy", "sentence"),
    [
        (histories(customers=0), "customers=0: expected a whole number of at least 1"),
        (histories(deals=True), "deals=True: expected a whole number of at least 1"),
        (histories(max_entries=-1), "max_entries=-1: expected a whole number of at least 0"),
        (histories(kinds=["Nonsense"]), "kinds has 'Nonsense': expected some of VisitReceived, CallReceived"),
        (histories(kinds=[]), "kinds is empty: expected at least one of"),
        (histories(kinds="VisitReceived"), "expected a list of names, such as"),
        (agents(count=0), "count=0"),
        (visits(agents="3"), "agents='3'"),
    ],
)
def test_what_is_no_argument_is_refused_when_drawn_from(strategy: st.SearchStrategy[object], sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        find(strategy, lambda _: True)


def test_a_strategy_shows_its_call() -> None:
    assert repr(histories(customers=2)) == "histories(customers=2)"
    assert repr(visits()) == "visits()"


def test_every_name_is_a_plural_but_those_that_are_no_strategies() -> None:
    names = set(strategies.__all__) - {"KINDS", "money"}
    assert all(name.endswith("s") for name in names)
    assert strategies.__all__ == sorted(strategies.__all__, key=lambda name: (name != "KINDS", name))
