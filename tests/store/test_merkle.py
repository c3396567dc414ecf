"""The tree is that of RFC 6962: published roots, and the RFC's own recursive definition, written a second time."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leadledger.store.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root_of

# The inputs and roots of the certificate-transparency reference implementation, for 0 to 8 leaves.
INPUTS = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(b"%d" % number) for number in range(300)]


def merkle_tree_hash(data: list[bytes]) -> bytes:
    """RFC 6962, 2.1: MTH(D[n]) over the data itself, split at the largest power of two less than n."""
    if not data:
        return sha256().digest()
    if len(data) == 1:
        return sha256(b"\x00" + data[0]).digest()
    split = 1
    while split * 2 < len(data):
        split *= 2
    return sha256(b"\x01" + merkle_tree_hash(data[:split]) + merkle_tree_hash(data[split:])).digest()


def grown(leaves: list[bytes]) -> Frontier:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    assert root_of(leaf_hash(data) for data in INPUTS[:size]).hex() == ROOTS[size]
    assert merkle_tree_hash(INPUTS[:size]).hex() == ROOTS[size]


def test_every_size_up_to_300_has_the_root_of_the_definition() -> None:
    frontier = Frontier()
    for size in range(301):
        assert frontier.size == size
        assert frontier.root() == merkle_tree_hash([b"%d" % number for number in range(size)])
        frontier.append(leaf_hash(b"%d" % size))


@settings(max_examples=60)
@given(st.lists(st.binary(max_size=40), max_size=300))
def test_any_data_has_the_root_of_the_definition(data: list[bytes]) -> None:
    assert root_of(leaf_hash(one) for one in data) == merkle_tree_hash(data)


@given(st.integers(0, 300), st.integers(0, 300))
@example(0, 0)
def test_a_frontier_written_and_read_back_grows_on_as_if_nothing_had_happened(before: int, upto: int) -> None:
    frontier = Frontier.from_bytes(grown(LEAVES[:before]).to_bytes())
    frontier.extend(LEAVES[before:upto])
    assert frontier == grown(LEAVES[: max(before, upto)])
    assert frontier.root() == root_of(LEAVES[: max(before, upto)])


@given(st.integers(0, 300))
def test_a_frontier_is_as_small_as_the_ones_of_its_size(size: int) -> None:
    assert len(grown(LEAVES[:size]).to_bytes()) == 8 + 32 * size.bit_count()


def test_a_copy_grows_on_its_own() -> None:
    frontier = grown(LEAVES[:5])
    copy = frontier.copy()
    copy.append(LEAVES[5])
    assert (frontier.size, copy.size) == (5, 6)
    assert frontier.root() == root_of(LEAVES[:5])
    assert copy.root() == root_of(LEAVES[:6])
    assert frontier != copy


@given(st.integers(1, 300), st.data())
def test_another_leaf_anywhere_is_another_root(size: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, size - 1))
    other = [*LEAVES[:at], leaf_hash(b"another"), *LEAVES[at + 1 : size]]
    assert root_of(other) != root_of(LEAVES[:size])


def test_the_order_matters() -> None:
    assert root_of(LEAVES[:2]) != root_of(LEAVES[1::-1])


def test_a_node_is_never_a_leaf() -> None:
    left, right = LEAVES[:2]
    assert node_hash(left, right) != leaf_hash(left + right)


def test_a_leaf_of_another_length_is_refused_and_none_is_taken() -> None:
    frontier = Frontier()
    with pytest.raises(ValueError, match="a leaf is 32 bytes long, not 31"):
        frontier.extend([LEAVES[0], LEAVES[1][1:], LEAVES[2]])
    assert frontier == Frontier()


@pytest.mark.parametrize("written", [b"", b"\0" * 7, b"\0" * 9, (1).to_bytes(8), (3).to_bytes(8) + b"\0" * 63])
def test_bytes_that_are_no_frontier_are_refused(written: bytes) -> None:
    with pytest.raises(ValueError, match="a frontier of"):
        Frontier.from_bytes(written)


def test_a_frontier_shows_its_size_and_root_and_is_no_key() -> None:
    assert repr(Frontier()) == f"<Frontier of 0 leaves, root {EMPTY_ROOT.hex()[:16]}…>"
    assert Frontier() != EMPTY_ROOT
    with pytest.raises(TypeError):
        hash(Frontier())
