from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.errors import LedgerRefused
from leadledger.store.database import Database
from leadledger.store.log import Draft, Log
from leadledger.store.merkle import EMPTY_ROOT, leaf_hash, root_of
from leadledger.store.proofs import consistency_path, consistent, inclusion_path, root_from_path
from leadledger.store.proving import extend, prove

SIZE = 1_111


def data_of(position: int) -> bytes:
    return b"entry %d" % position


LEAVES = [leaf_hash(data_of(position)) for position in range(1, SIZE + 1)]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with made(tmp_path_factory.mktemp("proving") / "office.db", SIZE) as database:
        yield database


def made(path: Path, size: int) -> Database:
    database = Database(path)
    log = Log(database)
    drafts = [
        Draft("Visited", data_of(one), personal=b"of %d" % one if one % 3 else None) for one in range(1, size + 1)
    ]
    with database.writing() as connection:
        log.append(connection, log.head(connection), drafts)
    return database


@given(data=st.data(), size=st.integers(1, SIZE))
@settings(deadline=None)
def test_chosen_entries_come_with_their_paths_to_the_root_of_any_size(
    database: Database, data: st.DataObject, size: int
) -> None:
    positions = data.draw(st.sets(st.integers(1, size), max_size=6))
    proofs = prove(database, positions, size=size)
    assert (proofs.size, proofs.root) == (size, root_of(LEAVES[:size]))
    assert [one.position for one in proofs.entries] == sorted(positions)
    for position, stored, personal, path in proofs.entries:
        assert (stored, personal) == (data_of(position), b"of %d" % position if position % 3 else None)
        assert list(path) == inclusion_path(LEAVES[:size], position - 1)
        assert root_from_path(leaf_hash(stored), position - 1, size, path) == proofs.root


@given(sizes=st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)).map(sorted))
@settings(deadline=None)
def test_that_the_ledger_begins_with_an_older_one_is_shown_by_a_path(database: Database, sizes: list[int]) -> None:
    old, new = sizes
    shown = extend(database, old, size=new)
    assert (shown.old_root, shown.root) == (root_of(LEAVES[:old]), root_of(LEAVES[:new]))
    assert list(shown.path) == consistency_path(LEAVES[:new], old)
    assert consistent(shown.old_size, shown.old_root, shown.size, shown.root, shown.path)


def test_without_a_size_it_is_that_of_the_ledger(database: Database) -> None:
    assert prove(database, [5, 5, 1]).size == extend(database, 7).size == SIZE


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 512])
def test_ledgers_of_whole_blocks_and_of_none(tmp_path: Path, size: int) -> None:
    with made(tmp_path / "office.db", size) as database:
        proofs = prove(database, range(1, size + 1))
        assert proofs.root == (root_of(LEAVES[:size]) if size else EMPTY_ROOT)
        assert [list(one.path) for one in proofs.entries] == [
            inclusion_path(LEAVES[:size], index) for index in range(size)
        ]


@pytest.mark.parametrize("position", [0, -1, SIZE + 1])
def test_a_position_without_an_entry_is_an_error(database: Database, position: int) -> None:
    with pytest.raises(KeyError):
        prove(database, [3, position])
    with pytest.raises(KeyError):
        prove(database, [8], size=7)


def test_more_entries_than_there_are_are_refused(database: Database) -> None:
    with pytest.raises(LedgerRefused, match=r"has 1,111 entries: nothing can be shown of the first 1,112"):
        prove(database, [1], size=SIZE + 1)
    with pytest.raises(LedgerRefused, match=r"has 10 entries: nothing can be shown of the first 11"):
        extend(database, 11, size=10)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET leaf = zeroblob(32) WHERE position = 700",
        "UPDATE event SET leaf = x'00' WHERE position = 700",
        "UPDATE event SET leaf = 'none' WHERE position = 700",
        "UPDATE event SET data = x'00' WHERE position = 3",
        "DELETE FROM event WHERE position = 700",
        "DELETE FROM event WHERE position = 3",
        "UPDATE head SET frontier = zeroblob(3)",
        "DELETE FROM head",
    ],
)
def test_of_a_changed_ledger_nothing_is_shown(database: Database, statement: str) -> None:
    with database.trial() as connection:
        connection.execute(statement)
        with pytest.raises(LedgerRefused, match="not as it was entered, so nothing can be shown of it"):
            prove(database, [3])
