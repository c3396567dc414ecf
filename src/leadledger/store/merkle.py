"""The Merkle tree of RFC 6962: one hash that stands for every entry, in order."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

HASH_BYTES: Final = 32
"""The length of a leaf, a node and a root."""

EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without leaves."""

_SIZE_BYTES: Final = 8


def leaf_hash(data: bytes) -> bytes:
    """Return the leaf of an entry: the hash of a zero byte and its *data*.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash above two: of a one byte, *left* and *right*; never that of a leaf."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root of the tree over *leaves* (their hashes), in order.

    >>> a, b, c = (leaf_hash(data) for data in (b"a", b"b", b"c"))
    >>> root_of([a, b, c]) == node_hash(node_hash(a, b), c), root_of([]) == EMPTY_ROOT
    (True, True)
    """
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


class Frontier:
    """The right edge of a growing tree: all that is needed to append, and to say the root.

    It holds one hash for each complete subtree, the largest first: as many as *size*, the number of leaves, has
    ones in binary.

    >>> frontier = Frontier()
    >>> frontier.extend(leaf_hash(data) for data in (b"a", b"b", b"c"))
    >>> again = Frontier.from_bytes(frontier.to_bytes())
    >>> again == frontier, again.size, again.root() == frontier.root()
    (True, 3, True)
    """

    __slots__ = ("_peaks", "size")

    size: int
    _peaks: list[bytes]

    def __init__(self) -> None:
        self.size = 0
        self._peaks = []

    def append(self, leaf: bytes) -> None:
        """Take one more leaf, given by its hash.

        Raises:
            ValueError: it is not 32 bytes long.
        """
        if len(leaf) != HASH_BYTES:
            raise ValueError(f"a leaf is {HASH_BYTES} bytes long, not {len(leaf)}")
        rest, self.size = self.size, self.size + 1
        while rest & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            rest >>= 1
        self._peaks.append(leaf)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Take more leaves, given by their hashes, in order; level by level, as the tree grows from them.

        Raises:
            ValueError: one is not 32 bytes long; then none is taken.
        """
        level = list(leaves)
        wrong = {len(leaf) for leaf in level} - {HASH_BYTES}
        if wrong:
            raise ValueError(f"a leaf is {HASH_BYTES} bytes long, not {wrong.pop()}")
        rest, self.size = self.size, self.size + len(level)
        peaks, left_over = self._peaks, list[bytes]()
        while level:  # the peaks above where it ends stay
            if rest & 1:
                level.insert(0, peaks.pop())
            if len(level) & 1:
                left_over.append(level.pop())
            pairs = zip(level[::2], level[1::2], strict=True)
            level = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
            rest >>= 1
        peaks.extend(reversed(left_over))

    def root(self) -> bytes:
        """Return the root over all leaves taken so far."""
        if not self._peaks:
            return EMPTY_ROOT
        *left, root = self._peaks
        for peak in reversed(left):
            root = node_hash(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """Return the size in 8 bytes, big-endian, then the hashes."""
        return self.size.to_bytes(_SIZE_BYTES) + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, written: bytes) -> Frontier:
        """Return the frontier that :meth:`to_bytes` wrote.

        Raises:
            ValueError: the bytes are too few or too many for their size.
        """
        size = int.from_bytes(written[:_SIZE_BYTES])
        expected = _SIZE_BYTES + size.bit_count() * HASH_BYTES
        if len(written) != expected:
            raise ValueError(f"a frontier of {size} leaves is {expected} bytes long, not {len(written)}")
        frontier = cls()
        frontier.size = size
        frontier._peaks = [written[at : at + HASH_BYTES] for at in range(_SIZE_BYTES, expected, HASH_BYTES)]
        return frontier

    def copy(self) -> Frontier:
        """Return another frontier over the same leaves, to grow on its own."""
        other = Frontier()
        other.size, other._peaks = self.size, self._peaks.copy()
        return other

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Frontier):
            return NotImplemented
        return self.size == other.size and self._peaks == other._peaks

    __hash__ = None  # type: ignore[assignment]  # it grows

    def __repr__(self) -> str:
        return f"<Frontier of {self.size} leaves, root {self.root().hex()[:16]}…>"
