"""Law: shares sum to one, and the owner holds the largest credit, the first of equals, unless it is provisional."""

from __future__ import annotations

from hypothesis import given

from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.library import rulebooks
from leadledger.testing import laws
from tests.lives import Entry
from tests.strategies import examples, histories, office_of, read


@examples(60)
@given(history=histories())
def test_the_owner_holds_most(history: list[Entry]) -> None:
    assert laws.conservation(rulebooks["sales-office"], read(history)) is None


@examples(60)
@given(history=histories())
def test_the_owner_stands_first_and_a_provisional_one_has_a_part(history: list[Entry]) -> None:
    for answer in office_of(history).decide_all():
        assert isinstance(answer, Attribution)
        if answer.status == "provisional":
            assert answer.owner is None or answer.owner in {*answer.credit, *answer.commission}
        elif answer.owner is not None:
            assert next(iter(answer.credit)) == answer.owner
