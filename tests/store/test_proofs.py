from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.store.merkle import EMPTY_ROOT, leaf_hash, root_of
from leadledger.store.proofs import (
    beside,
    between,
    consistency_path,
    consistent,
    inclusion_path,
    root_from_path,
)

# The tree of certificate-transparency's own tests, and the paths it gives (merkletree/merkle_tree_test.cc).
VECTORS = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(data) for data in VECTORS]
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_the_published_inclusion_paths_come_out(index: int, size: int, path: list[str]) -> None:
    assert [one.hex() for one in inclusion_path(LEAVES[:size], index)] == path


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCY)
def test_the_published_consistency_paths_come_out(old: int, new: int, path: list[str]) -> None:
    assert [one.hex() for one in consistency_path(LEAVES[:new], old)] == path


def many(size: int) -> list[bytes]:
    return [leaf_hash(b"%d" % number) for number in range(size)]


sizes = st.integers(1, 70)


def test_every_leaf_of_every_small_tree_leads_to_its_root() -> None:
    for size in range(1, 40):
        leaves = many(size)
        for index in range(size):
            assert root_from_path(leaves[index], index, size, inclusion_path(leaves, index)) == root_of(leaves)


def test_every_small_tree_begins_with_every_smaller_one() -> None:
    for new in range(40):
        leaves = many(new)
        for old in range(new + 1):
            path = consistency_path(leaves, old)
            assert consistent(old, root_of(leaves[:old]), new, root_of(leaves), path)


@given(size=sizes, data=st.data())
def test_a_path_leads_to_the_root_from_its_own_leaf_and_index_only(size: int, data: st.DataObject) -> None:
    leaves = many(size)
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    path = inclusion_path(leaves, index)
    if other != index:
        assert root_from_path(leaves[other], index, size, path) != root_of(leaves)
        try:
            assert root_from_path(leaves[index], other, size, path) != root_of(leaves)
        except ValueError:
            assert len(beside(other, size)) != len(path)


@given(size=st.integers(2, 70), data=st.data())
def test_a_path_with_one_bit_changed_leads_elsewhere(size: int, data: st.DataObject) -> None:
    leaves = many(size)
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(leaves, index)
    which = data.draw(st.integers(0, len(path) - 1))
    path[which] = flipped(path[which], data.draw(st.integers(0, 255)))
    assert root_from_path(leaves[index], index, size, path) != root_of(leaves)


@given(new=st.integers(2, 70), data=st.data())
def test_a_tree_with_another_beginning_is_not_consistent(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    leaves = many(new)
    before = root_of(leaves[:old])
    changed = data.draw(st.integers(0, old - 1))
    leaves[changed] = flipped(leaves[changed], 0)
    assert not consistent(old, before, new, root_of(leaves), consistency_path(leaves, old))


@given(new=st.integers(2, 70), data=st.data())
def test_a_consistency_path_with_one_bit_changed_shows_nothing(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    leaves = many(new)
    path = consistency_path(leaves, old)
    which = data.draw(st.integers(0, len(path) - 1))
    path[which] = flipped(path[which], data.draw(st.integers(0, 255)))
    assert not consistent(old, root_of(leaves[:old]), new, root_of(leaves), path)


@given(new=sizes, data=st.data())
def test_other_sizes_than_those_of_the_trees_are_not_consistent(new: int, data: st.DataObject) -> None:
    old, said = data.draw(st.integers(1, new)), data.draw(st.integers(0, 80))
    leaves = many(new)
    path = consistency_path(leaves, old)
    if said != old:
        assert not consistent(said, root_of(leaves[:old]), new, root_of(leaves), path)


def flipped(hash_: bytes, bit: int) -> bytes:
    changed = bytearray(hash_)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_the_empty_tree_begins_every_tree_and_takes_no_hash() -> None:
    leaves = many(5)
    assert consistency_path(leaves, 0) == []
    assert consistent(0, EMPTY_ROOT, 5, root_of(leaves), [])
    assert consistent(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    assert not consistent(0, EMPTY_ROOT, 0, root_of(leaves), [])
    assert not consistent(0, root_of(leaves), 5, root_of(leaves), [])
    assert not consistent(0, EMPTY_ROOT, 5, root_of(leaves), leaves[:1])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 2**63), (5, -1)])
def test_a_leaf_that_is_not_there_is_refused(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        root_from_path(LEAVES[0], index, size, [])
    with pytest.raises(ValueError, match="no leaf"):
        beside(index, size)


def test_a_path_of_another_length_is_refused() -> None:
    path = inclusion_path(LEAVES, 3)
    for wrong in (path[:-1], [*path, path[0]], []):
        with pytest.raises(ValueError, match=r"3 hashes, not"):
            root_from_path(LEAVES[3], 3, 8, wrong)
    assert not consistent(3, root_of(LEAVES[:3]), 8, root_of(LEAVES), consistency_path(LEAVES, 3)[:-1])


def test_what_is_no_hash_is_refused() -> None:
    path = inclusion_path(LEAVES, 3)
    with pytest.raises(ValueError, match=r"32 bytes long, not 31"):
        root_from_path(LEAVES[3], 3, 8, [path[0][:31], *path[1:]])
    with pytest.raises(ValueError, match=r"32 bytes long, not 4"):
        root_from_path(b"leaf", 3, 8, path)
    assert not consistent(8, b"root", 8, b"root", [])


def test_an_old_tree_that_is_the_larger_is_refused() -> None:
    with pytest.raises(ValueError, match="does not begin"):
        consistency_path(LEAVES, 9)
    with pytest.raises(ValueError, match="does not begin"):
        between(-1, 3)
    assert not consistent(8, root_of(LEAVES), 3, root_of(LEAVES[:3]), [])


def test_paths_grow_with_the_logarithm() -> None:
    assert len(beside(0, 1_000_000)) == 20
    assert len(between(999_999, 1_000_000)) <= 21
    assert len(beside(2**63 - 2, 2**63 - 1)) <= 63


def test_a_path_shows_something_only_together_with_the_size_of_the_head() -> None:
    inner, beside_it = root_of(LEAVES[:2]), root_of(LEAVES[2:4])
    assert root_from_path(inner, 0, 2, [beside_it]) == root_of(LEAVES[:4])
    with pytest.raises(ValueError, match="2 hashes, not 1"):
        root_from_path(inner, 0, 4, [beside_it])
