"""Recorded decisions: kept as given out, of one state of the ledger, and changing nothing."""

from __future__ import annotations

import json
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import leadledger as ll
from leadledger.errors import DealUnknown, EntryRefused, TimeNaive
from leadledger.events import DecisionRecorded
from leadledger.testing.money_stories import received
from leadledger.testing.stories import draft, given, visit
from leadledger.values.zones import ZONES_VERSION
from tests.ledger.decisions import DEAL, EARLIER, MARCH, Clock, ledger_of, only
from tests.small_plans import small_plan


def test_what_is_recorded_is_what_decide_prints_and_says_of_which_state() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        head = ledger.head()
        found = ledger.record_decision("d")
        assert found.receipt == (5, found.receipt.id, True)
        (entry,) = [one.event for one in ledger.events() if isinstance(one.event, DecisionRecorded)]
        assert entry.attribution == ledger.decide("d", known_at=MARCH).to_dict("en")
        assert json.dumps(entry.attribution) == json.dumps(found.answer.to_dict("en"))
        assert (entry.deal, entry.known_at, entry.head) == ("d", MARCH, f"{head.size}:{head.root}")
        assert entry.library_version == ll.__version__
        assert entry.details == {"tzdata": ZONES_VERSION}
        assert ledger.verify().ok


def test_a_recorded_decision_changes_no_decision_and_no_books() -> None:
    with ledger_of(given(*DEAL, received("d", "100000.00"))) as ledger:
        before = ledger.decide("d").to_json(), ledger.books(plan=small_plan()).transactions
        ledger.record_decision("d")
        assert (ledger.decide("d").to_json(), ledger.books(plan=small_plan()).transactions) == before
        assert [change.moved for change in ledger.subscribe(after=5, follow=False)] == [()]


def test_decided_again_it_is_the_same_bytes_whatever_comes_in_later() -> None:
    clock = Clock()
    with ledger_of(given(*DEAL), clock) as ledger:
        ledger.record_decision("d")
        for more in (EARLIER, visit("c", "wang"), draft("QuarrelReported", deal="d", agents=["li", "zhang"], by="m")):
            ledger.record([one.model_copy(update={"recorded_at": None}) for one in given(more).events])
        ledger.record_decision("d")
        first, second = ledger.replay()
        assert (first.same, second.same) == (True, True)
        assert first.decision.attribution["owner"] == "li"
        assert second.decision.attribution["owner"] is None


def test_at_a_clock_that_stands_still_nothing_recorded_later_was_known() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        for number in range(3):
            found = ledger.record_decision("d")
            quarrel = draft("QuarrelReported", deal="d", agents=["li"], by=f"m{number}")
            (event,) = given(quarrel).events
            (receipt,) = ledger.record(event.model_copy(update={"recorded_at": None}))
            (entry,) = [one for one in ledger.events() if one.id == receipt.id]
            assert entry.recorded_at > found.decision.known_at
        assert [one.same for one in ledger.replay()] == [True, True, True]


def test_a_past_decision_is_recorded_as_it_would_have_been_made() -> None:
    story = given(*DEAL, draft("QuarrelReported", deal="d", agents=["li"], by="m", on="2026-03-12"))
    at = datetime(2026, 3, 11, tzinfo=UTC)
    with ledger_of(story) as ledger:
        found = ledger.record_decision("d", known_at=at)
        assert found.decision.attribution["owner"] == "li"
        assert found.decision.known_at == at
        assert only(ledger.replay("d")).same
        assert list(ledger.replay("other")) == []


def test_what_is_still_to_come_cannot_be_recorded() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        with pytest.raises(EntryRefused, match="is still to come: expected a time up to now, 2026-03-20T12:00:00"):
            ledger.record_decision("d", known_at=MARCH + timedelta(microseconds=1))
        with pytest.raises(TimeNaive):
            ledger.record_decision("d", known_at=datetime(2026, 3, 11))
        with pytest.raises(DealUnknown):
            ledger.record_decision("d", known_at=datetime(2026, 3, 6, tzinfo=UTC))
        assert ledger.head().size == 4


def test_head_and_known_at_are_of_one_state_while_others_write(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with ll.open(path) as ledger:
        ledger.import_events(given(*DEAL).events)
        stop = threading.Event()

        def write() -> None:
            with ll.open(path) as other:
                number = 0
                while not stop.is_set():
                    number += 1
                    quarrel = draft("QuarrelReported", deal="d", agents=["li"], by=f"m{number}")
                    other.record([one.model_copy(update={"recorded_at": None}) for one in given(quarrel).events])

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for _ in range(15):
                ledger.record_decision("d")
        finally:
            stop.set()
            writer.join()
        replays = list(ledger.replay())
        assert [one.same for one in replays] == [True] * 15
        entries = {one.position: one for one in ledger.events()}
        for one in replays:
            size = int(one.decision.head.split(":")[0])
            assert all((at <= size) == (entry.recorded_at <= one.decision.known_at) for at, entry in entries.items())


def test_no_name_stands_in_what_is_hashed_of_a_recorded_decision(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with ll.open(path) as ledger:
        ledger.import_events(given(*DEAL).events)
        found = ledger.record_decision("d")
        assert "张伟" in json.dumps(found.decision.attribution, ensure_ascii=False)
    with sqlite3.connect(path) as connection:
        (data, personal), *_ = connection.execute("SELECT data, personal FROM event ORDER BY position DESC")
    connection.close()
    assert b'"known_at"' in data
    assert "张伟".encode() not in data
    assert "张伟".encode() in personal
