"""Law: credit and commission of every answer, whatever its status, sum to exactly one, without zero shares."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadledger.ledger import Refused
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.library import load_rulebook
from tests.lives import Entry
from tests.small_books import small_book
from tests.strategies import examples, histories, office_of

SHARES = st.sampled_from(["0", "1", "1/3", "12.5%", "0.07"])


def assert_whole(answer: Attribution | Refused) -> None:
    assert isinstance(answer, Attribution)
    for shares in (answer.credit, answer.commission):
        assert sum(shares.values()) == 1
        assert all(0 < share <= 1 for share in shares.values())


@examples(60)
@given(history=histories(), share=SHARES, clause=st.sampled_from(["declined", "asked-for", "forgot", "help"]))
def test_shares_sum_to_one(history: list[Entry], share: str, clause: str) -> None:
    for answer in office_of(history, load_rulebook("sales-office", {f"{clause}.share": share})).decide_all():
        assert_whole(answer)


@examples(30)
@given(history=histories())
def test_shares_sum_to_one_where_a_ruling_is_needed(history: list[Entry]) -> None:
    colliding = small_book('[[award]]\nid = "closer"\ncite = "B"\nrank = 1\nuse = "closer"\n')
    for answer in office_of(history, colliding).decide_all():
        assert_whole(answer)
