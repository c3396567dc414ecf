"""A history's entries proven under one root: by a ledger's tree, or by one that is built over a file's history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from leadledger.disputes.bundles.model import BundledEntry, Personal, TreeHead
from leadledger.disputes.bundles.tree import nodes_of
from leadledger.errors import BundleRefused
from leadledger.events import to_json
from leadledger.ledger import Ledger
from leadledger.store.merkle import leaf_hash, root_of
from leadledger.store.proofs import Span, beside
from leadledger.store.sealing import SALT_BYTES, Sealed, seal


@dataclass(frozen=True, slots=True)
class ProvenEntries:
    """Entries as they stand in a bundle, the path of each by its position, and the head that these lead to."""

    head: TreeHead
    entries: tuple[BundledEntry, ...]
    paths: Mapping[int, Sequence[bytes]]

    def nodes(self, positions: Iterable[int]) -> dict[str, str]:
        """The hashes that the entries at some of the positions need."""
        return nodes_of({position: self.paths[position] for position in positions}, self.head.size)


class Tree(Protocol):
    """What proves the entries at chosen positions."""

    def prove(self, positions: Iterable[int]) -> ProvenEntries:
        """The entries at the positions, ascending, proven under the root of the tree."""
        ...


@dataclass(frozen=True, slots=True)
class OfLedger:
    """The tree over the first *size* entries of a ledger, as it is stored."""

    ledger: Ledger
    size: int

    def prove(self, positions: Iterable[int]) -> ProvenEntries:
        """As the ledger proves them."""
        proofs = self.ledger.prove(positions, size=self.size)
        paths = {one.position: one.path for one in proofs.entries}
        entries = tuple(bundled(one.position, one.data, one.personal) for one in proofs.entries)
        head = TreeHead(size=proofs.size, root=proofs.root.hex())
        return ProvenEntries(head, entries, paths)


class OfFile:
    """The tree over a history that no ledger keeps: built from what its entries say, in their order.

    Each entry is sealed as if entered when it was registered, and its salt is drawn from the whole of the history, so
    that the same history gives the same tree, and nobody who has not all of it can guess what was left out.
    """

    def __init__(self, ledger: Ledger) -> None:
        entries = sorted(ledger.events(), key=lambda entry: entry.position)
        digest = sha256(b"".join(to_json(entry.event).encode() + b"\n" for entry in entries)).digest()
        self._sealed: list[Sealed] = []
        for entry in entries:
            salt = sha256(b"salt" + digest + entry.position.to_bytes(8)).digest()
            assert len(salt) == SALT_BYTES
            self._sealed.append(seal(entry.event, entry.recorded_at, salt=salt, position=entry.position))
        self._leaves = [leaf_hash(one.data) for one in self._sealed]
        self._roots: dict[Span, bytes] = {}

    def _root(self, span: Span) -> bytes:
        """The root of a part of the tree; neighbours share most of their paths."""
        if span not in self._roots:
            self._roots[span] = root_of(self._leaves[slice(*span)])
        return self._roots[span]

    def prove(self, positions: Iterable[int]) -> ProvenEntries:
        """As the built tree proves them."""
        wanted = sorted(set(positions))
        size = len(self._leaves)
        paths = {position: [self._root(span) for span in beside(position - 1, size)] for position in wanted}
        entries = tuple(bundled(position, *self._sealed[position - 1]) for position in wanted)
        return ProvenEntries(TreeHead(size=size, root=root_of(self._leaves).hex()), entries, paths)


def bundled(position: int, data: bytes, personal: bytes | None) -> BundledEntry:
    """An entry as it stands in a bundle, nothing left out.

    Raises:
        BundleRefused: its bytes are no text.
    """
    try:
        part = None
        if personal is not None:
            part = Personal(salt=personal[:SALT_BYTES].hex(), fields=personal[SALT_BYTES:].decode())
        return BundledEntry(position=position, leaf=leaf_hash(data).hex(), data=data.decode(), personal=part)
    except UnicodeDecodeError:
        raise BundleRefused(f"entry {position} is not stored as text: leadledger verify says what is wrong") from None
