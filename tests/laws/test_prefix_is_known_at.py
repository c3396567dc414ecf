"""Law: a prefix in register order gives what the whole history gives as known at the prefix's end."""

from __future__ import annotations

from hypothesis import given

from leadledger.rulebook.library import rulebooks
from leadledger.testing import laws
from tests.lives import Entry
from tests.strategies import examples, histories, read


@examples(30)
@given(history=histories())
def test_a_prefix_equals_known_at_its_end(history: list[Entry]) -> None:
    assert laws.replay(rulebooks["sales-office"], read(history)) is None
