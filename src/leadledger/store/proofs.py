"""Proofs in the Merkle tree of RFC 6962: that an entry stands in it, and that a later tree only adds to an earlier.

The algorithms are those of RFC 9162, section 2.1. A path is a list of hashes, the lowest in the tree first. Leaves are
counted from 0 here, as there; the positions of a ledger's entries begin at 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from leadledger.store.merkle import EMPTY_ROOT, HASH_BYTES, node_hash, root_of

MOST_LEAVES: Final = 2**63 - 1
"""No ledger has more entries, so no proof is of a tree with more leaves."""

Span = tuple[int, int]
"""A complete or last part of a tree, by its first leaf and the leaf after its last."""


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from leaf *index* to the root of the tree over *leaves*.

    Raises:
        ValueError: there is no leaf *index*.

    >>> from leadledger.store.merkle import leaf_hash
    >>> leaves = [leaf_hash(data) for data in (b"a", b"b", b"c")]
    >>> inclusion_path(leaves, 2) == [node_hash(leaves[0], leaves[1])]
    True
    """
    return [root_of(leaves[start:end]) for start, end in beside(index, len(leaves))]


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root to which *path* leads from *leaf*, the one at *index* in a tree of *size* leaves.

    The leaf stands there in the tree of a root that is known if this is that root, and only then.

    Raises:
        ValueError: there is no such leaf in a tree of that size, or no such path.

    >>> from leadledger.store.merkle import leaf_hash
    >>> leaves = [leaf_hash(data) for data in (b"a", b"b", b"c")]
    >>> root_from_path(leaves[1], 1, 3, inclusion_path(leaves, 1)) == root_of(leaves)
    True
    """
    spans = beside(index, size)
    if len(path) != len(spans):
        raise ValueError(f"a path from leaf {index} of {size} has {len(spans)} hashes, not {len(path)}")
    _refuse_what_is_no_hash([leaf, *path])
    root = leaf
    for hash_, (start, _) in zip(path, spans, strict=True):
        root = node_hash(hash_, root) if start < index else node_hash(root, hash_)
    return root


def consistency_path(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """Return the hashes that show that the tree over *leaves* begins with the tree over the first *size* of them.

    Raises:
        ValueError: there are not so many leaves.

    >>> from leadledger.store.merkle import leaf_hash
    >>> leaves = [leaf_hash(data) for data in (b"a", b"b", b"c")]
    >>> consistent(2, root_of(leaves[:2]), 3, root_of(leaves), consistency_path(leaves, 2))
    True
    """
    return [root_of(leaves[start:end]) for start, end in between(size, len(leaves))]


def consistent(old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Return whether *path* shows that the tree of *new_root* begins with all leaves of the tree of *old_root*.

    Every tree begins with the empty one and with itself, which takes no hash to show.
    """
    try:
        spans = between(old_size, new_size)
        _refuse_what_is_no_hash([old_root, new_root, *path])
    except ValueError:
        return False
    if len(path) != len(spans):
        return False
    if old_size == 0:
        return old_root == EMPTY_ROOT and (new_size > 0 or new_root == EMPTY_ROOT)
    # Both roots are built up from the last part that the trees share: the whole old one, or the lowest of the path.
    shared_whole = all(start >= old_size for start, _ in spans)
    old = new = old_root if shared_whole else path[0]
    above = zip(path, spans, strict=True) if shared_whole else zip(path[1:], spans[1:], strict=True)
    for hash_, (start, _) in above:
        if start < old_size:
            old, new = node_hash(hash_, old), node_hash(hash_, new)
        else:
            new = node_hash(new, hash_)
    return (old, new) == (old_root, new_root)


def beside(index: int, size: int) -> list[Span]:
    """The parts of a tree of *size* leaves whose roots make the path from leaf *index* upwards.

    Raises:
        ValueError: there is no leaf *index*.

    >>> beside(2, 3), beside(0, 7)
    ([(0, 2)], [(1, 2), (2, 4), (4, 7)])
    """
    if not 0 <= index < size <= MOST_LEAVES:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    spans: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def between(old_size: int, new_size: int) -> list[Span]:
    """The parts of a tree of *new_size* leaves whose roots show that it begins with one of *old_size*.

    Raises:
        ValueError: the old one is the larger.

    >>> between(4, 7), between(3, 7)
    ([(4, 7)], [(2, 3), (3, 4), (0, 2), (4, 7)])
    """
    if not 0 <= old_size <= new_size <= MOST_LEAVES:
        raise ValueError(f"a tree of {new_size} leaves does not begin with one of {old_size}")
    if old_size == 0:
        return []
    spans: list[Span] = []
    start, end = 0, new_size
    while end > old_size:
        middle = _middle(start, end)
        if old_size <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    if start > 0:  # else it is the old tree, whose root is known
        spans.append((start, end))
    return spans[::-1]


def _middle(start: int, end: int) -> int:
    """Where the left part ends: after the largest power of two that is less than the number of leaves."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def _refuse_what_is_no_hash(hashes: Sequence[bytes]) -> None:
    wrong = {len(one) for one in hashes} - {HASH_BYTES}
    if wrong:
        raise ValueError(f"a hash is {HASH_BYTES} bytes long, not {wrong.pop()}")
