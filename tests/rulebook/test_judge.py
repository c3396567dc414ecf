"""Judging with small books: clauses that collide, none that applies, a finding that is missing, overrides."""

from __future__ import annotations

import pytest

from leadledger.rulebook import clauses
from leadledger.rulebook.answers import Answer, Award, NeedsFinding, Reason
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.case import Case
from leadledger.rulebook.clauses import Kind
from leadledger.rulebook.lacking import lacking
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import Draft, call, complaint, discount, draft, given, ruling, subscription, visit
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


PART = '[[sharing]]\nid = "{id}"\ncite = "{cite}"\nuse = "part"\nwhen = {{ type = "{type}" }}\nshare = "1/5"\n'
COLLIDING = (
    PART.format(id="calls", cite="S", type="CallReceived")
    + PART.format(id="discounts", cite="T", type="DiscountSought")
    + 'to = "from_agent"\ncollides = ["calls"]\n'
)
CALLED, SOUGHT = call("c", "wang"), discount("c", "chen")


@pytest.mark.parametrize(
    ("story", "clause", "shaped_by"),
    [
        ([], "A", ["first"]),
        ([CALLED], "S", ["first", "calls"]),
        ([SOUGHT], "T", ["first", "discounts"]),
        ([CALLED, SOUGHT], "S v. T", ["calls", "discounts"]),
    ],
)
def test_sharing_clauses_that_must_not_apply_together_need_a_ruling_where_they_do(
    story: list[Draft], clause: str, shaped_by: list[str]
) -> None:
    answer = given(visit("c", "zhang"), *story, subscription("d", "c", "li")).decide(
        "d", rulebook=small_book(COLLIDING)
    )
    assert (answer.clause, [one.clause.id for one in answer.because]) == (clause, shaped_by)
    assert waits(answer) is (len(story) == 2)
    assert {claim.agent for claim in answer.register.claims} == {"zhang"}


@pytest.mark.parametrize("stage", ["sharing", "on_top"])
def test_a_clause_beside_the_award_that_waits_for_a_finding_makes_the_deal_wait(
    stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waiting(case: Case, award: Award) -> NeedsFinding:
        return NeedsFinding(Reason("finding-missing"))

    monkeypatch.setitem(clauses.STAGES[stage], "waiting", Kind(waiting, frozenset()))
    answer = decided(small_book(f'[[{stage}]]\nid = "waits"\ncite = "W"\nuse = "waiting"\n'))
    assert waits(answer)
    assert [(one.clause.id, one.reason.key) for one in answer.because] == [
        ("first", "ranked-first"),
        ("waits", "finding-missing"),
    ]
    assert answer.clause == "A v. W"
    assert [claim.agent for claim in answer.register.claims] == ["zhang"]
    assert [(one.what, one.clause and one.clause.id) for one in lacking(answer, ())] == [("finding", "waits")]


def test_an_open_complaint_leaves_the_owner_and_what_is_due_either_way() -> None:
    told = [visit("c", "zhang"), visit("c", "wang"), complaint("k", "c", "wang")]
    beside = given(*told, visit("c", "li", declined=["zhang", "wang"]), subscription("d", "c", "li")).decide("d")
    assert (beside.status, beside.owner) == ("provisional", "li")
    assert {payee: str(share) for payee, share in beside.commission.items()} == {
        "li": "4/5", "zhang": "1/10", "@suspense": "1/10"
    }  # fmt: skip
    assert beside.because[-1].reason.facts["owner_if_upheld"] == "li"
    assert beside.if_upheld is not None
    owned = given(visit("c", "zhang"), complaint("k", "c", "zhang"), subscription("d", "c", "li")).decide("d")
    assert (owned.status, owned.owner) == ("provisional", None)
    assert dict(owned.credit) == {"@suspense": 1}
    assert owned.because[-1].reason.facts["owner_if_upheld"] == "li"


COMPLAINTS = """
[[reading]]
id = "complaint"
cite = "K"
use = "bars-complained-of"
[[suspense]]
id = "open"
cite = "K2"
use = "open-complaints"
"""
CLOSER = '[[award]]\nid = "closer"\ncite = "Z"\nrank = 2\nuse = "closer"\n'
ASKS = CLOSER.replace('"closer"', '"asks"')
TOLD_OF = [visit("c", "zhang"), call("c", "wang"), complaint("k", "c", "zhang"), subscription("d", "c", "li")]


def test_while_a_complaint_is_open_the_least_of_what_either_outcome_pays_on_top_is_paid() -> None:
    extra = (
        '[[on_top]]\nid = "{0}"\ncite = "{0}"\nuse = "extra"\nwhen = {{ type = "{1}", agent = {2} }}\nshare = "1/{3}"\n'
    )
    book = small_book(
        COMPLAINTS
        + CLOSER
        + extra.format("of-holder", "VisitReceived", '"holder"', 9)
        + extra.format("of-caller", "CallReceived", '"not holder"', 10)
        + extra.format("of-rival", "CallReceived", '"rival"', 20)
    )
    answer = given(*TOLD_OF, call("c", "wang"), rulebook=book).decide("d")
    assert (answer.status, answer.owner) == ("provisional", None)
    assert {payee: str(share) for payee, share in answer.on_top.items()} == {"wang": "1/10"}


@pytest.mark.usefixtures("asking")
def test_a_deal_that_one_outcome_of_a_complaint_leaves_to_a_ruling_waits_for_it() -> None:
    answer = given(*TOLD_OF, rulebook=small_book(COMPLAINTS + ASKS)).decide("d")
    assert waits(answer)
    assert answer.because[-1].clause.id == "open"
    assert answer.if_upheld is not None
    assert [claim.agent for claim in answer.if_upheld.register.claims] == []


TIER = """
[[consequence]]
id = "tier"
cite = "P"
use = "price-tier"
kind = "price-terms"
when = { type = "CallReceived" }
of = { type = "app.Registered" }
number = "units"
within = "90 days"
tiers = [{ name = "tier 1", at_least = 1, at_most = 9 }]
[event."app.Registered".fields]
customer = "customer"
agent = "agent"
units = "number"
"""
RULED = '[[award]]\nid = "ruling"\ncite = "R"\nrank = 0\nuse = "ruled"\n'


@pytest.mark.parametrize(
    ("units", "ruled", "status"),
    [(5, False, "final"), (10, False, "needs-ruling"), (10, True, "final"), (5, True, "final")],
)
def test_a_consequence_that_is_unclear_needs_a_ruling_and_is_none_after_one(
    units: int, ruled: bool, status: str
) -> None:
    story = given(
        visit("c", "zhang"),
        draft("app.Registered", customer="c", agent="zhang", units=units),
        call("c", "zhang"),
        subscription("d", "c", "li"),
        *([ruling("r", {"li": "1"}, {"li": "1"}, deal="d")] if ruled else []),
        rulebook=small_book(RULED + TIER),
    )
    answer = story.decide("d")
    assert (answer.status, answer.owner) == (status, "li" if ruled else "zhang")
    asked = [(one.what, one.types) for one in lacking(answer, ())]
    assert asked == [("finding", ("RulingMade", "SettlementAgreed"))] * (units == 10)
