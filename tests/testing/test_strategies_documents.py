"""Random rulebooks and plans: all of them valid, of every kind that can be made up, and they decide what happens."""

from __future__ import annotations

import pytest
from hypothesis import find, settings
from hypothesis import given as examples_of
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from leadledger.ledger.pure_books import books
from leadledger.plan import Plan
from leadledger.rulebook.clauses import kinds_of
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing import Story
from leadledger.testing.strategies import dossiers, money, plans, rulebooks
from leadledger.testing.strategies.clauses import form_of
from leadledger.testing.strategies.documents import STAGES
from leadledger.values import Money
from tests.strategies import examples

QUICK = settings(max_examples=500, database=None, deadline=None)
NOT_MADE_UP = {"booking-fee", "price-tier"}


@examples(60)
@examples_of(rulebooks(), dossiers(max_entries=6))
def test_any_rulebook_decides_any_story_and_shares_sum_to_one(book: Rulebook, story: Story) -> None:
    answer = story.decide("d1", rulebook=book)
    assert sum(answer.credit.values()) == sum(answer.commission.values()) == 1


@examples(40)
@examples_of(rulebooks())
def test_any_rulebook_is_a_document_that_can_be_read_again(book: Rulebook) -> None:
    assert rulebook_from(book.document).digest == book.digest


def test_every_kind_is_made_up_but_those_of_tables_of_their_own() -> None:
    missing = {use for stage in STAGES for use in kinds_of(stage) if form_of(stage, use) is None}
    assert missing == NOT_MADE_UP


@pytest.mark.parametrize("use", ["part", "latest-claim", "linked"])
def test_a_rulebook_shrinks_to_the_clauses_that_matter(use: str) -> None:
    book = find(rulebooks(), lambda one: any(clause.use == use for clause in one.clauses), settings=QUICK)
    assert sorted(clause.use for clause in book.clauses) == sorted(["opens", "closer", use])


def test_only_the_kinds_that_are_asked_for() -> None:
    seen = set[str]()

    @settings(QUICK, max_examples=40)
    @examples_of(rulebooks(kinds=["part", "declined"], max_clauses=3))
    def look(book: Rulebook) -> None:
        seen.update(clause.use for clause in book.clauses)
        assert len(book.clauses) <= 5

    look()
    assert seen == {"opens", "closer", "part", "declined"}


@pytest.mark.parametrize(
    ("strategy", "sentence"),
    [
        (rulebooks(kinds=["nonsense"]), "kinds has 'nonsense': expected some of"),
        (rulebooks(max_clauses=-1), "max_clauses=-1: expected a whole number of at least 0"),
        (money(min_minor=5, max_minor=4), "max_minor=4: expected a whole number of at least 5"),
    ],
)
def test_what_is_no_argument_is_refused(strategy: st.SearchStrategy[object], sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        find(strategy, lambda _: True)


@examples(25)
@examples_of(plans(guarantees=True), dossiers(max_entries=4))
def test_any_plan_keeps_books_that_sum_to_zero(plan: Plan, story: Story) -> None:
    kept = books(story.events, plan=plan, rulebook="sales-office")
    assert sum(kept.balances().values()) == 0


@examples(25)
@examples_of(plans())
def test_without_guarantees_a_plan_brings_in_no_money(plan: Plan) -> None:
    assert plan.guarantees == ()


@examples(25)
@examples_of(money(min_minor=7, max_minor=9, currency="JPY"))
def test_money_is_within_its_bounds(amount: Money) -> None:
    assert amount.currency == "JPY"
    assert 7 <= amount.amount_minor <= 9
