"""Why not, of every clause: also of what is paid on top and of what follows beside an award."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadledger.dossier import History
from leadledger.events import EVENT_TYPES, event_from_dict
from leadledger.ledger import Office, Refused
from leadledger.rulebook import library, rulebooks
from leadledger.testing.stories import Draft, call, given, subscription, visit
from tests.small_books import small_book

EXAMPLES = Path(library.__file__).parent / "books" / "examples"
BOOKS = [name for name, book in rulebooks.items() if book.on_top or book.consequences]


@pytest.mark.parametrize("name", BOOKS)
def test_every_clause_that_follows_is_applied_or_considered(name: str) -> None:
    book = rulebooks[name]
    stories = json.loads((EXAMPLES / f"{name.replace('-', '_')}.json").read_text("utf-8"))
    asked = 0
    for story in stories.values():
        events = [event_from_dict(entry, {**EVENT_TYPES, **book.events}) for entry in story]
        for answer in Office(History(events), book).decide_all():
            if isinstance(answer, Refused) or answer.status == "needs-ruling":
                continue
            deciding = answer.because[0].clause
            wanted = {one.id for one in (*book.on_top, *book.consequences) if one.follows(deciding)}
            applied = {one.clause.id for one in (*answer.because, *answer.consequences)}
            considered = [one.clause.id for one in answer.considered()]
            assert wanted <= applied | set(considered)
            assert not applied & set(considered)
            assert len(considered) == len(set(considered))
            asked += len(wanted)
            for lang in ("en", "zh"):
                told = answer.explain(lang)
                assert all(book.clause(one).cite in told for one in considered)
    assert asked


AWARDS = """
[[award]]
id = "closer"
cite = "B"
rank = 2
use = "closer"
where = "anyhow"
[[award]]
id = "quarrel"
cite = "Q"
rank = 0
use = "quarrel"
"""
BESIDE = """
[[sharing]]
id = "latest-call"
cite = "S1"
use = "part"
when = { type = "CallReceived" }
pick = "latest"
share = "1/5"
overrides = ["every-call"]
[[sharing]]
id = "every-call"
cite = "S2"
use = "part"
when = { type = "CallReceived" }
share = "1/2"
[[sharing]]
id = "discount"
cite = "S3"
use = "part"
when = { type = "DiscountSought" }
to = "from_agent"
share = "1/2"
[[sharing]]
id = "of-the-closer"
cite = "S4"
use = "part"
when = { type = "CallReceived" }
share = "1/2"
after = ["closer"]
[[on_top]]
id = "paid"
cite = "T1"
use = "extra"
when = { type = "CallReceived" }
share = "1/10"
overrides = ["paid-again"]
[[on_top]]
id = "paid-again"
cite = "T2"
use = "extra"
when = { type = "CallReceived" }
share = "1/5"
[[on_top]]
id = "paid-for-discounts"
cite = "T3"
use = "extra"
when = { type = "DiscountSought" }
to = "from_agent"
share = "1/5"
[[on_top]]
id = "paid-after-closer"
cite = "T4"
use = "extra"
when = { type = "CallReceived" }
share = "1/5"
after = ["closer"]
[[consequence]]
id = "rate"
cite = "C1"
use = "rate"
kind = "rate"
share = "7%"
[[consequence]]
id = "fine"
cite = "C2"
use = "fee"
kind = "fine"
when = { type = "DiscountSought" }
to = "from_agent"
amount = { amount = "1.00", currency = "CNY" }
[[consequence]]
id = "second-rate"
cite = "C3"
use = "rate"
kind = "rate"
share = "2%"
if = [{ type = "FollowUpLogged" }]
[[consequence]]
id = "third-rate"
cite = "C4"
use = "rate"
kind = "rate"
share = "2%"
unless = [{ type = "VisitReceived", agent = "holder" }]
[[consequence]]
id = "closers-rate"
cite = "C5"
use = "rate"
kind = "rate"
share = "1%"
after = ["closer"]
"""
TALE = [visit("c", "zhang"), call("c", "li"), call("c", "wang"), subscription("d", "c", "chen")]


def test_each_clause_that_did_not_shape_the_answer_is_told_with_what_it_would_have_given() -> None:
    answer = given(*TALE).decide("d", rulebook=small_book(AWARDS + BESIDE))
    found = {one.clause.id: (one.outcome, one.reason.key, one.would_give) for one in answer.considered()}
    assert [(id, outcome, reason) for id, (outcome, reason, _) in found.items()] == [
        ("quarrel", "does-not-apply", "no-quarrel"),
        ("closer", "beaten", "closer-anyhow"),
        ("every-call", "beaten", "has-part"),
        ("discount", "does-not-apply", "no-entry-counts"),
        ("paid-again", "beaten", "paid-on-top"),
        ("paid-for-discounts", "does-not-apply", "no-entry-counts"),
        ("fine", "does-not-apply", "nothing-follows"),
        ("second-rate", "does-not-apply", "condition-missing"),
        ("third-rate", "does-not-apply", "condition-against"),
    ]
    closer, every_call = found["closer"][2], found["every-call"][2]
    assert closer is not None
    assert (closer.owner, closer.status) == ("chen", "final")
    assert closer.register is answer.register
    assert every_call is not None
    assert (every_call.owner, every_call.status, every_call.clause) == ("zhang", "final", "S2")
    assert {payee: str(share) for payee, share in every_call.award.commission.items()} == {
        "zhang": "1/2", "li": "1/4", "wang": "1/4"
    }  # fmt: skip
    assert [(one.clause.id, one.reason.key) for one in every_call.because] == [
        ("first", "ranked-first"),
        ("every-call", "has-part"),
    ]
    assert every_call.register is answer.register


@pytest.mark.parametrize(
    ("awards", "story"),
    [
        (AWARDS.replace("rank = 2", "rank = 1"), TALE),
        (AWARDS.replace('use = "closer"\nwhere = "anyhow"', 'use = "declined"\nshare = "1/5"'), TALE[-1:]),
    ],
    ids=["two that collide", "none that applies"],
)
def test_where_a_ruling_is_needed_no_clause_beside_the_award_is_told_of(awards: str, story: list[Draft]) -> None:
    answer = given(*story).decide("d", rulebook=small_book(awards + BESIDE))
    assert answer.status == "needs-ruling"
    assert {one.clause.stage for one in answer.considered()} == {"award"}


def rates(*clauses: tuple[str, str]) -> str:
    """Clauses that each give a rate: named, and with more that is stated."""
    each = '[[consequence]]\nid = "{0}"\ncite = "{0}"\nuse = "rate"\nkind = "rate"\nshare = "1%"\n{1}\n'
    return "".join(each.format(*clause) for clause in clauses)


def test_of_what_follows_each_clause_goes_without_those_it_overrides() -> None:
    book = small_book(
        rates(
            ("one", 'overrides = ["three"]'),
            ("never", 'after = ["closer"]\noverrides = ["last"]'),
            ("two", 'overrides = ["four"]'),
            ("three", 'overrides = ["last"]'),
            ("four", ""),
            ("last", ""),
        )
        + AWARDS
    )
    answer = given(*TALE).decide("d", rulebook=book)
    assert [one.clause.id for one in answer.consequences] == ["one", "two", "last"]


def extras(*clauses: tuple[str, str]) -> str:
    """Clauses that each pay a tenth on top to whoever took a call: named, and with more that is stated."""
    each = (
        '[[on_top]]\nid = "{0}"\ncite = "{0}"\nuse = "extra"\nwhen = {{ type = "CallReceived" }}\nshare = "1/10"\n{1}\n'
    )
    return "".join(each.format(*clause) for clause in clauses)


def test_what_is_paid_on_top_adds_up_over_the_clauses_none_of_which_is_overridden() -> None:
    clauses = (
        ("one", 'overrides = ["three"]'),
        ("never", 'after = ["closer"]\noverrides = ["last"]'),
        ("two", 'overrides = ["four"]'),
        ("three", 'overrides = ["last"]'),
        ("four", ""),
        ("last", ""),
    )
    answer = given(visit("c", "zhang"), call("c", "li"), subscription("d", "c", "chen")).decide(
        "d", rulebook=small_book(extras(*clauses) + AWARDS)
    )
    assert [one.clause.id for one in answer.because] == ["first", "one", "two", "last"]
    assert (answer.clause, {payee: str(share) for payee, share in answer.on_top.items()}) == ("last", {"li": "3/10"})


def parts(*clauses: tuple[str, str]) -> str:
    """Clauses that each give whoever took the first call a tenth: named, and with more that is stated."""
    each = (
        '[[sharing]]\nid = "{0}"\ncite = "{0}"\nuse = "part"\nwhen = {{ type = "CallReceived" }}\nshare = "1/10"\n{1}\n'
    )
    return "".join(each.format(*clause) for clause in clauses)


def test_of_what_shares_each_clause_goes_without_those_it_overrides() -> None:
    clauses = (
        ("one", 'overrides = ["three"]'),
        ("never", 'after = ["closer"]\noverrides = ["last"]'),
        ("two", 'overrides = ["four"]'),
        ("three", 'overrides = ["last"]'),
        ("four", ""),
        ("last", ""),
    )
    answer = given(visit("c", "zhang"), call("c", "li"), subscription("d", "c", "chen")).decide(
        "d", rulebook=small_book(parts(*clauses) + AWARDS)
    )
    assert answer.customer == "c"
    assert [one.clause.id for one in answer.because] == ["first", "one", "two", "last"]


def test_the_holder_in_a_condition_beside_the_award_is_whom_it_gives_the_customer() -> None:
    book = small_book(
        rates(("of-holder", 'if = [{ type = "CallReceived", agent = "holder" }]'))
        + AWARDS.replace("rank = 2", "rank = 0")
    )
    answer = given(visit("c", "zhang"), call("c", "zhang"), subscription("d", "c", "chen")).decide("d", rulebook=book)
    assert answer.owner == "chen"
    assert [one.reason.key for one in answer.considered() if one.clause.id == "of-holder"] == ["condition-missing"]
