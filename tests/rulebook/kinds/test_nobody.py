"""The kind ``nobody``: credit and commission go to no person."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.lives import Entry
from tests.rulebook.kinds.meetings import anyhow_book
from tests.strategies import examples, histories, office_of

NOBODY = """
[[award]]
id = "nobody"
cite = "N"
rank = 1
use = "nobody"
"""
BOOKS = {
    "@unassigned": anyhow_book(NOBODY),
    "@department": anyhow_book(NOBODY + 'payee = "@department"'),
}


@examples(40)
@given(life=histories(longest=9), payee=st.sampled_from(sorted(BOOKS)))
def test_whatever_happened_all_of_it_goes_to_the_payee_stated_and_nobody_owns(life: list[Entry], payee: str) -> None:
    answer = office_of(life, BOOKS[payee]).decide("d1")
    assert answer.credit == answer.commission == {payee: 1}
    assert (answer.owner, answer.clause, answer.status) == (None, "N", "final")


@examples(30)
@given(life=histories(longest=9))
def test_where_its_condition_fails_it_changes_nothing(life: list[Entry]) -> None:
    conditional = anyhow_book(NOBODY + 'if = [{ type = "CallReceived" }]')
    calls = [entry for entry in life if entry["type"] == "CallReceived"]
    told = [entry for entry in life if entry not in calls and entry["type"] != "EntryStruck"]
    answers = [office_of(told, book).decide("d1").owner for book in (conditional, anyhow_book())]
    assert answers[0] == answers[1] is not None
