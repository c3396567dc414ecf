"""Law: a prefix in register order gives what the whole history gives as known at the prefix's end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.lives import Entry, recorded_at
from tests.strategies import answers, examples, histories


@examples(80)
@given(history=histories(), data=st.data())
def test_a_prefix_equals_known_at_its_end(history: list[Entry], data: st.DataObject) -> None:
    in_order = sorted(history, key=recorded_at)
    last = data.draw(st.sampled_from(in_order))
    prefix = [entry for entry in in_order if recorded_at(entry) <= recorded_at(last)]
    assert answers(prefix) == answers(history, known_at=recorded_at(last))
