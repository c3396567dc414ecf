"""The hashes of a bundle: every entry led up to the one root, every hash on the way held against what is below it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from leadledger.disputes.bundles.flaws import Flawed
from leadledger.disputes.bundles.model import Bundle
from leadledger.store.envelope import flaw
from leadledger.store.merkle import leaf_hash, node_hash
from leadledger.store.proofs import Span, beside

MISSING = "the personal part that the header speaks of is missing"


def span_name(span: Span) -> str:
    """How a part of the tree is called: by the positions of its first and its last entry.

    >>> span_name((8, 16)), span_name((16, 17))
    ('9-16', '17-17')
    """
    start, end = span
    return f"{start + 1}-{end}"


def nodes_of(paths: Mapping[int, Iterable[bytes]], size: int) -> dict[str, str]:
    """The hashes on the paths of the entries at these positions, each once, in the order of the tree."""
    found: dict[Span, bytes] = {}
    for position, path in paths.items():
        found.update(zip(beside(position - 1, size), path, strict=True))
    return {span_name(span): found[span].hex() for span in sorted(found)}


def check_hashes(bundle: Bundle) -> None:
    """Hold every entry against its hash and its commitment, and all of them against the root.

    Raises:
        Flawed: naming ``entry``, ``personal``, ``node`` or ``head``.
    """
    for entry in bundle.entries:
        data = entry.data.encode()
        if leaf_hash(data).hex() != entry.leaf:
            raise Flawed("entry", "what it says does not have the hash that stands beside it", entry.position)
        personal = (
            None if entry.personal is None else bytes.fromhex(entry.personal.salt) + entry.personal.fields.encode()
        )
        wrong = flaw(data, personal)
        if wrong is not None and not (wrong == MISSING and personal is None):
            what = "personal" if "personal part" in wrong else "entry"
            raise Flawed(what, wrong, entry.position)
        said = json.loads(data.partition(b"\n")[0]).get("position", entry.position)
        if said != entry.position:
            raise Flawed("entry", f"it says itself that it stands at position {said}", entry.position)
    _check_paths(bundle)


def _check_paths(bundle: Bundle) -> None:
    size, nodes = bundle.head.size, dict(bundle.nodes)
    known: dict[Span, str] = {}
    needed = dict[str, None]()
    for entry in bundle.entries:
        index = entry.position - 1
        span, hash_ = (index, index + 1), bytes.fromhex(entry.leaf)
        _agree(known, nodes, span, hash_, entry.position)
        for other in beside(index, size):
            name = span_name(other)
            needed[name] = None
            if name not in nodes:
                raise Flawed("node", f"the hash over entries {name} is missing, which its path needs", entry.position)
            beside_it = bytes.fromhex(nodes[name])
            left = other[0] < span[0]
            hash_ = node_hash(beside_it, hash_) if left else node_hash(hash_, beside_it)
            span = (other[0], span[1]) if left else (span[0], other[1])
            _agree(known, nodes, span, hash_, entry.position)
    surplus = next((name for name in nodes if name not in needed), None)
    if surplus is not None:
        raise Flawed("node", f"a hash is called {surplus[:60]!r}, and no entry's path needs one of that name")
    if known[0, size] != bundle.head.root:
        raise Flawed("head", "the entries and hashes do not lead to the root that the head says")


def _agree(known: dict[Span, str], nodes: Mapping[str, str], span: Span, hash_: bytes, position: int) -> None:
    """Two entries with one part of the tree above them lead to one hash of it, and it is the one that is given."""
    said = hash_.hex()
    given = nodes.get(span_name(span))
    if known.setdefault(span, said) != said or (given is not None and given != said):
        raise Flawed(
            "node", f"the hash over entries {span_name(span)} is not the one that what is below it gives", position
        )
