"""Whatever single row of a stored ledger is changed, dropped, put in or moved: it is found, and where it is said."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from leadledger.store.database import Database
from leadledger.store.verifying import verify
from tests.store.altering import TABLES, alter
from tests.store.prepared import fill

COUNT = 400


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(tmp_path_factory.mktemp("altered") / "office.db") as opened:
        fill(opened)
        yield opened


def test_the_alterations_are_of_every_table_and_column_of_the_file(database: Database) -> None:
    with database.reading() as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} for table in tables}
    assert columns.keys() == TABLES.keys()
    for table, some in TABLES.items():
        assert columns[table] - set(some) <= {"position", "one"}  # by which rows are told: moved, dropped and put in


def test_random_alterations_are_found_at_their_positions(database: Database) -> None:
    choose = random.Random(20260301)
    missed: list[object] = []
    for _ in range(COUNT):
        with database.trial() as connection:
            altered = alter(choose, connection)
            found = verify(database)
        if found.first_bad is None or (altered.position is not None and found.first_bad[0] != altered.position):
            missed.append((altered, found.first_bad))
    assert missed == []
    assert verify(database).ok
