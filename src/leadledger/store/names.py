"""Names kept once: a small number stands for each tag and each type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from sqlite3 import Connection
from typing import Final

_TOGETHER: Final = 256
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Names:
    """The numbers of the names in one table, with those seen before kept in memory, at most *most* of them.

    Only what is committed is kept: what a transaction adds is held apart until it ends. That a name has no number is
    kept as well, with the number of entries among which it has none: they never change.

    >>> import sqlite3
    >>> connection = sqlite3.connect(":memory:", isolation_level=None)
    >>> _ = connection.execute("CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)")
    >>> names = Names("tag")
    >>> names.intern(connection, ["customer:c1", "agent:zhang"])
    {'customer:c1': 1, 'agent:zhang': 2}
    >>> names.known(connection, ["agent:zhang", "agent:li"]), names.name(connection, 1)
    ({'agent:zhang': 2}, 'customer:c1')
    >>> connection.close()
    """

    def __init__(self, table: str, *, most: int = 200_000) -> None:
        self._most: Final = most
        self._table: Final = table
        self._selects: Final[dict[int, str]] = {}
        self._select_name: Final = f"SELECT name FROM {table} WHERE id = ?"  # noqa: S608
        self._select_last: Final = f"SELECT coalesce(max(id), 0) FROM {table}"  # noqa: S608
        self._insert: Final = f"INSERT INTO {table} (id, name) VALUES (?, ?)"  # noqa: S608
        self._numbers: dict[str, int] = {}
        self._absent: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self.uncommitted: dict[str, int] = {}

    def known(self, connection: Connection, names: Iterable[str], *, upto: int | None = None) -> dict[str, int]:
        """The numbers of those of *names* that have one; those of names used in the first *upto* entries suffice."""
        found: dict[str, int] = {}
        missing: list[str] = []
        kept, uncommitted = self._numbers, self.uncommitted if connection.in_transaction else {}
        for name in names:
            number = kept.get(name) or uncommitted.get(name)
            if number is None:
                missing.append(name)
            else:
                found[name] = number
        if upto is not None and missing and not connection.in_transaction:
            absent = self._absent
            missing = [name for name in missing if absent.get(name, -1) < upto]
        if missing:
            read = self._read(connection, missing)
            found |= read
            self._keep(connection, read)
            if upto is not None and len(read) < len(missing) <= _TOGETHER and not connection.in_transaction:
                self._note_absent([name for name in missing if name not in read], upto)
        return found

    def intern(self, connection: Connection, names: Collection[str]) -> Mapping[str, int]:
        """The numbers of all *names* at least, new ones for those that have none; the caller holds the transaction."""
        if all(map(self._numbers.__contains__, names)):  # as mostly
            return self._numbers
        each = dict.fromkeys(names)
        found = self.known(connection, each)
        if new := [name for name in each if name not in found]:
            last: int = connection.execute(self._select_last).fetchone()[0]
            added = {name: number for number, name in enumerate(new, last + 1)}
            connection.executemany(self._insert, [(number, name) for name, number in added.items()])
            found |= added
            self._keep(connection, added)
        return found

    def name(self, connection: Connection, number: int) -> str:
        """The name that *number* stands for."""
        name = self._names.get(number)
        if name is None:
            name = str(connection.execute(self._select_name, (number,)).fetchone()[0])
            if not connection.in_transaction:
                if len(self._names) >= self._most:
                    self._names = {}
                self._names[number] = name
        return name

    def settled(self, committed: bool) -> None:
        """A transaction ended: keep what it added (*uncommitted*), or forget it."""
        added, self.uncommitted = self.uncommitted, {}
        if committed:
            self._trust(added)

    def _keep(self, connection: Connection, numbers: dict[str, int]) -> None:
        if connection.in_transaction:
            self.uncommitted |= numbers
        else:
            self._trust(numbers)

    def _trust(self, numbers: dict[str, int]) -> None:
        if len(self._numbers) + len(numbers) > self._most:
            self._numbers = dict(islice(numbers.items(), self._most))
        else:
            self._numbers.update(numbers)

    def _note_absent(self, names: list[str], upto: int) -> None:
        if len(self._absent) + len(names) > self._most:
            self._absent = {}
        self._absent.update(dict.fromkeys(names, upto))

    def _read(self, connection: Connection, names: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        names = [name for name in names if _can_be_written(name)]
        for start in range(0, len(names), _TOGETHER):
            some = names[start : start + _TOGETHER]
            width = 1 << (len(some) - 1).bit_length()  # few different statements, each prepared once
            found.update(connection.execute(self._select(width), some + some[-1:] * (width - len(some))))
        return found

    def _select(self, width: int) -> str:
        statement = self._selects.get(width)
        if statement is None:
            marks = ",".join("?" * width)
            statement = self._selects[width] = f"SELECT name, id FROM {self._table} WHERE name IN ({marks})"  # noqa: S608
        return statement


def _can_be_written(name: str) -> bool:
    """Whether it is text: half a surrogate pair is none, and is nobody's name."""
    return name.isascii() or not _SURROGATE.search(name)
