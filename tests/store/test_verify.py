"""Whatever is changed in a ledger's file is found, and the first bad position is named."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder

from leadledger.errors import LedgerClosed
from leadledger.store.database import Database
from leadledger.store.log import Draft, Log
from leadledger.store.merkle import leaf_hash
from leadledger.store.verifying import Verified, verify
from tests.store.prepared import fill

BYTES = ("data", "personal", "leaf", "id", "content", "tags")
NUMBERS = ("type", "recorded_at", "entered_at")
SIZE = 99
OTHERWISE_NAMED = 74
"""The position of an entry of an old register that gave it an id, and no register time."""
ROW = "position, type, tags, data, leaf, personal, id, content, recorded_at, entered_at"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("prepared") / "office.db"
    with Database(path) as database:
        fill(database)
    return path


@pytest.fixture(scope="module")
def shared(prepared: Path) -> Iterator[Database]:
    with Database(prepared) as database:
        yield database


def changed(database: Database, *statements: tuple[str, tuple[Any, ...]] | str) -> Verified:
    """What verifying finds once the statements have run; then they are taken back."""
    with database.trial() as connection:
        for statement in statements:
            sql, values = (statement, ()) if isinstance(statement, str) else statement
            connection.execute(sql, values)
        return verify(database)


def at(found: Verified) -> int | None:
    assert not found.ok
    assert found.first_bad is not None
    position, why = found.first_bad
    assert why
    assert "\n" not in why
    return position


def why(found: Verified) -> str:
    assert found.first_bad is not None
    return found.first_bad[1]


def test_a_sound_ledger_is_ok(shared: Database) -> None:
    found = verify(shared)
    with shared.reading() as connection:
        head = Log(shared).head(connection)
        leaves = [leaf for (leaf,) in connection.execute("SELECT leaf FROM event ORDER BY position")]
    assert (found.ok, found.first_bad, found.events) == (True, None, head.size)
    assert found.head == head.frontier.root().hex() == plain_root(leaves).hex()
    assert found.events == SIZE


def plain_root(leaves: list[bytes]) -> bytes:
    """The root as the standard defines it, from the top down."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + plain_root(leaves[:split]) + plain_root(leaves[split:])).digest()


def test_an_empty_ledger_is_ok() -> None:
    with Database(":memory:") as database:
        assert verify(database) == Verified(0, sha256().hexdigest())


def test_events_of_the_bare_recorder_are_held_to_hash_and_tags() -> None:
    with Database(":memory:") as database:
        log = Log(database)
        with database.writing() as connection:
            drafts = [Draft("Visited", b"any", ["a", "b", "a"]), Draft("Left", b"", ()), Draft("Left", b"{}", ["a"])]
            log.append(connection, log.head(connection), drafts)
        assert verify(database).ok
        assert at(changed(database, "UPDATE event SET data = x'00' WHERE position = 2")) == 2
        assert at(changed(database, "UPDATE event SET type = 1 WHERE position = 3")) == 3
        assert at(changed(database, "UPDATE event SET tags = x'02000000' WHERE position = 3")) == 3
        assert at(changed(database, "UPDATE event SET id = x'00' WHERE position = 3")) == 3


def test_a_thousand_random_changes_of_stored_events_are_found_with_their_positions(shared: Database) -> None:
    choose = random.Random(20260301)
    missed: list[tuple[int, str, object, object, object]] = []
    for _ in range(1_000):
        position = choose.randint(1, SIZE)
        with shared.trial() as connection:
            column, before, after = change(choose, connection, position)
            connection.execute(f"UPDATE event SET {column} = ? WHERE position = ?", (after, position))
            found = verify(shared)
        if found.ok or found.first_bad is None or found.first_bad[0] != position or found.events != position - 1:
            missed.append((position, column, before, after, found.first_bad))
    assert missed == []
    assert verify(shared).ok


def change(choose: random.Random, connection: Connection, position: int) -> tuple[str, Any, Any]:
    """A column of an entry that holds something, what it holds, and something else."""
    columns = (*BYTES, *NUMBERS)
    row = connection.execute(f"SELECT {', '.join(columns)} FROM event WHERE position = ?", (position,)).fetchone()
    column, before = choose.choice([pair for pair in zip(columns, row, strict=True) if pair[1] not in (None, b"")])
    after, taken = before, {id for (id,) in connection.execute("SELECT id FROM event")}
    while after == before or (column == "id" and after in taken):
        after = another(choose, before) if isinstance(before, bytes) else before + choose.choice([-1, 1, 2, 1_000_000])
    return column, before, after


def another(choose: random.Random, before: bytes) -> bytes:
    """The bytes with one of them flipped, made zero, doubled, put in or taken out."""
    place = choose.randrange(len(before))
    one = before[place : place + 1]
    instead = choose.choice(
        [bytes([one[0] ^ 1 << choose.randrange(8)]), b"\0", one + one, bytes([choose.randrange(256)]) + one, b""]
    )
    return before[:place] + instead + before[place + 1 :]


def test_a_changed_byte_in_the_file_itself_is_found_with_its_position(prepared: Path, tmp_path: Path) -> None:
    choose = random.Random(7)
    plain = tmp_path / "plain.db"
    with Database(prepared) as database:
        database.backup(plain)
    whole = plain.read_bytes()
    with sqlite3.connect(plain) as connection:
        blobs = [
            (position, blob)
            for position, *some in connection.execute("SELECT position, data, personal, leaf FROM event")
            for blob in some
            if blob is not None and whole.count(blob) == 1
        ]
    connection.close()
    assert len(blobs) > 100
    copy = tmp_path / "copy.db"
    missed: list[object] = []
    for _ in range(250):
        position, blob = choose.choice(blobs)
        place = whole.index(blob) + choose.randrange(len(blob))
        instead = whole[place] ^ 1 << choose.randrange(8)
        copy.write_bytes(whole[:place] + bytes([instead]) + whole[place + 1 :])
        with Database(copy) as database:
            found = verify(database)
        if found.ok or at(found) != position:
            missed.append((position, place, instead, found.first_bad))
    assert missed == []


def test_a_file_with_pages_overwritten_is_never_ok_and_never_a_traceback(prepared: Path, tmp_path: Path) -> None:
    choose = random.Random(8)
    plain, copy = tmp_path / "plain.db", tmp_path / "copy.db"
    with Database(prepared) as database:
        database.backup(plain)
    whole = plain.read_bytes()
    for page in range(1, len(whole) // 4096):
        start = page * 4096
        copy.write_bytes(whole[:start] + choose.randbytes(64) + whole[start + 64 :])
        with Database(copy) as database:
            found = verify(database)
        assert not found.ok
        assert found.events <= SIZE


NULLABLE = ("personal", "id", "content", "recorded_at", "entered_at")


@pytest.mark.parametrize("column", NULLABLE)
def test_what_is_taken_away_is_found(shared: Database, column: str) -> None:
    assert (
        at(changed(shared, f"UPDATE event SET {column} = NULL WHERE position = {OTHERWISE_NAMED}")) == OTHERWISE_NAMED
    )


@pytest.mark.parametrize("column", ["type", "tags", "data", "leaf", *NULLABLE])
@pytest.mark.parametrize("value", ["'text'", "x'ff'", "CAST(x'ff' AS TEXT)", "-1", "1.5", "9223372036854775807"])
def test_a_value_of_another_kind_is_found(shared: Database, column: str, value: str) -> None:
    assert at(changed(shared, f"UPDATE event SET {column} = {value} WHERE position = 5")) == 5


def test_a_personal_part_beside_an_entry_without_one_is_found(shared: Database) -> None:
    with shared.reading() as connection:
        (bare,) = connection.execute("SELECT min(position) FROM event WHERE personal IS NULL").fetchone()
    assert at(changed(shared, ("UPDATE event SET personal = zeroblob(40) WHERE position = ?", (bare,)))) == bare


def test_a_missing_entry_is_found(shared: Database) -> None:
    for position in (1, 2, SIZE // 2, SIZE - 1, SIZE):
        found = changed(shared, ("DELETE FROM event WHERE position = ?", (position,)))
        assert at(found) == position
        gone = "DELETE FROM event_tag WHERE position = ?"
        assert (
            at(changed(shared, ("DELETE FROM event WHERE position = ?", (position,)), (gone, (position,)))) == position
        )


def test_a_truncated_ledger_is_found(shared: Database) -> None:
    gone = "DELETE FROM event WHERE position > 50", "DELETE FROM event_tag WHERE position > 50"
    assert at(changed(shared, *gone)) == 51
    assert at(changed(shared, *gone, "UPDATE head SET size = 50")) is None


def test_entries_swapped_are_found(shared: Database) -> None:
    choose = random.Random(9)
    for _ in range(30):
        one, other = sorted(choose.sample(range(1, SIZE + 1), 2))
        moves = [(one, 0), (other, one), (0, other)]
        found = changed(shared, *(("UPDATE event SET position = ? WHERE position = ?", (to, of)) for of, to in moves))
        assert at(found) == one


def test_entries_swapped_with_their_tags_are_found_because_each_says_its_position(shared: Database) -> None:
    statements = [
        (f"UPDATE {table} SET position = ? WHERE position = ?", (to, of))
        for table in ("event", "event_tag")
        for of, to in [(3, 0), (4, 3), (0, 4)]
    ]
    found = changed(shared, *statements)
    assert (at(found), why(found)) == (3, "it was entered as entry 4")


def test_entries_of_the_bare_recorder_swapped_break_the_root() -> None:
    with Database(":memory:") as database:
        log = Log(database)
        with database.writing() as connection:
            log.append(connection, log.head(connection), [Draft("Visited", b"%d" % number) for number in range(99)])
        moves = [(3, 0), (4, 3), (0, 4)]
        found = changed(database, *(("UPDATE event SET position = ? WHERE position = ?", (to, of)) for of, to in moves))
    assert at(found) is None
    assert "entries 1 to 64" in why(found)


AGAIN = ROW.replace("position", "?").replace(" id,", " NULL,")
DOUBLE = f"INSERT INTO event ({ROW}) SELECT {AGAIN} FROM event WHERE position = ?"


@pytest.mark.parametrize("position", [-5, 0, SIZE + 1, 1_000])
def test_an_entry_doubled_is_found(shared: Database, position: int) -> None:
    assert at(changed(shared, (DOUBLE, (position, 7)))) == position


def test_an_entry_doubled_under_a_head_that_counts_it_is_found(shared: Database) -> None:
    found = changed(shared, (DOUBLE, (SIZE + 1, SIZE)), "UPDATE head SET size = size + 1")
    assert at(found) == SIZE + 1


def test_every_line_missing_in_the_index_of_tags_is_found(shared: Database) -> None:
    with shared.reading() as connection:
        lines = connection.execute("SELECT tag, position FROM event_tag").fetchall()
    for tag, position in random.Random(10).sample(lines, 50):
        found = changed(shared, ("DELETE FROM event_tag WHERE tag = ? AND position = ?", (tag, position)))
        assert at(found) == position


@pytest.mark.parametrize("position", [-1, 0, 1, 40, SIZE, SIZE + 1, 10**6])
def test_a_line_too_many_in_the_index_of_tags_is_found(shared: Database, position: int) -> None:
    line = "INSERT INTO event_tag (tag, position, type) VALUES (?, ?, 1)"
    assert at(changed(shared, (line, (10**6, position)))) == position


def test_a_line_too_many_before_a_bad_entry_is_found_first(shared: Database) -> None:
    line = "INSERT INTO event_tag (tag, position, type) VALUES (1000000, 30, 1)"
    assert at(changed(shared, line, "UPDATE event SET leaf = x'00' WHERE position = 31")) == 30
    assert at(changed(shared, line, "UPDATE event SET leaf = x'00' WHERE position = 29")) == 29


def test_a_wrong_type_in_the_index_of_tags_is_found(shared: Database) -> None:
    assert at(changed(shared, "UPDATE event_tag SET type = type + 1 WHERE position = 20")) == 20


def test_a_renamed_tag_or_type_is_found_at_its_first_entry(shared: Database) -> None:
    with shared.reading() as connection:
        (tagged,) = connection.execute("SELECT min(position) FROM event_tag WHERE tag = 5").fetchone()
        (typed,) = connection.execute("SELECT min(position) FROM event WHERE type = 5").fetchone()
    for name in ("'customer:else'", "CAST(x'ff' AS TEXT)", "x'ff'"):
        assert at(changed(shared, f"UPDATE tag SET name = {name} WHERE id = 5")) == tagged
        assert at(changed(shared, f"UPDATE event_type SET name = {name} WHERE id = 5")) == typed
    assert at(changed(shared, "DELETE FROM tag WHERE id = 5")) == tagged
    assert at(changed(shared, "DELETE FROM event_type WHERE id = 5")) == typed


@pytest.mark.parametrize(
    ("statement", "position"),
    [
        (f"UPDATE head SET size = {SIZE + 1}", SIZE + 1),
        (f"UPDATE head SET size = {SIZE - 1}", SIZE),
        ("UPDATE head SET size = -1", 1),
        ("UPDATE head SET size = 9223372036854775807", None),
        ("UPDATE head SET size = 'many'", None),
        ("UPDATE head SET recorded_at = recorded_at + 1", None),
        ("UPDATE head SET recorded_at = NULL", None),
        ("UPDATE head SET entered_at = entered_at - 1", None),
        ("UPDATE head SET frontier = x'00'", None),
        ("UPDATE head SET frontier = 'none'", None),
        ("UPDATE head SET frontier = substr(frontier, 1, 8) || zeroblob(length(frontier) - 8)", None),
        ("UPDATE head SET frontier = x'0000000000000000'", None),
        ("DELETE FROM head", None),
        ("DROP TABLE head", None),
        ("DROP TABLE event_tag", 1),
        ("DROP TABLE event", 1),
    ],
)
def test_a_changed_head_or_a_missing_table_is_found(shared: Database, statement: str, position: int | None) -> None:
    assert at(changed(shared, statement)) == position


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "CREATE TRIGGER mine AFTER INSERT ON event BEGIN DELETE FROM tag; END",
            "trigger mine on event does not belong there",
        ),
        ("CREATE INDEX mine ON tag (id)", "index mine on tag does not belong there"),
        ("CREATE TABLE mine (a)", "table mine does not belong there"),
        ("CREATE TABLE tracking (application_name TEXT)", "table tracking does not belong there"),
        ('CREATE VIEW "two\nlines" AS SELECT * FROM event', "view two lines does not belong there"),
        ("DROP INDEX event_id", "index event_id is missing"),
        ("DROP INDEX event_recorded_at", "index event_recorded_at is missing"),
        ("ALTER TABLE event ADD COLUMN more", "table event is defined otherwise"),
    ],
)
def test_a_changed_schema_is_found_and_what_is_other_in_it_named(shared: Database, statement: str, what: str) -> None:
    found = changed(shared, statement)
    assert (at(found), found.events) == (None, SIZE)
    assert why(found) == f"its tables are not those of a ledger: {what}"


@pytest.mark.parametrize("table", ["tag", "event_type"])
@pytest.mark.parametrize("number", ["-1", "0", "1000000", "NULL"])
def test_a_name_that_no_entry_has_is_found(shared: Database, table: str, number: str) -> None:
    found = changed(shared, f"INSERT INTO {table} (id, name) VALUES ({number}, 'customer:nobody')")
    assert at(found) is None
    assert "that no entry has" in why(found)


def test_the_id_of_a_content_is_in_what_is_hashed(shared: Database) -> None:
    with shared.reading() as connection:
        having = [one for (one,) in connection.execute("SELECT position FROM event WHERE content IS NOT NULL")]
        without = [one for (one,) in connection.execute("SELECT position FROM event WHERE content IS NULL")]
    for position in having:
        assert at(changed(shared, f"UPDATE event SET content = NULL WHERE position = {position}")) == position
    for position in without[::5]:
        assert at(changed(shared, f"UPDATE event SET content = id WHERE position = {position}")) == position


def test_a_view_in_the_place_of_a_table_is_found(shared: Database) -> None:
    found = changed(
        shared, "ALTER TABLE event_type RENAME TO hidden", "CREATE VIEW event_type AS SELECT id, name FROM hidden"
    )
    assert at(found) is None
    assert "view event_type does not belong there" in why(found)


def test_of_many_other_tables_five_are_named(shared: Database) -> None:
    found = changed(shared, *(f"CREATE TABLE mine_{number} (a)" for number in range(8)))
    assert why(found).endswith("table mine_4 does not belong there, and 3 more")


def test_a_bad_entry_is_named_before_a_changed_schema(shared: Database) -> None:
    assert at(changed(shared, "DROP INDEX event_id", "UPDATE event SET leaf = x'00' WHERE position = 31")) == 31


@pytest.mark.parametrize("lines", ["yes", "no"], ids=["one line for each", "several"])
def test_the_table_of_how_far_projections_have_come_belongs_there(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "office.db"
    with Database(path) as database:
        fill(database)
        datastore = SQLiteDatastore(str(path), single_row_tracking=lines == "yes")
        SQLiteTrackingRecorder(datastore).create_table()
        datastore.close()
        with database.reading() as connection:
            assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'tracking'").fetchone() == (1,)
        assert verify(database).ok


def test_a_ledger_that_begins_with_the_entries_of_the_head_kept_is_ok(tmp_path: Path) -> None:
    with Database(tmp_path / "office.db") as database:
        log = Log(database)
        for number in range(20):
            with database.writing() as connection:
                kept = log.append(connection, log.head(connection), [Draft("Visited", b"%d" % number)]).frontier.copy()
            assert verify(database, against=(kept.size, kept.root().hex())).ok
        for size in range(21):
            root = plain_root([leaf_hash(b"%d" % number) for number in range(size)]) if size else sha256().digest()
            assert verify(database, against=(size, root.hex().upper())).ok


def test_another_root_than_the_one_kept_is_found_though_all_else_is_sound(shared: Database) -> None:
    for size in (0, 2, 64, SIZE):
        found = verify(shared, against=(size, "0" * 64))
        assert found.first_bad == (None, f"the first {size} entries are not those of the head kept")
        assert found.events == SIZE
    assert why(verify(shared, against=(1, "0" * 64))) == "the first entry is not that of the head kept"
    assert why(verify(shared, against=(-1, "0" * 64))) == "the first -1 entries are not those of the head kept"


def test_fewer_entries_than_the_head_kept_counts_are_found(shared: Database) -> None:
    root = verify(shared).head
    assert why(verify(shared, against=(SIZE + 1, root))) == "the head kept counts 100 entries, and there are only 99"
    assert why(verify(shared, against=(2450, root))) == "the head kept counts 2,450 entries, and there are only 99"
    with Database(":memory:") as empty:
        assert why(verify(empty, against=(1, root))) == "the head kept counts 1 entry, and there are only 0"


def test_a_bad_entry_is_named_before_the_head_kept(shared: Database) -> None:
    with shared.trial() as connection:
        connection.execute("UPDATE event SET leaf = x'00' WHERE position = 31")
        for size in (10, 40):
            assert at(verify(shared, against=(size, "0" * 64))) == 31


REHASHED = "UPDATE event SET data = ?, leaf = ? WHERE position = ?"


def test_an_entry_changed_together_with_its_hash_breaks_the_root(shared: Database) -> None:
    with shared.reading() as connection:
        (data,) = connection.execute("SELECT data FROM event WHERE position = ?", (SIZE,)).fetchone()
    forged = data.replace(b'"project":"riverside"', b'"project":"lakeside"')
    assert forged != data
    found = changed(shared, (REHASHED, (forged, leaf_hash(forged), SIZE)))
    assert at(found) == SIZE
    assert "not as it was entered" in why(found)


def test_a_body_that_is_no_event_is_found(shared: Database) -> None:
    with shared.reading() as connection:
        (data,) = connection.execute("SELECT data FROM event WHERE position = 99").fetchone()
    header, body = data.split(b"\n")
    bodies: list[Callable[[bytes], bytes]] = [
        lambda body: b"",
        lambda body: b"{}",
        lambda body: b"[" * 100_000,
        lambda body: body[:-1],
        lambda body: body.replace(b'"occurred_at"', b'"happened_at"'),
        lambda body: body.replace(b'"2026', b'"\\ud800'),
        lambda body: body.replace(b'"2026', b'"9999'),
        lambda body: b"\xff" + body,
    ]
    for forge in bodies:
        forged = header + b"\n" + forge(body)
        assert at(changed(shared, (REHASHED, (forged, leaf_hash(forged), SIZE)))) == SIZE


def test_a_time_of_entry_that_runs_backwards_is_found(shared: Database) -> None:
    with shared.reading() as connection:
        (data, entered) = connection.execute("SELECT data, entered_at FROM event WHERE position = 99").fetchone()
    forged = data.replace(b'"entered_at":"2026', b'"entered_at":"2025')
    year = 365 * 86_400 * 1_000_000
    found = changed(
        shared,
        (REHASHED, (forged, leaf_hash(forged), SIZE)),
        ("UPDATE event SET entered_at = ? WHERE position = 99", (entered - year,)),
    )
    assert at(found) == SIZE
    assert "earlier than the entry before" in why(found)


def test_a_closed_ledger_is_refused(tmp_path: Path) -> None:
    database = Database(tmp_path / "office.db")
    database.close()
    with pytest.raises(LedgerClosed):
        verify(database)


def test_the_ledger_reads_on_after_verifying(prepared: Path) -> None:
    with Database(prepared) as database:
        verify(database)
        with database.reading() as connection:
            assert connection.text_factory is str
