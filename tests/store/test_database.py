"""Who may read and write a ledger's file when, and what happens when that goes wrong."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from leadledger.errors import LedgerClosed, LedgerRefused
from leadledger.store import copying, opening
from leadledger.store.database import Database
from leadledger.store.log import Draft, Item, Log
from leadledger.store.merkle import leaf_hash, root_of


@pytest.fixture(params=["office.db", ":memory:"])
def database(request, tmp_path) -> Iterator[Database]:
    with Database(request.param if request.param == ":memory:" else tmp_path / request.param) as database:
        yield database


@pytest.fixture
def on_disk(tmp_path) -> Iterator[Database]:
    with Database(tmp_path / "office.db") as database:
        yield database


def append(database: Database, *data: bytes, log: Log | None = None) -> int:
    log = log or Log(database)
    with database.writing() as connection:
        drafts = [Draft("Visited", one, ["customer:c1"]) for one in data]
        return log.append(connection, log.head(connection), drafts).size


def size(database: Database) -> int:
    with database.reading() as connection:
        return Log(database).size(connection)


def in_a_thread(call):
    """What *call* returns, or the exception it raises, in another thread."""
    answers = []

    def run() -> None:
        try:
            answers.append(call())
        except Exception as error:  # noqa: BLE001
            answers.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return answers[0]


def test_what_is_committed_is_there_when_the_file_is_opened_again(tmp_path):
    with Database(tmp_path / "office.db") as database:
        append(database, b"1", b"2")
    with Database(str(tmp_path / "office.db")) as database:
        assert size(database) == 2
    assert [found.name for found in tmp_path.iterdir()] == ["office.db"]


def test_commits_are_on_the_disk_when_they_return(on_disk):
    with on_disk.writing() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def interrupted(database: Database) -> None:
    log = Log(database)
    with database.writing() as connection:
        log.append(connection, log.head(connection), [Draft("Visited", b"2")])
        raise KeyboardInterrupt


def test_an_exception_inside_a_transaction_leaves_nothing(database):
    append(database, b"1")
    with pytest.raises(KeyboardInterrupt):
        interrupted(database)
    assert size(database) == 1
    assert append(database, b"2") == 2


def test_a_trial_sees_what_it_wrote_and_leaves_nothing(database):
    log = Log(database)
    with database.trial() as connection:
        log.append(connection, log.head(connection), [Draft("Visited", b"1")])
        assert size(database) == 1
    assert size(database) == 0


def test_reading_inside_writing_sees_what_is_not_committed_yet_and_other_threads_do_not(on_disk):
    log = Log(on_disk)
    with on_disk.writing() as connection:
        log.append(connection, log.head(connection), [Draft("Visited", b"1")])
        assert size(on_disk) == 1
        assert in_a_thread(lambda: size(on_disk)) == 0
    assert in_a_thread(lambda: size(on_disk)) == 1


def test_a_transaction_inside_a_transaction_is_a_mistake_and_undoes_both(database):
    with pytest.raises(RuntimeError, match="already open"), database.writing(), database.writing():
        pass
    assert append(database, b"1") == 1


def test_everyone_who_asks_hears_how_a_transaction_ended(database):
    heard: list[bool] = []
    database.when_settled(heard.append)
    append(database, b"1")
    with database.trial():
        pass
    with pytest.raises(ValueError, match="mine"), database.writing():
        raise ValueError("mine")
    assert heard == [True, False, False]


def test_a_connection_ends_with_its_thread(on_disk):
    append(on_disk, b"1")
    assert [in_a_thread(lambda: size(on_disk)) for _ in range(20)] == [1] * 20
    gc.collect()
    assert len(on_disk._held._readers) <= 1


def test_one_ledger_serves_many_threads(database):
    log = Log(database)

    def work() -> None:
        for n in range(10):
            append(database, b"%d" % n, log=log)
            with database.reading() as connection:
                positions = log.positions(connection, [Item(tags=("customer:c1",))])
                assert positions == list(range(1, len(positions) + 1))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert size(database) == 40


def test_closing_twice_does_nothing_and_later_use_is_refused_in_one_sentence(database):
    log = Log(database)
    token = database.token()
    database.close()
    database.close()
    uses = [
        lambda: size(database),
        lambda: append(database, b"1", log=log),
        database.token,
        lambda: database.changed_since(token),
        lambda: database.wait(token),
        lambda: database.backup("elsewhere.db"),
    ]
    for use in uses:
        with pytest.raises(LedgerClosed, match=f"the ledger {database.path} is closed: open it again"):
            use()


def test_a_connection_kept_beyond_closing_is_refused_as_closed(database):
    with database.reading() as connection:
        database.close()
        with pytest.raises(sqlite3.ProgrammingError):
            connection.execute("SELECT 1")
    with pytest.raises(LedgerClosed):
        size(database)


def test_a_ledger_closed_while_it_is_read_is_refused_as_closed(database):
    def read_on() -> None:
        with database.reading() as connection:
            database.close()
            connection.execute("SELECT 1")

    with pytest.raises(LedgerClosed):
        read_on()


def test_closing_waits_for_the_transaction_under_way(on_disk):
    log = Log(on_disk)
    with on_disk.writing() as connection:
        closing = threading.Thread(target=on_disk.close)
        closing.start()
        while not on_disk._closed:
            pass
        log.append(connection, log.head(connection), [Draft("Visited", b"1")])
    closing.join()
    with Database(on_disk.path) as again:
        assert size(again) == 1


def test_a_writer_that_waits_too_long_is_refused_in_one_sentence(on_disk):
    with Database(on_disk.path, patience_seconds=0) as other:
        with on_disk.writing(), pytest.raises(LedgerRefused, match="stayed locked by another writer for too long"):
            append(other, b"1")
        assert append(other, b"1") == 1


def test_a_full_disk_is_one_sentence_and_leaves_nothing_half_done(database):
    append(database, b"1")
    log = Log(database)
    with database.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    drafts = [Draft(f"T{n}", b"x" * 10_000, [f"customer:new{n}"]) for n in range(5)]
    for _ in range(3):
        with (
            pytest.raises(LedgerRefused, match="the disk that holds .* is full: nothing was recorded"),
            database.writing() as connection,
        ):
            log.append(connection, log.head(connection), drafts)
    assert size(database) == 1
    with database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    assert append(database, b"2", log=log) == 2
    with database.reading() as connection:
        assert [row.type for row in log.scan(connection, 0, 9, 9)] == ["Visited", "Visited"]
        assert connection.execute("SELECT name FROM tag").fetchall() == [("customer:c1",)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_cannot_be_written_is_one_sentence(database):
    with database.reading() as connection:
        connection.execute("PRAGMA query_only = ON")
    with (
        pytest.raises(LedgerRefused, match="cannot be written: it, or the folder it is in, is read-only"),
        database.reading() as connection,
    ):
        connection.execute("UPDATE head SET size = 1")


def test_mistakes_of_the_library_are_not_dressed_up_as_refusals(database):
    with pytest.raises(sqlite3.OperationalError, match="no such table"), database.reading() as connection:
        connection.execute("SELECT * FROM photos")
    with pytest.raises(sqlite3.IntegrityError), database.writing() as connection:
        connection.execute("INSERT INTO tag VALUES (1, NULL)")


def test_a_ledger_that_others_are_reading_is_switched_to_a_log_when_they_are_done(database, tmp_path, monkeypatch):
    append(database, b"0")
    database.backup(tmp_path / "copy.db")
    reader = sqlite3.connect(tmp_path / "copy.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM head").fetchall()
    with pytest.raises(LedgerRefused, match=r"copy.db stayed locked"):
        Database(tmp_path / "copy.db", patience_seconds=0)
    monkeypatch.setattr("leadledger.store.opening.time.sleep", lambda seconds: reader.execute("ROLLBACK"))
    monkeypatch.setattr("leadledger.store.opening.connect", impatient(opening.connect))
    assert check(tmp_path / "copy.db") == 1
    reader.close()


def impatient(connect):
    """Let SQLite itself not wait, so that it is we who do."""
    return lambda path, *, patience_seconds, **how: connect(path, patience_seconds=0, **how)


def test_a_copy_that_cannot_be_written_can_be_read(database, tmp_path):
    append(database, b"0")
    database.backup(tmp_path / "copy.db")
    connection = sqlite3.connect(f"{(tmp_path / 'copy.db').as_uri()}?mode=ro", uri=True, isolation_level=None)
    opening.prepare(connection, "copy.db", patience_seconds=0)
    assert connection.execute("SELECT size FROM head").fetchone() == (1,)
    connection.close()


FORK = """
import os, sys
from leadledger.errors import LedgerRefused
from leadledger.store.database import Database
from leadledger.store.log import Draft, Log

database = Database(sys.argv[1])
log = Log(database)

def append(data):
    with database.writing() as connection:
        return log.append(connection, log.head(connection), [Draft("Visited", data, ["by:" + data.decode()])]).size

assert append(b"parent") == 1
with database.reading() as connection:
    assert log.size(connection) == 1
child = os.fork()
if not child:
    try:
        if sys.argv[1] == ":memory:":
            try:
                append(b"child")
            except LedgerRefused as refused:
                assert "belongs to the process that this one was forked from" in str(refused)
            else:
                os._exit(1)
        else:
            assert append(b"child") == 2
            with database.reading() as connection:
                assert log.tags(connection, 2) == ["by:child"]
        database.close()
    except BaseException as error:
        print(repr(error))
        os._exit(1)
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
last = append(b"parent again")
with database.reading() as connection:
    print(last, [row.data.decode() for row in log.scan(connection, 0, 9, 9)])
database.close()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
@pytest.mark.parametrize(
    ("name", "expected"),
    [("office.db", "3 ['parent', 'child', 'parent again']"), (":memory:", "2 ['parent', 'parent again']")],
)
def test_a_forked_child_opens_connections_of_its_own(tmp_path, name, expected):
    path = name if name == ":memory:" else str(tmp_path / name)
    done = subprocess.run([sys.executable, "-c", FORK, path], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == (expected, 0), done.stderr


def test_a_fork_inside_a_transaction_leaves_the_parent_s_transaction_alone(tmp_path):
    script = FORK.split('assert append(b"parent")', maxsplit=1)[0] + (
        "with database.writing() as connection:\n"
        "    log.append(connection, log.head(connection), [Draft('Visited', b'1')])\n"
        "    child = os.fork()\n"
        "    if child:\n"
        "        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0\n"
        "if not child:\n"
        "    os._exit(0)\n"
        "with database.reading() as connection:\n"
        "    print(log.size(connection))\n"
        "database.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "office.db")], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("1", 0), done.stderr


def test_the_file_stays_locked_while_the_same_process_looks_at_it_again(tmp_path):
    """Another process must not take the file for unused, and clear its log away."""
    path = tmp_path / "office.db"
    other = [
        sys.executable,
        "-c",
        "import sys; from leadledger.store.database import Database; Database(sys.argv[1]).close()",
    ]
    with Database(path) as database:
        append(database, b"1")
        Database(path).close()
        assert opening.begins_as_database(path)
        subprocess.run([*other, str(path)], check=True)
        assert path.with_name("office.db-wal").exists()
        append(database, b"2")
    with Database(path) as again:
        assert size(again) == 2


def test_parent_and_child_of_a_fork_do_not_clear_away_each_other_s_log(tmp_path):
    script = FORK.split('assert append(b"parent")', maxsplit=1)[0] + (
        "read, write = os.pipe()\n"
        "append(b'parent')\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    append(b'child before')\n"
        "    os.read(read, 1)\n"
        "    append(b'child after')\n"
        "    os._exit(0)\n"
        "append(b'parent too')\n"
        "database.close()\n"
        "os.write(write, b'.')\n"
        "os.waitpid(child, 0)\n"
        "with Database(sys.argv[1]) as again, again.reading() as connection:\n"
        "    print(sorted(row.data.decode() for row in log.scan(connection, 0, 9, 9)))\n"
    )
    path = str(tmp_path / "office.db")
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['child after', 'child before', 'parent', 'parent too']", done.stderr


def test_a_fork_waits_for_the_transaction_of_another_thread(tmp_path):
    script = FORK.split('assert append(b"parent")', maxsplit=1)[0] + (
        "import threading, time\n"
        "inside = threading.Event()\n"
        "def write():\n"
        "    with database.writing() as connection:\n"
        "        inside.set()\n"
        "        time.sleep(0.2)\n"
        "        log.append(connection, log.head(connection), [Draft('Visited', b'thread')])\n"
        "thread = threading.Thread(target=write)\n"
        "thread.start()\n"
        "inside.wait()\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    append(b'child')\n"
        "    os._exit(0)\n"
        "assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0\n"
        "thread.join()\n"
        "with database.reading() as connection:\n"
        "    print([row.data.decode() for row in log.scan(connection, 0, 9, 9)])\n"
        "database.close()\n"
    )
    path = str(tmp_path / "office.db")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, path], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "['thread', 'child']", done.stderr


@pytest.mark.parametrize("how", ["moved", "deleted", "replaced"])
def test_nothing_is_recorded_in_a_file_that_is_no_longer_there(tmp_path, how):
    path, elsewhere = tmp_path / "office.db", tmp_path / "elsewhere.db"
    with Database(path) as database:
        append(database, b"1")
        if how == "deleted":
            path.unlink()
        else:
            path.rename(elsewhere)
        if how == "replaced":
            Database(tmp_path / "other.db").close()
            (tmp_path / "other.db").rename(path)
        with pytest.raises(LedgerRefused, match=r"office\.db was moved, deleted or replaced since it was opened"):
            append(database, b"2")


def test_a_backup_is_not_put_beside_another_ledger_s_log(on_disk, tmp_path):
    append(on_disk, b"1")
    (tmp_path / "copy.db-wal").write_bytes(b"left over")
    with pytest.raises(LedgerRefused, match=r"copy\.db-wal is left over from another ledger of that name"):
        on_disk.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def check(path: Path) -> int:
    """The size of a copy that is whole: opened, sound, without gaps, its head that of its entries."""
    with Database(path, create=False) as copy, copy.reading() as connection:
        log = Log(copy)
        head = log.head(connection)
        rows = log.scan(connection, 0, 10**9, 10**9)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert [row.position for row in rows] == list(range(1, head.size + 1))
        assert head.frontier.root() == root_of(leaf_hash(row.data) for row in rows)
        assert [row.data for row in rows] == [b"%d" % n for n in range(head.size)]
        return head.size


def test_a_backup_taken_while_another_thread_writes_is_a_whole_prefix(on_disk, tmp_path):
    begun, stop = threading.Event(), threading.Event()

    def write() -> None:
        log, n = Log(on_disk), 0
        while not stop.is_set():
            append(on_disk, *[b"%d" % one for one in range(n, n + 7)], log=log)
            n += 7
            begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    try:
        for n in range(5):
            before = size(on_disk)
            on_disk.backup(tmp_path / f"copy{n}.db")
            copied = check(tmp_path / f"copy{n}.db")
            assert before <= copied <= size(on_disk)
            assert copied % 7 == 0
    finally:
        stop.set()
        writer.join()


def test_a_backup_is_one_file_and_can_be_written_on(database, tmp_path):
    append(database, b"0", b"1")
    folder = tmp_path / "copies"
    folder.mkdir()
    database.backup(folder / "copy.db")
    assert [found.name for found in folder.iterdir()] == ["copy.db"]
    with Database(folder / "copy.db") as copy:
        assert append(copy, b"2") == 3
    assert check(folder / "copy.db") == 3
    assert size(database) == 2


def test_a_backup_never_replaces_a_file(database, tmp_path):
    path = tmp_path / "copy.db"
    path.write_text("mine")
    with pytest.raises(LedgerRefused, match=r"copy.db exists already: a backup is written to a new file"):
        database.backup(path)
    assert path.read_text() == "mine"


def test_a_backup_that_meets_a_file_at_the_last_moment_does_not_replace_it(database, tmp_path, monkeypatch):
    path = tmp_path / "copy.db"
    monkeypatch.setattr(
        copying, "_fill", lambda source, draft, name: (draft.write_text("new"), Path(name).write_text("mine"))
    )
    with pytest.raises(LedgerRefused, match="exists already"):
        database.backup(path)
    assert path.read_text() == "mine"
    assert [found.name for found in tmp_path.iterdir() if "copy" in found.name] == ["copy.db"]


def test_a_backup_onto_a_disk_without_links_is_moved_there(database, tmp_path, monkeypatch):
    def link(draft: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    append(database, b"0")
    monkeypatch.setattr("os.link", link)
    database.backup(tmp_path / "copy.db")
    assert check(tmp_path / "copy.db") == 1


def test_a_backup_into_a_missing_folder_is_one_sentence(database, tmp_path):
    with pytest.raises(LedgerRefused, match="there is no folder"):
        database.backup(tmp_path / "elsewhere" / "copy.db")


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_backup_that_fails_leaves_nothing(database, tmp_path, monkeypatch, fails_at):
    calls: list[int] = []

    def fail(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == fails_at:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", fail)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(LedgerRefused, match=r"copy.db cannot be written: Input/output error"):
        database.backup(tmp_path / "copy.db")
    assert sorted(tmp_path.iterdir()) == before
