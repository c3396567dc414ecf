"""Judging with small books: clauses that collide, none that applies, a finding that is missing, overrides."""

from __future__ import annotations

import pytest

from leadledger.rulebook import clauses
from leadledger.rulebook.answers import Answer, NeedsFinding, Reason
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.case import Case
from leadledger.rulebook.clauses import Kind
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import complaint, given, subscription, visit
from tests.small_books import HEAD, small_book

HELP = """
[[sharing]]
id = "{id}"
cite = "{cite}"
use = "helped"
when_helped = "any-day"
share = "{share}"
after = ["first"]
{more}
"""
SERVED = '[[register]]\nid = "served"\ncite = "S"\nuse = "named-served"\nwhen = { type = "VisitReceived" }\n'
OPENS = '[[register]]\nid = "visit"'
HELPED = HEAD.replace(OPENS, SERVED + OPENS)


def asks(case: Case) -> Answer:
    """An award clause that waits for a finding."""
    return NeedsFinding(Reason("finding-missing"))


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library of kinds, with one that waits for a finding."""
    monkeypatch.setitem(clauses.STAGES["award"], "asks", Kind(asks, frozenset()))  # type: ignore[arg-type]


def decided(book: Rulebook, *, closer: str = "li") -> Attribution:
    return given(visit("c", "zhang"), subscription("d", "c", closer)).decide("d", rulebook=book)


def waits(answer: Attribution) -> bool:
    return (
        answer.status == "needs-ruling"
        and answer.owner is None
        and dict(answer.credit) == {"@suspense": 1} == dict(answer.commission)
    )


ALWAYS = '[[award]]\nid = "{id}"\ncite = "{cite}"\nrank = {rank}\nuse = "closer"\n'


def test_the_first_rank_that_applies_decides() -> None:
    answer = decided(small_book(ALWAYS.format(id="closes", cite="B", rank=2)))
    assert (answer.owner, answer.clause, answer.status) == ("zhang", "A", "final")


def test_the_document_order_does_not_matter_where_ranks_differ() -> None:
    behind = small_book(
        ALWAYS.format(id="closes", cite="B", rank=0), head=HEAD.replace('VisitReceived" }', 'CallReceived" }')
    )
    assert decided(behind).clause == "B"


def test_two_clauses_of_one_rank_that_collide_need_a_ruling_and_are_both_named() -> None:
    collides = '[[award]]\nid = "declines"\ncite = "B"\nrank = 1\nuse = "declined"\nshare = "1/5"\n'
    story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))
    answer = story.decide("d", rulebook=small_book(collides))
    assert waits(answer)
    assert [because.clause.id for because in answer.because] == ["first", "declines"]
    assert answer.clause == "A v. B"


def test_two_clauses_of_one_rank_that_agree_decide() -> None:
    agrees = '[[award]]\nid = "again"\ncite = "B"\nrank = 1\nuse = "first-claim"\n'
    answer = decided(small_book(agrees))
    assert (answer.owner, answer.status, answer.clause) == ("zhang", "final", "A")


def test_where_no_clause_applies_a_ruling_is_needed() -> None:
    answer = given(subscription("d", "c", "li")).decide("d", rulebook=small_book())
    assert waits(answer)
    assert answer.because == ()


def test_a_missing_finding_stops_the_search_at_its_rank(asking: None) -> None:
    book = small_book('[[award]]\nid = "asks"\ncite = "Q"\nrank = 0\nuse = "asks"\n')
    answer = decided(book)
    assert waits(answer)
    assert [(because.clause.id, because.reason.key) for because in answer.because] == [("asks", "finding-missing")]


def test_a_missing_finding_of_a_lower_rank_is_not_asked_for(asking: None) -> None:
    answer = decided(small_book('[[award]]\nid = "asks"\ncite = "Q"\nrank = 2\nuse = "asks"\n'))
    assert (answer.owner, answer.status) == ("zhang", "final")


@pytest.mark.parametrize(
    ("overrides", "commission", "cited"),
    [
        ('overrides = ["later"]', {"zhang": "1/2", "li": "1/2"}, "H"),
        ("", {"zhang": "2/5", "li": "3/5"}, "I"),
    ],
    ids=["a sharing clause beats those it overrides", "two sharing clauses take one after the other"],
)
def test_sharing(overrides: str, commission: dict[str, str], cited: str) -> None:
    first = HELP.format(id="sooner", cite="H", share="1/2", more=overrides)
    later = HELP.format(id="later", cite="I", share="1/5", more="")
    story = given(visit("c", "zhang"), visit("c", "li", named=["zhang"]), subscription("d", "c", "zhang"))
    answer = story.decide("d", rulebook=small_book(first + later, head=HELPED))
    assert answer.clause == cited
    assert sum(answer.commission.values()) == 1
    assert {payee: str(share) for payee, share in answer.commission.items()} == commission


def test_without_a_suspense_clause_open_complaints_change_nothing() -> None:
    story = given(visit("c", "zhang"), complaint("k", "c", "zhang"), subscription("d", "c", "li"))
    assert story.decide("d", rulebook=small_book()).status == "final"


def test_deciding_keeps_what_was_beaten() -> None:
    story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))
    considered = {one.clause.id: one for one in story.decide("d").considered()}
    assert considered["first-visit"].outcome == "beaten"
    beaten = considered["first-visit"].would_give
    assert beaten is not None
    assert beaten.owner == "zhang"
    assert considered["quarrel"].outcome == "does-not-apply"
    assert "declined" not in considered
