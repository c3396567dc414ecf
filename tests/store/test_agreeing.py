"""What is told of an entry quickly is what looking closely at it tells."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leadledger.store.agreeing import Agreement
from leadledger.store.checking import Stored, fault
from leadledger.store.database import Database
from leadledger.store.lines import unpacked
from leadledger.store.merkle import leaf_hash
from leadledger.store.untrusted import namer, pages
from tests.store.altering import another
from tests.store.prepared import fill

Row = tuple[Any, ...]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(Path(tmp_path_factory.mktemp("agreeing")) / "office.db") as database:
        fill(database)
        yield database


def rows(database: Database) -> list[Row]:
    with database.reading() as connection:
        return [row for page in pages(connection, 1_000) for row in page]


def quickly(database: Database, row: Row) -> bool:
    with database.reading() as connection:
        numbers = unpacked(row[2])
        names = namer(connection, "event_type"), namer(connection, "tag")
        return numbers is not None and Agreement(*names).of(row, numbers, None)


def closely(database: Database, row: Row) -> str | None:
    with database.reading() as connection:
        numbers = unpacked(row[2])
        if numbers is None:
            return "its tags are not stored as whole numbers"
        type_name, tag_name = namer(connection, "event_type"), namer(connection, "tag")
        position, type_, _, *rest = row
        return fault(Stored(position, type_name(type_), [tag_name(number) for number in numbers], *rest))


def test_most_types_are_told_quickly(database: Database) -> None:
    every = rows(database)
    told = [row for row in every if quickly(database, row)]
    assert len(told) > 0.7 * len(every)


def test_no_altered_row_is_told_to_agree(database: Database) -> None:
    choose, every = random.Random(5), rows(database)
    for _ in range(3_000):
        row = list(choose.choice(every))
        column = choose.randrange(len(row))
        row[column] = another(choose, row[column])
        if quickly(database, tuple(row)):
            assert closely(database, tuple(row)) is None


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b'"position":', b'"place":'),
        (b'"occurred_at":"2026', b'"occurred_at":"2027'),
        (b'"customer":"', b'"customer":"another-'),
        (b'"customer":"', b'"more":"a","customer":"'),
        (b'"type":"', b'"version":1,"type":"'),
        (b'"agent":', b'"unknown":'),
        (b'","occurred_at"', b'0","occurred_at"'),
    ],
)
def test_data_hashed_anew_that_its_columns_do_not_follow_from_is_told_by_neither(
    database: Database, said: bytes, instead: bytes
) -> None:
    changed = 0
    for row in rows(database):
        data = row[3].replace(said, instead, 1)
        if data == row[3] or not quickly(database, row):
            continue
        forged = (*row[:3], data, leaf_hash(data), *row[5:])
        if not quickly(database, forged):
            changed += 1
        else:
            assert closely(database, forged) is None
    assert changed > 0
