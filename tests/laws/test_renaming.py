"""Law: renaming people, customers and deals renames the answer and changes nothing else."""

from __future__ import annotations

from hypothesis import given

from leadledger.rulebook.library import rulebooks
from leadledger.testing import laws
from tests.lives import Entry
from tests.strategies import examples, histories, read


@examples(40)
@given(history=histories())
def test_renaming_renames_the_answer_and_nothing_else(history: list[Entry]) -> None:
    assert laws.anonymity(rulebooks["sales-office"], read(history)) is None
