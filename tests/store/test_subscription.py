"""Subscriptions: what is there, then what comes, from this process and others, none left out."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError, ProgrammingError

from leadledger.errors import LedgerClosed
from leadledger.store import sqlite
from leadledger.store.database import Database
from leadledger.store.sqlite import SQLiteDCBRecorder


@pytest.fixture(params=["office.db", ":memory:"])
def recorder(request, tmp_path) -> Iterator[SQLiteDCBRecorder]:
    with Database(request.param if request.param == ":memory:" else tmp_path / request.param) as database:
        yield SQLiteDCBRecorder(database)


def visit(customer: str) -> DCBEvent:
    return DCBEvent("Visited", customer.encode(), [f"customer:{customer}"])


def of_customer(customer: str) -> DCBQuery:
    return DCBQuery([DCBQueryItem(tags=[f"customer:{customer}"])])


def take(subscription, count: int) -> list[int]:
    return [next(subscription).position for _ in range(count)]


def test_a_subscription_gives_what_is_there_then_what_comes(recorder):
    recorder.append([visit("c1"), visit("c2")])
    with recorder.subscribe() as subscription:
        assert take(subscription, 2) == [1, 2]
        recorder.append([visit("c3")])
        recorder.append([visit("c4")])
        assert take(subscription, 2) == [3, 4]


def test_a_subscription_begins_after_a_position_also_one_that_is_yet_to_come(recorder):
    recorder.append([visit("c1"), visit("c2")])
    with recorder.subscribe(after=1) as one, recorder.subscribe(after=3) as other:
        recorder.append([visit("c3"), visit("c4")])
        assert take(one, 3) == [2, 3, 4]
        assert take(other, 1) == [4]


def test_a_subscription_gives_only_what_its_query_matches(recorder):
    with recorder.subscribe(of_customer("c1")) as subscription:
        for _ in range(3):
            recorder.append([visit("c2"), visit("c1")])
            recorder.append([visit("c2")])
        assert take(subscription, 3) == [2, 5, 8]


def test_a_subscription_that_waits_is_woken_by_another_thread(recorder):
    found: list[int] = []
    with recorder.subscribe() as subscription:
        thread = threading.Thread(target=lambda: found.extend(take(subscription, 2)))
        thread.start()
        recorder.append([visit("c1")])
        recorder.append([visit("c2")])
        thread.join()
    assert found == [1, 2]


def test_stopping_ends_a_subscription_that_waits_and_gives_nothing_more(recorder):
    subscription = recorder.subscribe()
    found: list[int] = []
    waiting = threading.Event()

    def follow() -> None:
        for event in subscription:
            found.append(event.position)
            waiting.set()

    thread = threading.Thread(target=follow)
    thread.start()
    recorder.append([visit("c1")])
    waiting.wait()
    subscription.stop()
    thread.join()
    recorder.append([visit("c2")])
    assert found == [1]
    with pytest.raises(StopIteration):
        next(subscription)


def test_what_was_read_ahead_is_not_given_after_stopping(recorder):
    recorder.append([visit("c1"), visit("c2")])
    with recorder.subscribe() as subscription:
        assert take(subscription, 1) == [1]
    assert list(subscription) == []
    with pytest.raises(ProgrammingError):
        subscription.__enter__()


def test_closing_the_ledger_ends_a_subscription_that_waits(recorder):
    ended: list[str] = []
    subscription = recorder.subscribe()
    recorder.append([visit("c1")])
    given = threading.Event()

    def follow() -> None:
        try:
            for _ in subscription:
                given.set()
        except LedgerClosed as closed:
            ended.append(str(closed))

    thread = threading.Thread(target=follow)
    thread.start()
    given.wait()
    recorder.database.close()
    thread.join()
    assert ended == [f"the ledger {recorder.database.path} is closed: open it again"]


def test_many_subscribers_miss_nothing_of_many_writers(recorder):
    found: list[list[int]] = [[] for _ in range(3)]
    subscriptions = [recorder.subscribe() for _ in found]
    followers = [
        threading.Thread(target=lambda mine=mine, one=one: mine.extend(take(one, 60)))
        for mine, one in zip(found, subscriptions, strict=True)
    ]
    writers = [
        threading.Thread(target=lambda: [recorder.append([visit("c1"), visit("c2")]) for _ in range(10)])
        for _ in range(3)
    ]
    for thread in (*followers, *writers):
        thread.start()
    for thread in (*followers, *writers):
        thread.join()
    assert found == [list(range(1, 61))] * 3


ANOTHER = """
import sys
from eventsourcing.dcb.api import DCBEvent
from leadledger.store.database import Database
from leadledger.store.sqlite import SQLiteDCBRecorder

with Database(sys.argv[1], create=False) as database:
    for n in range(int(sys.argv[2])):
        SQLiteDCBRecorder(database).append([DCBEvent("Visited", b"elsewhere", [f"customer:e{n}"])])
"""


def elsewhere(path: Path, count: int) -> subprocess.Popen[bytes]:
    """Another process that appends so many events."""
    return subprocess.Popen([sys.executable, "-c", ANOTHER, str(path), str(count)])


def test_a_subscription_sees_what_another_process_appends(tmp_path):
    path = tmp_path / "office.db"
    with Database(path) as database:
        recorder = SQLiteDCBRecorder(database)
        with recorder.subscribe() as subscription:
            recorder.append([visit("c1")])
            assert take(subscription, 1) == [1]
            other = elsewhere(path, 5)
            found = [next(subscription) for _ in range(5)]
            assert other.wait() == 0
        assert [(event.position, event.event.tags) for event in found] == [
            (n + 2, [f"customer:e{n}"]) for n in range(5)
        ]


def test_a_token_changes_with_every_commit_here_and_elsewhere_and_not_without(tmp_path):
    path = tmp_path / "office.db"
    with Database(path) as database, Database(path) as other:
        token, others = database.token(), other.token()
        assert not database.changed_since(token)
        assert not database.wait(token, 0)
        SQLiteDCBRecorder(database).append([visit("c1")])
        assert database.changed_since(token)
        assert database.wait(token)
        assert other.wait(others)
        token = database.token()
        with database.trial():
            pass
        assert not database.changed_since(token)
        assert elsewhere(path, 1).wait() == 0
        assert database.changed_since(token)
        assert database.wait(token, 0)


def test_waiting_ends_where_the_one_who_waits_has_had_enough(recorder):
    token = recorder.database.token()
    assert not recorder.database.wait(token, until=lambda: True)
    assert not recorder.database.wait(token, 0.01)


def test_a_reader_sees_exactly_the_prefix_there_was_when_it_asked(recorder, monkeypatch):
    monkeypatch.setattr(sqlite, "_PAGE", 3)
    recorder.append([visit(f"c{n % 2}") for n in range(10)])
    everything, some = recorder.read(), recorder.read(of_customer("c1"), after=2)
    found, of_one = [], []
    for event in everything:
        recorder.append([visit("c1")])
        found.append(event.position)
    for event in some:
        recorder.append([visit("c1")])
        of_one.append(event.position)
    assert found == list(range(1, 11))
    assert of_one == [4, 6, 8, 10]
    assert (everything.head, some.head) == (10, 10)


def test_an_unfinished_read_holds_up_nobody(recorder, monkeypatch):
    monkeypatch.setattr(sqlite, "_PAGE", 1)
    recorder.append([visit("c1"), visit("c2")])
    response = recorder.read()
    assert next(response).position == 1
    with recorder.database.writing() as connection:
        connection.execute("UPDATE head SET entered_at = 1")
    if recorder.database.path != ":memory:":
        with recorder.database.reading() as connection:
            assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    assert next(response).position == 2


def test_a_tag_given_twice_is_one_tag_in_an_event_and_in_an_item(recorder):
    recorder.append([DCBEvent("Visited", b"", ["a", "a", "b"])])
    for tags in (["a"], ["a", "a"], ["b", "a", "b"]):
        found = list(recorder.read(DCBQuery([DCBQueryItem(["Visited", "Visited"], tags)])))
        assert [event.event.tags for event in found] == [["a", "a", "b"]]


def test_appending_nothing_is_a_mistake_as_in_the_package(recorder):
    with pytest.raises(ProgrammingError, match="nothing to append"):
        recorder.append([])


def test_a_conflict_names_the_position_and_nothing_is_appended(recorder):
    recorder.append([visit("c1"), visit("c2")])
    with pytest.raises(IntegrityError, match=r"the event at position 2, Visited, matches the append condition"):
        recorder.append([visit("c3")], DCBAppendCondition(of_customer("c2"), after=1))
    assert recorder.read().head == 2
    assert recorder.append([visit("c3")], DCBAppendCondition(of_customer("c2"), after=2)) == 3
