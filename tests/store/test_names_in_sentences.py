"""A refusal calls the ledger's file as its user does, and not by a path that nobody typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from leadledger.errors import LedgerClosed, LedgerRefused, RegisterRefused
from leadledger.ledger import import_into
from leadledger.store.database import Database


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a ledger, another database, a text and a folder in it."""
    monkeypatch.chdir(tmp_path)
    Database("office.db").close()
    with sqlite3.connect("photos.db") as connection:
        connection.execute("CREATE TABLE photos (name)")
    connection.close()
    Path("text.db").write_text("text", encoding="utf-8")
    Path("folder").mkdir()


def not_made(name: str) -> None:
    Database(name, create=False)


def newer(name: str) -> None:
    connection = sqlite3.connect(name)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    Database(name)


def cut_off(name: str) -> None:
    Path(name).write_bytes(Path(name).read_bytes()[:4096])
    with Database(name) as database, database.reading() as connection:
        connection.execute("SELECT * FROM head")


def locked(name: str) -> None:
    with Database(name) as one, one.writing(), Database(name, patience_seconds=0) as other, other.writing():
        pass


def backed_up_to(name: str) -> None:
    with Database("office.db") as database:
        database.backup(name)


@pytest.mark.parametrize(
    ("use", "name", "sentence"),
    [
        (Database, "nowhere/office.db", "nowhere/office.db cannot be opened: there is no folder nowhere"),
        (not_made, "other.db", "there is no ledger other.db"),
        (Database, "folder", "folder is a folder"),
        (Database, "text.db/office.db", "text.db/office.db cannot be opened: "),
        (Database, "text.db", "text.db is not a ledger"),
        (Database, "folder/../photos.db", "folder/../photos.db is a SQLite database, but not a ledger"),
        (newer, "office.db", "office.db has schema version 7"),
        (cut_off, "office.db", "office.db is damaged"),
        (locked, "office.db", "office.db stayed locked"),
        (backed_up_to, "text.db", "text.db exists already"),
        (backed_up_to, "nowhere/copy.db", "nowhere/copy.db cannot be written: there is no folder nowhere"),
        (backed_up_to, "text.db/copy.db", "text.db/copy.db cannot be written: there is no folder text.db"),
    ],
)
def test_a_file_is_called_as_it_was_named(use: Callable[[str], object], name: str, sentence: str) -> None:
    with pytest.raises(LedgerRefused) as refused:
        use(name)
    assert str(refused.value).startswith(sentence)
    assert str(Path.cwd()) not in str(refused.value)


def test_a_backup_that_fails_on_the_way_is_called_as_it_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    with Database("office.db") as database:
        monkeypatch.setattr("os.fsync", fail)
        with pytest.raises(LedgerRefused, match=r"^folder/copy.db cannot be written: Input/output error$"):
            database.backup("folder/copy.db")


def test_a_closed_ledger_is_called_as_it_was_named() -> None:
    database = Database("office.db")
    database.close()
    with pytest.raises(LedgerClosed, match=r"^the ledger office.db is closed"):
        database.token()


def test_a_new_ledger_to_import_into_is_called_as_it_was_named() -> None:
    with pytest.raises(RegisterRefused, match=r"nowhere/new.db: there is no folder nowhere$"):
        import_into("nowhere/new.db", [])


def test_a_ledger_goes_on_where_it_is_when_the_folder_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with Database("office.db") as database:
        monkeypatch.chdir("folder")
        with database.reading() as connection:
            assert connection.execute("SELECT size FROM head").fetchone() == (0,)
        with database.writing() as connection:
            connection.execute("INSERT INTO tag VALUES (1, 'a')")
        database.backup("copy.db")
    assert [file.name for file in Path().iterdir()] == ["copy.db"]
