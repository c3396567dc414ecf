"""Entries in one order without gaps, found by tag, type, id and register time."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from leadledger.store.database import Database
from leadledger.store.log import Draft, HeadMoved, Item, Log
from leadledger.store.merkle import leaf_hash, root_of
from leadledger.store.names import Names


@pytest.fixture
def database(tmp_path: Path):
    with Database(tmp_path / "office.db") as database:
        yield database


def append(database: Database, log: Log, *drafts: Draft) -> int:
    with database.writing() as connection:
        return log.append(connection, log.head(connection), drafts).size


def visits(*customers: str) -> list[Draft]:
    return [Draft("Visited", customer.encode(), [f"customer:{customer}"]) for customer in customers]


def test_positions_begin_at_one_and_rows_come_back_in_the_order_asked_for(database):
    log = Log(database)
    assert append(database, log, *visits("c1", "c2", "c3")) == 3
    with database.reading() as connection:
        assert [row.data for row in log.rows(connection, [3, 1, 2, 1])] == [b"c3", b"c1", b"c2", b"c1"]
        assert [row.position for row in log.rows(connection, [1, 2, 3])] == [1, 2, 3]
        assert log.rows(connection, []) == []
        assert [row.data for row in log.scan(connection, 1, 3, 10)] == [b"c2", b"c3"]
        assert [row.data for row in log.scan(connection, 0, 3, 1)] == [b"c1"]


def test_a_position_without_an_entry_is_a_key_error(database):
    log = Log(database)
    append(database, log, *visits("c1"))
    with database.reading() as connection:
        with pytest.raises(KeyError):
            log.rows(connection, [1, 2])
        with pytest.raises(KeyError):
            log.tags(connection, 2)


def test_everything_given_comes_back(database):
    log = Log(database)
    draft = Draft("Visited", b"data", ["b", "a", "b", ""], b"personal", b"i" * 16, b"c" * 16, 5, 7)
    append(database, log, draft)
    with database.reading() as connection:
        row = log.rows(connection, [1])[0]
        assert row == (1, "Visited", b"data", b"personal", 5, 7)
        assert log.positions_of(connection, [b"i" * 16]) == {b"i" * 16: 1}
        assert log.positions_of_content(connection, b"c" * 16) == [1]
        assert log.tags(connection, 1) == ["b", "a", "b", ""]
        leaf = connection.execute("SELECT leaf FROM event").fetchone()[0]
    assert leaf == leaf_hash(b"data")


def test_the_head_has_the_size_the_latest_instants_and_the_root_over_all_entries(database):
    log = Log(database)
    append(database, log, Draft("A", b"1", recorded_at=5, entered_at=7), Draft("A", b"2", recorded_at=4))
    append(database, log, Draft("A", b"3", entered_at=8))
    with database.reading() as connection:
        head = log.head(connection)
    assert (head.size, head.recorded_at, head.entered_at) == (3, 5, 8)
    assert head.frontier.root() == root_of(map(leaf_hash, (b"1", b"2", b"3")))


def test_appending_nothing_changes_nothing(database):
    log = Log(database)
    append(database, log, *visits("c1"))
    assert append(database, log) == 1


def test_nothing_is_appended_after_a_head_that_is_not_the_end(database):
    log, other = Log(database), Log(database)
    append(database, log, *visits("c1"))
    append(database, other, *visits("c2"))
    with database.writing() as connection:
        stale = log.expected_head(connection)
        with pytest.raises(HeadMoved):
            log.append(connection, stale, visits("c3"))
        assert log.head(connection).size == log.append(connection, log.head(connection), []).size == 2
    with database.reading() as connection:
        rows = log.rows(connection, log.positions(connection, []))
    assert (stale.size, [row.data for row in rows]) == (1, [b"c1", b"c2"])


def test_the_expected_head_is_the_one_left_by_the_last_append_that_was_kept(database):
    log = Log(database)
    with database.reading() as connection:
        assert log.expected_head(connection).size == 0
    append(database, log, *visits("c1"))
    with database.trial() as connection:
        log.append(connection, log.expected_head(connection), visits("c2"))
    with database.reading() as connection:
        assert log.expected_head(connection) == log.head(connection)
        assert log.expected_head(connection).size == 1


def test_a_query_of_many_items_gives_each_position_once_in_order(database):
    log = Log(database)
    append(database, log, *[Draft(f"T{n % 3}", b"", [f"customer:c{n}", f"agent:a{n % 5}"]) for n in range(30)])
    query = [Item(tags=(f"customer:c{n}",)) for n in range(0, 30, 2)]
    query += [
        Item(types=("T1",)),
        Item(types=("T2", "T0"), tags=("agent:a1",)),
        Item(tags=("agent:a2", "customer:c27")),
    ]
    expected = [n + 1 for n in range(30) if n % 2 == 0 or n % 3 == 1 or n % 5 == 1 or n == 27]
    with database.reading() as connection:
        assert log.positions(connection, query) == expected
        assert log.positions(connection, query, after=5, upto=20) == [n for n in expected if 5 < n <= 20]
        assert log.positions(connection, query, after=5, limit=4) == [n for n in expected if n > 5][:4]
        assert log.positions(connection, query, after=5, limit=1) == [n for n in expected if n > 5][:1]
        assert log.positions(connection, [], after=28) == log.positions(connection, [Item()], after=28) == [29, 30]
        assert log.positions(connection, query, limit=0) == log.positions(connection, query, after=99) == []


def test_an_item_may_have_thousands_of_tags(database):
    log = Log(database)
    slots = [f"slot:{n}" for n in range(3000)]
    append(database, log, Draft("Booked", b"", slots), Draft("Booked", b"", slots[:-1]))
    with database.reading() as connection:
        assert log.positions(connection, [Item(tags=tuple(slots))]) == [1]
        assert log.positions(connection, [Item(types=("Booked",), tags=tuple(slots[:-1]))]) == [1, 2]


def test_entries_by_register_time_come_page_by_page_with_ties_in_the_order_of_entry(database):
    log = Log(database)
    times = [30, 10, 20, 10, None, 20, 10, 0]
    append(database, log, *[Draft("A", b"", recorded_at=at) for at in times])
    expected = sorted((at, position) for position, at in enumerate(times, 1) if at is not None)
    for limit in (1, 2, 3, 100):
        found: list[tuple[int | None, int]] = []
        beyond = None
        with database.reading() as connection:
            while rows := log.by_register_time(connection, beyond=beyond, upto=8, limit=limit):
                found += [(row.recorded_at, row.position) for row in rows]
                beyond = (rows[-1].recorded_at or 0, rows[-1].position)
        assert found == expected
    with database.reading() as connection:
        assert [row.position for row in log.by_register_time(connection, beyond=None, upto=4, limit=9)] == [2, 4, 3, 1]


def test_an_entry_is_found_by_its_id_and_where_asked_by_what_it_says(database):
    log = Log(database)
    append(
        database, log, Draft("A", b"", id=b"1", content=b"x"), Draft("A", b"", content=b"x"), Draft("A", b"", id=b"x")
    )
    with database.reading() as connection:
        assert log.positions_of(connection, [b"1"]) == {b"1": 1}
        assert log.positions_of(connection, [b"2"]) == {}
        assert log.positions_of(connection, [b"x", b"2", b"1"]) == {b"1": 1, b"x": 3}
        assert log.positions_of_content(connection, b"2") == []
        assert log.positions_of_content(connection, b"x") == [1, 2]
    append(database, log, Draft("A", b"", content=b"y"), Draft("A", b"", content=b"y"))
    with database.reading() as connection:
        assert log.positions_of(connection, [b"y"]) == {}
        assert log.positions_of_content(connection, b"y") == [4, 5]


def test_the_names_of_a_kind_come_in_the_order_of_their_first_mention(database):
    log = Log(database)
    tags = ["deal:z", "deals:no", "customer:c1", "deal:a", "deal:", "deal:a:b", "dea", "deal"]
    append(database, log, Draft("A", b"", tags))
    append(database, log, Draft("A", b"", ["deal:b", "deal:z"]))
    with database.reading() as connection:
        assert log.names(connection, "deal") == ["z", "a", "", "a:b", "b"]


def test_a_name_that_was_rolled_back_is_not_remembered(database):
    log, other = Log(database), Log(database)
    with database.trial() as connection:
        log.append(connection, log.head(connection), visits("lost"))
        assert log.positions(connection, [Item(tags=("customer:lost",))]) == [1]
        assert log.tags(connection, 1) == ["customer:lost"]
    append(database, other, *visits("kept"))
    append(database, log, *visits("lost"))
    with database.reading() as connection:
        for one in (log, other, Log(database)):
            assert one.tags(connection, 1) == ["customer:kept"]
            assert one.tags(connection, 2) == ["customer:lost"]
            assert one.positions(connection, [Item(tags=("customer:lost",))]) == [2]


def test_a_name_that_stood_nowhere_is_found_once_it_stands_somewhere(database):
    with database.writing() as connection:
        log = Log(database)
        head = log.append(connection, log.head(connection), [Draft("Visited", b"1", ["customer:c1"])])
    asked = [Item(tags=("customer:c2",))]
    with database.reading() as connection:
        assert log.positions(connection, asked, upto=1) == []
    other = Log(database)
    with database.writing() as connection:
        other.append(connection, head, [Draft("Visited", b"2", ["customer:c2"])])
    with database.reading() as connection:
        assert log.positions(connection, asked, upto=1) == []
        assert log.positions(connection, asked, upto=2) == [2]


def test_names_of_a_transaction_that_was_undone_stand_nowhere_until_they_are_used_again(database):
    log = Log(database)
    asked = [Item(tags=("customer:c1",))]
    for keep in (False, True):
        with database.writing() if keep else database.trial() as connection:
            log.append(connection, log.head(connection), [Draft("Visited", b"1", ["customer:c1"])])
            assert log.positions(connection, asked, upto=1) == [1]
        with database.reading() as connection:
            assert log.positions(connection, asked, upto=log.size(connection)) == [1][:keep]


def test_names_are_right_also_when_there_are_more_than_are_kept_in_memory(database):
    names = Names("tag", most=3)
    every = [f"customer:{n}" for n in range(600)]
    with database.writing() as connection:
        given = names.intern(connection, every)
        names.settled(True)
    assert sorted(given.values()) == list(range(1, 601))
    with database.reading() as connection:
        assert names.known(connection, [*every, "customer:none"]) == given
        assert [names.name(connection, given[name]) for name in every] == every


def test_threads_append_without_gaps_and_without_losing_any(database):
    log = Log(database)

    def work(agent: int) -> None:
        for n in range(25):
            append(database, log, Draft("Visited", f"{agent}-{n}".encode(), [f"agent:{agent}", f"customer:{n}"]))

    threads = [threading.Thread(target=work, args=(agent,)) for agent in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        rows = log.scan(connection, 0, 1000, 1000)
        assert [row.position for row in rows] == list(range(1, 101))
        assert {row.data for row in rows} == {f"{agent}-{n}".encode() for agent in range(4) for n in range(25)}
        for agent in range(4):
            own = log.rows(connection, log.positions(connection, [Item(tags=(f"agent:{agent}",))]))
            assert [row.data for row in own] == [f"{agent}-{n}".encode() for n in range(25)]
        assert log.head(connection).frontier.root() == root_of(leaf_hash(row.data) for row in rows)


WRITER = """
import sys
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError
from leadledger.store.database import Database
from leadledger.store.sqlite import SQLiteDCBRecorder

path, name = sys.argv[1:]
with Database(path) as database:
    recorder = SQLiteDCBRecorder(database)
    for n in range(30):
        recorder.append([DCBEvent("Visited", name.encode(), [f"agent:{name}", f"visit:{name}:{n}"])])
        closing = DCBEvent("Closed", name.encode(), [f"deal:{n}"])
        try:
            recorder.append([closing], DCBAppendCondition(DCBQuery([DCBQueryItem(tags=[f"deal:{n}"])])))
        except IntegrityError:
            pass
"""


def test_processes_append_without_gaps_and_a_race_for_one_condition_has_one_winner(tmp_path):
    path = tmp_path / "office.db"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in ("a", "b", "c")]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    with Database(path, create=False) as database, database.reading() as connection:
        log = Log(database)
        rows = log.scan(connection, 0, 1000, 1000)
        assert [row.position for row in rows] == list(range(1, 121))
        for n in range(30):
            assert len(log.positions(connection, [Item(tags=(f"deal:{n}",))])) == 1
        for name in ("a", "b", "c"):
            assert len(log.positions(connection, [Item(types=("Visited",), tags=(f"agent:{name}",))])) == 30
        assert log.head(connection).frontier.root() == root_of(leaf_hash(row.data) for row in rows)
