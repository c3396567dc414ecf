"""Single alterations of a ledger's file, drawn at random: any row of any table, changed, dropped, put in or moved."""

from __future__ import annotations

import random
from sqlite3 import Connection, Error
from typing import Any, NamedTuple

TABLES = {
    "event": ("type", "tags", "data", "leaf", "personal", "id", "content", "recorded_at", "entered_at"),
    "event_tag": ("tag", "type", "position"),
    "tag": ("id", "name"),
    "event_type": ("id", "name"),
    "head": ("size", "recorded_at", "entered_at", "frontier"),
}
WEIGHTS = {"event": 12, "event_tag": 3, "tag": 2, "event_type": 1, "head": 2}
WAYS = ("change", "change", "change", "drop", "put in", "swap", "move")


class Altered(NamedTuple):
    """What was altered, and where the first bad position must be; None where it belongs to no one entry."""

    what: str
    position: int | None


def alter(choose: random.Random, connection: Connection) -> Altered:
    """Alter one row (a swap: two rows, a move: their order), and say what verifying has to find.

    What SQLite itself refuses, or what leaves the row as it was, is drawn again.
    """
    while True:
        table = choose.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        way = choose.choice(WAYS)
        connection.execute("SAVEPOINT try")
        try:
            altered = _ALTERING[way](choose, connection, table)
        except Error:
            altered = None
        if altered is not None:
            connection.execute("RELEASE try")
            return altered
        connection.execute("ROLLBACK TO try")
        connection.execute("RELEASE try")


def _change(choose: random.Random, connection: Connection, table: str) -> Altered | None:
    column = choose.choice(TABLES[table])
    key, row = _row(choose, connection, table, column)
    before = row[column]
    after = another(choose, before)
    where = _first_with(connection, table, row)
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key}", (after,))
    stored = connection.execute(f"SELECT count(*) FROM {table} WHERE {key} AND {column} IS ?", (before,)).fetchone()
    if stored != (0,) or connection.execute("SELECT changes()").fetchone() == (0,):
        return None
    if table == "event_tag" and column == "position" and type(after) is int:
        where = min(where or after, after)
    if table == "head":
        where = _of_size(after, before) if column == "size" else None
    return Altered(f"{table}.{column} of {row} to {after!r}", where)


def _drop(choose: random.Random, connection: Connection, table: str) -> Altered | None:
    key, row = _row(choose, connection, table)
    where = _first_with(connection, table, row)
    connection.execute(f"DELETE FROM {table} WHERE {key}")
    return Altered(f"{table} without {row}", where)


def _put_in(choose: random.Random, connection: Connection, table: str) -> Altered | None:
    _, row = _row(choose, connection, table)
    (size,) = connection.execute("SELECT size FROM head").fetchone()
    if table == "event":
        row |= {"position": choose.choice([-1, 0, size + 1, size + 2, 10 * size]), "id": None}
        where = row["position"]
    elif table == "event_tag":
        row[choose.choice(list(row))] = choose.choice([0, 1, choose.randint(1, size), size + 1, 10**7])
        where = row["position"]
    elif table == "head":
        return None  # there can be but one
    else:
        row |= {"id": choose.choice([-1, 0, 10**6, None]), "name": f"{row['name']}{choose.randrange(9)}"}
        where = None
    columns = ", ".join(row)
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    return Altered(f"{table} with {row}", where)


def _swap(choose: random.Random, connection: Connection, table: str) -> Altered | None:
    """Give two rows the value of each other in one column."""
    column = choose.choice(TABLES[table])
    key, row = _row(choose, connection, table)
    other_key, other = _row(choose, connection, table)
    if row[column] == other[column]:
        return None
    if table in ("tag", "event_type"):
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key}", (-5 if column == "id" else "between",))
        key = f"{column} = {-5 if column == 'id' else repr('between')}"
    if table == "event" and column == "id":
        connection.execute(f"UPDATE event SET id = x'00' WHERE {key}")
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {other_key}", (row[column],))
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key}", (other[column],))
    places = [_first_with(connection, table, one) for one in (row, other)]
    if table == "event_tag":
        places += [row["position"], other["position"]]
    return Altered(f"{table}.{column} of {row} and {other} swapped", min(one for one in places if one is not None))


def _move(choose: random.Random, connection: Connection, table: str) -> Altered | None:
    """Exchange the places of two entries, and with it those of all lines by which they are found."""
    (size,) = connection.execute("SELECT size FROM head").fetchone()
    one, other = sorted(choose.sample(range(1, size + 1), 2))
    for moved in ("event", "event_tag"):
        for of, to in ((one, -1), (other, one), (-1, other)):
            connection.execute(f"UPDATE {moved} SET position = ? WHERE position = ?", (to, of))
    return Altered(f"entries {one} and {other} exchanged", one)


_ALTERING = {"change": _change, "drop": _drop, "put in": _put_in, "swap": _swap, "move": _move}


def _row(
    choose: random.Random, connection: Connection, table: str, column: str | None = None
) -> tuple[str, dict[str, Any]]:
    """One row, as a condition that only it fulfils, and by its columns."""
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    select = f"SELECT * FROM {table} LIMIT 1 OFFSET ?"
    row = dict(zip(columns, connection.execute(select, (choose.randrange(rows),)).fetchone(), strict=True))
    keys = {"event": ["position"], "event_tag": ["tag", "type", "position"], "head": ["one"]}.get(table, ["id"])
    return " AND ".join(f"{name} = {row[name]}" for name in keys), row


def _first_with(connection: Connection, table: str, row: dict[str, Any]) -> int | None:
    """The first entry that a row is about."""
    match table:
        case "event" | "event_tag":
            return row["position"]
        case "tag":
            query = "SELECT min(position) FROM event_tag WHERE tag = ?"
        case "event_type":
            query = "SELECT min(position) FROM event WHERE type = ?"
        case _:
            return None
    (first,) = connection.execute(query, (row["id"],)).fetchone()
    return first


def _of_size(after: object, before: int) -> int | None:
    """Where a head of another size is found wrong: at the first entry that it does not count, or that is not there."""
    if type(after) is not int or after == 2**63 - 1:
        return None
    return 1 if after < 0 else min(after, before) + 1


def another(choose: random.Random, before: Any) -> Any:
    """Another value: of the same kind, a little different, or of none."""
    if choose.random() < 0.1:
        return choose.choice([None, "text", b"", b"\xff", -1, 0, 1.5, 2**63 - 1])
    match before:
        case int():
            return before + choose.choice([-1, 1, 2, 256, 1_000_000])
        case bytes() if before:
            place = choose.randrange(len(before))
            flipped = bytes([before[place] ^ 1 << choose.randrange(8)])
            instead = choose.choice([flipped, b"", bytes([choose.randrange(256)]) + before[place : place + 1]])
            return before[:place] + instead + before[place + 1 :]
        case str():
            place = choose.randrange(len(before))
            return before[:place] + choose.choice("aé:1 ") + before[place + choose.randrange(2) :]
        case _:
            return choose.choice([b"\x00" * 16, b"more", 17])
