"""Law: deciding twice gives equal bytes, also when the lines of the file stand in another order."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from tests.lives import Entry, recorded_at
from tests.strategies import answers, examples, histories


def shuffled(history: list[Entry], order: list[int]) -> list[Entry]:
    """The entries in another order; those of one register time keep their order among themselves."""
    in_time = sorted(history, key=recorded_at)
    groups = [list(group) for _, group in groupby(in_time, key=recorded_at)]
    numbered = sorted(zip(order, (at for at, group in enumerate(groups) for _ in group), strict=False))
    waiting = [iter(group) for group in groups]
    return [next(waiting[at]) for _, at in numbered]


@examples(60)
@given(history=histories(), data=st.data())
def test_deciding_twice_gives_equal_bytes(history: list[Entry], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(history))))
    once = answers(history)
    assert answers(history) == once
    assert answers(shuffled(history, order)) == once
