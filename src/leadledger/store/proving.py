"""Proofs out of a ledger's file: chosen entries as they are stored, each with its path to one root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from sqlite3 import Connection
from typing import Any, Final, NamedTuple

from leadledger.errors import LedgerRefused
from leadledger.store.database import Database
from leadledger.store.matching import array
from leadledger.store.merkle import HASH_BYTES, Frontier, leaf_hash, root_of
from leadledger.store.proofs import Span, beside, between

_BLOCK: Final = 256
_LEAVES: Final = "SELECT leaf FROM event WHERE position <= ? ORDER BY position"
_ENTRIES: Final = "SELECT position, data, leaf, personal FROM event WHERE position IN (SELECT value FROM json_each(?))"


class Proven(NamedTuple):
    """An entry as it is stored, and the path that leads from the hash of its *data* to the root.

    It is leaf ``position - 1`` of the tree. *personal* is the part of it that *data* only commits to.
    """

    position: int
    data: bytes
    personal: bytes | None
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Proofs:
    """Entries proven under one root: that of the tree over the first *size* entries of a ledger (RFC 6962)."""

    size: int
    root: bytes
    entries: tuple[Proven, ...]


@dataclass(frozen=True, slots=True)
class Extension:
    """That a ledger's first *size* entries, of *root*, begin with its first *old_size*, of *old_root*: a path."""

    old_size: int
    old_root: bytes
    size: int
    root: bytes
    path: tuple[bytes, ...]


def prove(database: Database, positions: Iterable[int], *, size: int | None = None) -> Proofs:
    """Return the entries at *positions*, ascending and each once, with their paths to the root over the first *size*.

    Without *size* the root is that of all entries there are. Every leaf up to there is read once; memory grows with the
    number of positions, and hardly with the ledger.

    Raises:
        KeyError: there is no entry at one of the positions among the first *size*.
        LedgerRefused: the ledger has fewer entries, or was changed, so that no proof of it holds.

    >>> from leadledger.store.log import Draft, Log
    >>> from leadledger.store.proofs import root_from_path
    >>> with Database(":memory:") as database:
    ...     log = Log(database)
    ...     with database.writing() as connection:
    ...         _ = log.append(connection, log.head(connection), [Draft("Visited", data) for data in (b"a", b"b")])
    ...     proofs = prove(database, [2])
    >>> (two,) = proofs.entries
    >>> root_from_path(leaf_hash(two.data), 1, proofs.size, two.path) == proofs.root
    True
    """
    wanted = sorted(set(positions))
    with database.reading() as connection:
        edge = _edge(connection, database.path)
        size = _within(edge.size, database.path, size)
        absent = [position for position in wanted if not 1 <= position <= size]
        if absent:
            raise KeyError(absent[0])
        rows = {row[0]: row[1:] for row in connection.execute(_ENTRIES, (array(wanted),))}
        spans = {position: beside(position - 1, size) for position in wanted}
        tree = _Tree(connection, database.path, size, {span for some in spans.values() for span in some})
        _refuse_another(edge, tree, database.path)
    entries: list[Proven] = []
    for position in wanted:
        data, leaf, personal = rows.get(position, (None, None, None))
        if not isinstance(data, bytes) or leaf != leaf_hash(data):
            raise _changed(database.path)
        entries.append(Proven(position, data, personal, tuple(map(tree.root, spans[position]))))
    return Proofs(size, tree.root((0, size)), tuple(entries))


def extend(database: Database, old_size: int, *, size: int | None = None) -> Extension:
    """Return the path that shows that the first *size* entries, or all there are, begin with the first *old_size*.

    Raises:
        LedgerRefused: the ledger has fewer entries, or was changed, so that no proof of it holds.
    """
    with database.reading() as connection:
        edge = _edge(connection, database.path)
        size = _within(edge.size, database.path, size)
        old_size = _within(size, database.path, old_size)
        spans = between(old_size, size)
        tree = _Tree(connection, database.path, size, {*spans, (0, old_size)})
        _refuse_another(edge, tree, database.path)
    roots = tree.root((0, old_size)), tree.root((0, size))
    return Extension(old_size, roots[0], size, roots[1], tuple(map(tree.root, spans)))


class _Tree:
    """The roots of parts of the tree over the first *size* leaves, read block by block.

    A part is either made of whole blocks (the last may be shorter), or lies within one; only the leaves of the blocks
    in which a part of *spans* begins or ends are kept.
    """

    def __init__(self, connection: Connection, path: str, size: int, spans: Iterable[Span]) -> None:
        within = {start // _BLOCK for start, end in spans if end - start < _BLOCK}
        within |= {end // _BLOCK for _, end in spans}
        self.size = size
        self._kept: dict[int, list[bytes]] = {}
        self._blocks: list[bytes] = []
        read = 0
        for number, block in enumerate(_blocks(connection, size)):
            if any(not isinstance(leaf, bytes) or len(leaf) != HASH_BYTES for leaf in block):
                raise _changed(path)
            read += len(block)
            self._blocks.append(root_of(block))
            if number in within:
                self._kept[number] = block
        self.root = cache(self._root)
        if read != size:
            raise _changed(path)

    def _root(self, span: Span) -> bytes:
        start, end = span
        first, last = start // _BLOCK, -(-end // _BLOCK)
        whole = start % _BLOCK == 0 and (end % _BLOCK == 0 or end == self.size)
        if whole and (last - first > 1 or first not in self._kept):
            return root_of(self._blocks[first:last])
        if end - start > _BLOCK:  # ends within a block: the beginning of an older tree
            tail = self._kept[end // _BLOCK][: end % _BLOCK]
            return root_of([*self._blocks[first : end // _BLOCK], root_of(tail)])
        block = self._kept[first]
        return root_of(block[start - first * _BLOCK : end - first * _BLOCK])


def _blocks(connection: Connection, size: int) -> Iterator[list[Any]]:
    cursor = connection.execute(_LEAVES, (size,))
    while block := cursor.fetchmany(_BLOCK):
        yield [leaf for (leaf,) in block]


def _edge(connection: Connection, path: str) -> Frontier:
    try:
        return Frontier.from_bytes(connection.execute("SELECT frontier FROM head").fetchone()[0])
    except (TypeError, ValueError):
        raise _changed(path) from None


def _within(there: int, path: str, size: int | None) -> int:
    if size is not None and not 0 <= size <= there:
        raise LedgerRefused(f"{path} has {there:,} entries: nothing can be shown of the first {size:,}")
    return there if size is None else size


def _refuse_another(edge: Frontier, tree: _Tree, path: str) -> None:
    """Refuse a tree that is not the one of the head; of an older one the head does not say the root."""
    if tree.size == edge.size and tree.root((0, tree.size)) != edge.root():
        raise _changed(path)


def _changed(path: str) -> LedgerRefused:
    return LedgerRefused(
        f"{path} is not as it was entered, so nothing can be shown of it: leadledger verify says where"
    )
