"""A ledger's file says which version its tables have: older ones are brought up, newer and foreign ones refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from leadledger.errors import LedgerRefused
from leadledger.store import schema
from leadledger.store.database import Database
from leadledger.store.log import Draft, Log

NOTES = "CREATE TABLE note (position INTEGER PRIMARY KEY, text TEXT NOT NULL)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with one entry, of this library's version."""
    path = tmp_path / "office.db"
    with Database(path) as database:
        log = Log(database)
        with database.writing() as connection:
            log.append(connection, log.head(connection), [Draft("Visited", b"{}", ["customer:c1"])])
    return path


def pragma(path: Path, name: str):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()


def tables(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
    finally:
        connection.close()


def test_a_ledger_says_in_its_header_what_it_is_and_of_which_version(path):
    assert pragma(path, "application_id") == schema.APPLICATION_ID
    assert pragma(path, "user_version") == schema.newest() == 1
    assert path.read_bytes()[68:72] == b"ledg"
    assert pragma(path, "journal_mode") == "wal"


def test_a_new_file_has_an_empty_head(tmp_path):
    with Database(tmp_path / "office.db") as database, database.reading() as connection:
        head = Log(database).head(connection)
    assert (head.size, head.recorded_at, head.entered_at, head.frontier.size) == (0, None, None, 0)


def test_a_ledger_of_a_newer_version_is_refused_in_one_sentence(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    with pytest.raises(LedgerRefused) as refused:
        Database(path)
    assert str(refused.value) == (
        f"{path} has schema version 7, and this leadledger knows versions up to 1: open it with a newer leadledger"
    )
    assert pragma(path, "user_version") == 7


def test_a_ledger_of_an_older_version_is_brought_up_and_keeps_its_entries(path, monkeypatch):
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, (NOTES, "INSERT INTO note VALUES (1, 'first')")))
    with Database(path) as database, database.reading() as connection:
        assert connection.execute("SELECT * FROM note").fetchall() == [(1, "first")]
        assert Log(database).tags(connection, 1) == ["customer:c1"]
    assert pragma(path, "user_version") == 2


def test_a_ledger_that_was_brought_up_is_refused_by_the_library_it_came_from(path, monkeypatch):
    with monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, (NOTES,)))
        Database(path).close()
    with pytest.raises(LedgerRefused, match="has schema version 2, and this leadledger knows versions up to 1"):
        Database(path)


@pytest.mark.parametrize("steps", [(NOTES, "CREATE TABLE event (again)"), (NOTES, "not a statement")])
def test_a_step_that_fails_leaves_the_file_as_it_was(path, monkeypatch, steps):
    before = tables(path)
    with monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, (NOTES.replace("note", "earlier"),), steps))
        with pytest.raises((sqlite3.OperationalError, LedgerRefused)):
            Database(path)
    assert tables(path) == before
    assert pragma(path, "user_version") == 1
    with Database(path) as database, database.reading() as connection:
        assert Log(database).size(connection) == 1


def test_a_new_ledger_whose_first_step_fails_is_left_empty_and_can_be_made_later(tmp_path, monkeypatch):
    path = tmp_path / "office.db"
    with monkeypatch.context() as broken:
        broken.setattr(schema, "STEPS", ((NOTES, "not a statement"),))
        with pytest.raises(sqlite3.OperationalError):
            Database(path)
    assert path.stat().st_size == 0
    with Database(path) as database, database.reading() as connection:
        assert Log(database).size(connection) == 0


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE photos (name)")
    connection.commit()
    connection.close()


def foreign_log(path: Path) -> None:
    foreign_database(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.close()


FOREIGN = {
    "a database of another program": foreign_database,
    "a database of another program with a write-ahead log": foreign_log,
    "a text file": lambda path: path.write_text("customer,agent\nc1,zhang\n", encoding="utf-8"),
    "a file shorter than a header": lambda path: path.write_bytes(b"SQLite format 3\x00"),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
}


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN.keys())
@pytest.mark.parametrize("create", [True, False])
def test_what_is_not_a_ledger_is_refused_and_left_untouched(tmp_path, make, create):
    path = tmp_path / "register.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(LedgerRefused, match="register.db is (not a ledger|a SQLite database, but not a ledger)"):
        Database(path, create=create)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["register.db"]


def test_a_missing_ledger_is_refused_where_none_is_to_be_made(tmp_path):
    with pytest.raises(LedgerRefused, match="there is no ledger"):
        Database(tmp_path / "office.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_ledger_only_where_one_is_to_be_made(tmp_path):
    path = tmp_path / "office.db"
    path.touch()
    with pytest.raises(LedgerRefused, match="not a ledger"):
        Database(path, create=False)
    assert path.stat().st_size == 0
    Database(path).close()
    Database(path, create=False).close()


def test_a_folder_and_a_missing_folder_are_refused_in_one_sentence(tmp_path):
    with pytest.raises(LedgerRefused, match="is a folder: expected a ledger's file"):
        Database(tmp_path)
    with pytest.raises(LedgerRefused, match="there is no folder"):
        Database(tmp_path / "elsewhere" / "office.db")
    (tmp_path / "file").touch()
    with pytest.raises(LedgerRefused, match=r"office.db cannot be opened: Not a directory"):
        Database(tmp_path / "file" / "office.db")


def test_a_path_with_odd_signs_is_taken_literally(tmp_path):
    path = tmp_path / "办公室 100% ?mode=memory#1.db"
    Database(path).close()
    assert path.stat().st_size > 0


def test_a_truncated_ledger_is_refused_as_damaged(path):
    with path.open("r+b") as file:
        file.truncate(4096)
    with (
        pytest.raises(LedgerRefused, match=r"office.db is damaged"),
        Database(path) as database,
        database.reading() as connection,
    ):
        Log(database).head(connection)
