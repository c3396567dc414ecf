"""Law: the owner is the holder of the largest credit, the first of equals, unless the answer is provisional."""

from __future__ import annotations

from hypothesis import given

from leadledger.rulebook.attribution import Attribution
from tests.lives import Entry
from tests.strategies import examples, histories, office_of


@examples(80)
@given(history=histories())
def test_the_owner_holds_most(history: list[Entry]) -> None:
    for answer in office_of(history).decide_all():
        assert isinstance(answer, Attribution)
        if answer.status == "provisional":
            assert answer.owner is None or answer.owner in {*answer.credit, *answer.commission}
            continue
        first = max(answer.credit, key=lambda payee: answer.credit[payee])
        assert answer.owner == (None if first.startswith("@") else first)
        if answer.owner is not None:
            assert next(iter(answer.credit)) == answer.owner
