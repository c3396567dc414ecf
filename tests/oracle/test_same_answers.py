"""The library and a second implementation, written from the rules alone, give the same answers."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.errors import DealNotClosed, DealUnknown
from leadledger.ledger import decide
from leadledger.rulebook.library import load_rulebook
from leadledger.rulebook.rulebook import Rulebook
from tests.lives import Entry, recorded_at, tell
from tests.oracle.answer import oracle
from tests.oracle.facts import NotClosed, Terms
from tests.scenarios.reading import STORIES, Told
from tests.strategies import deals, examples, histories, read

ASKED = ("owner", "credit", "commission", "clause", "status")
DEEP = settings.get_current_profile_name() == "deep"
OTHERWISE: dict[str, tuple[object, str, object]] = {
    "terms.validity": ("1 month", "validity", 1),
    "terms.wish_validity": ("1 month", "wish_validity", 1),
    "terms.validity_tested_at": ("decisive-visit", "tested_at", "decisive-visit"),
    "terms.renewed_by_follow_up": (True, "renewed_by_follow_up", True),
    "terms.search_prior_claims": ("automatic", "search", "automatic"),
    "terms.closes_with": ("contract", "closes_with", "contract"),
    "terms.timezone": ("America/New_York", "timezone", "America/New_York"),
    "declined.share": ("30%", "declined", "3/10"),
    "asked-for.share": ("1/4", "asked_for", "1/4"),
    "forgot.share": ("1/3", "forgot", "1/3"),
    "help.share": ("1/10", "help_of_any_day", "1/10"),
    "help-of-the-day.share": ("2/5", "help_of_the_day", "2/5"),
}


def ours(history: list[Entry], deal: str, known_at: str | None, book: Rulebook | None) -> str:
    at = None if known_at is None else datetime.fromisoformat(known_at)
    try:
        answer = decide(read(history), deal, known_at=at, rulebook=book).to_dict()
    except (DealNotClosed, DealUnknown):
        return "not closed"
    return json.dumps({name: answer[name] for name in ASKED})


def theirs(history: list[Entry], deal: str, known_at: str | None, terms: Terms | None) -> str:
    try:
        return json.dumps(oracle(history, deal, known_at, terms))
    except NotClosed:
        return "not closed"


@cache
def changed(names: tuple[str, ...]) -> tuple[Rulebook, Terms]:
    """A rulebook and the oracle's terms with the same things changed."""
    fields: dict[str, Any] = {OTHERWISE[name][1]: OTHERWISE[name][2] for name in names}
    return load_rulebook("sales-office", {name: OTHERWISE[name][0] for name in names}), Terms(**fields)


def with_contracts(history: list[Entry], choose: Any) -> list[Entry]:
    """The history with the contracts of its deals, signed some time after the last entry."""
    at = datetime.fromisoformat(history[-1]["occurred_at"])
    contracts = []
    signed = {entry["deal"] for entry in history if entry["type"] == "ContractSigned"}
    for deal in deals(history):
        if deal in signed:
            continue
        at += choose((timedelta(0), timedelta(hours=7), timedelta(days=3), timedelta(days=40)))
        contracts.append({"type": "ContractSigned", "deal": deal, "occurred_at": at.isoformat()})
    return [*history, *contracts]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_the_oracle_passes_the_stories_itself(story: Told) -> None:
    answer = oracle(story.history, story.deal, story.known_at)
    assert json.dumps({name: answer[name] for name in story.expect}) == json.dumps(story.expect)


@examples(120)
@given(history=histories(), data=st.data())
def test_same_answers_about_lives(history: list[Entry], data: st.DataObject) -> None:
    known_at = data.draw(st.sampled_from([None, *(recorded_at(entry).isoformat() for entry in history)]))
    for deal in deals(history):
        assert ours(history, deal, known_at, None) == theirs(history, deal, known_at, None)


@examples(60)
@given(history=histories(), names=st.sets(st.sampled_from(sorted(OTHERWISE)), min_size=1, max_size=3), data=st.data())
def test_same_answers_under_other_terms(history: list[Entry], names: set[str], data: st.DataObject) -> None:
    book, terms = changed(tuple(sorted(names)))
    if "terms.closes_with" in names:
        history = with_contracts(history, lambda options: data.draw(st.sampled_from(options)))
    for deal in deals(history):
        assert ours(history, deal, None, book) == theirs(history, deal, None, terms)


@pytest.mark.parametrize("batch", range(40 if DEEP else 3))
def test_same_answers_about_lives_in_bulk(batch: int) -> None:
    for number in range(1000 if DEEP else 300):
        chance = random.Random(f"{batch} {number}")
        history = tell(chance)
        for deal in deals(history):
            assert ours(history, deal, None, None) == theirs(history, deal, None, None), (batch, number)
