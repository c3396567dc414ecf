"""What a check finds: collisions and who settles them, clauses that never decide, deals that nobody decides."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leadledger.rulebook.answers import Applies, Award, DoesNotApply, NeedsFinding, Reason
from leadledger.rulebook.library import rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.checking.observing import Mark, observed
from leadledger.testing.checking.search import Finding, findings, look
from leadledger.testing.checking.wording import reasons, verdict
from leadledger.testing.stories import given, subscription, visit
from leadledger.texts.wrapping import unglued
from leadledger.values import Share
from tests.small_books import HEAD, small_book

SEED = rulebooks["sales-office"]
CLOSER = '[[award]]\nid = "closer"\ncite = "B"\nrank = 2\nuse = "closer"\n'
AGAIN = '[[award]]\nid = "again"\ncite = "C"\nrank = 3\nuse = "first-claim"\n'
ASKED = '[[award]]\nid = "asked"\ncite = "D"\nrank = 1\nuse = "asked-for"\nshare = "1/2"\n'
SERVED = '[[register]]\nid = "served"\ncite = "S"\nuse = "named-served"\nwhen = { type = "VisitReceived" }\n'
SHARES = """
[[sharing]]
id = "any-day"
cite = "H"
use = "helped"
when_helped = "any-day"
share = "1/5"
after = ["first"]

[[sharing]]
id = "that-day"
cite = "I"
use = "helped"
when_helped = "closing-day"
share = "1/2"
after = ["first"]
"""

CODED = """
[event."app.OrderPlaced"]
fields = { deal = "deal", customer = "customer", code = "word?" }

[[award]]
id = "code"
cite = "B"
rank = 0
use = "coded"
codes = { LISA10 = "lisa" }
"""
EXCEPTION = """
[[register]]
id = "but"
cite = "E"
use = "opens-nothing"
when = { type = "VisitReceived", forgot = true }
"""


def found(book: Rulebook, stories: int = 400) -> list[Finding]:
    return list(findings(book, look(book, stories=stories)))


def kinds(book: Rulebook, stories: int = 400) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.what, one.clauses) for one in found(book, stories)]


def with_help(shares: str) -> Rulebook:
    """The small book with the clause that makes helpers, which stands before the one that opens claims."""
    head, visit = HEAD.split("[[register]]")
    return small_book(CLOSER + shares, head=f"{head}{SERVED}\n[[register]]{visit}")


@pytest.fixture(scope="module")
def seed() -> list[Finding]:
    return [one for one in found(SEED, 3_000) if one.what != "never-decides"]


def test_in_the_seeds_book_help_of_the_day_collides_with_help_and_overrides_it(seed: list[Finding]) -> None:
    assert [(one.what, one.clauses, one.at_fault) for one in seed] == [("settled", ("help-of-the-day", "help"), False)]


def test_the_smallest_story_of_that_collision_is_two_visits_and_a_closing_on_one_day(seed: list[Finding]) -> None:
    (one,) = seed
    assert [event.type for event in one.story] == ["VisitReceived", "VisitReceived", "SubscriptionSigned"]
    assert len({event.occurred_at.date() for event in one.story}) == 1


def test_what_is_found_does_not_depend_on_what_a_process_has_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = with_help(SHARES)
    before = [(one.what, one.story) for one in found(book)]
    (tmp_path / "full_of_numbers.py").write_text(f"NUMBERS = {list(range(1_000))}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("full_of_numbers")
    assert [(one.what, one.story) for one in found(book)] == before


@pytest.mark.parametrize(("lang", "parts"), [("en", ["50 %", "20 %", "2.5", "5.3.3"]), ("zh", ["50%", "20%", "5.3.3"])])
def test_that_collision_is_explained_by_both_clauses_and_by_who_wins(
    seed: list[Finding], lang: str, parts: list[str]
) -> None:
    (one,) = seed
    assert one.seen is not None
    said = " ".join(
        [*reasons(SEED, one.seen, one.clauses, lang), *verdict(SEED, one.what, one.clauses, one.seen, lang)]
    )
    assert [part for part in parts if part not in said] == []


def test_two_award_clauses_of_one_rank_that_award_differently_collide() -> None:
    book = small_book(CLOSER + ASKED)
    (one,) = [one for one in found(book) if one.what == "collision"]
    assert one.at_fault
    assert set(one.clauses) == {"first", "asked"}
    assert one.seen is not None
    assert one.seen.answer.status == "needs-ruling"
    assert len(one.story) == 3
    assert "rank 1" in verdict(book, one.what, one.clauses, one.seen, "en")[0]


def test_two_sharing_clauses_of_which_neither_overrides_collide_where_they_pay_for_one_entry() -> None:
    book = with_help(SHARES)
    marks = [one for one in found(book, 1_200) if one.what == "collision"]
    assert [one.clauses for one in marks] == [("any-day", "that-day")]
    assert marks[0].at_fault
    assert marks[0].seen is not None
    assert "Zhang 40 %, Li 60 %" in unglued(verdict(book, "collision", marks[0].clauses, marks[0].seen, "en")[0])


def test_an_overrides_settles_it() -> None:
    book = with_help(SHARES.replace('share = "1/5"', 'share = "1/5"\noverrides = ["that-day"]'))
    assert ("settled", ("any-day", "that-day")) in kinds(book, 1_200)


def test_a_clause_behind_another_of_the_same_kind_never_decides_and_the_story_says_behind_which() -> None:
    book = small_book(CLOSER + AGAIN)
    (one,) = found(book)
    assert (one.what, one.clauses, one.at_fault) == ("never-decides", ("again",), True)
    assert one.seen is not None
    assert [because.clause.id for because in one.seen.answer.because] == ["first"]


def test_a_clause_that_cannot_apply_never_decides_and_there_is_no_story() -> None:
    book = _answering(small_book(CLOSER + AGAIN), "again", DoesNotApply(Reason("no-wish")))
    (one,) = found(book)
    assert (one.what, one.clauses, one.story) == ("never-decides", ("again",), ())


def test_a_deal_that_no_clause_decides_is_found_and_its_story_is_the_closing_alone() -> None:
    (one,) = found(small_book())
    assert (one.what, one.clauses, one.at_fault) == ("no-clause", (), True)
    assert [event.type for event in one.story] == ["SubscriptionSigned"]


def test_a_clause_that_waits_for_a_finding_is_told_and_is_no_fault() -> None:
    book = _answering(small_book(CLOSER), "first", NeedsFinding(Reason("no-wish")))
    told = [one for one in found(book, 200) if one.what == "needs-finding"]
    assert [(one.clauses, one.at_fault) for one in told] == [(("first",), False)]


def test_shares_that_do_not_sum_to_one_are_found() -> None:
    short = Award({"zhang": Share("1/2")}, {"zhang": Share("1/2")})
    book = _answering(small_book(CLOSER), "first", Applies(short, Reason("no-wish")))
    told = [one for one in found(book, 200) if one.what == "sums"]
    assert [(one.clauses, one.at_fault) for one in told] == [(("first",), True)]


def test_a_sound_book_has_no_findings() -> None:
    assert kinds(small_book(CLOSER)) == []


def test_both_sides_of_the_end_of_a_window_are_told() -> None:
    looked = look(small_book(CLOSER), stories=600)
    assert looked.decided["first"] > 0
    assert looked.decided["closer"] > 0


def test_a_look_is_the_same_every_time() -> None:
    one, other = (look(SEED, stories=100) for _ in range(2))
    assert (one.decided, one.found) == (other.decided, other.found)


def test_a_story_that_contradicts_itself_shows_nothing() -> None:
    twice = given(visit("c", "li"), subscription("deal-1", "c", "li"), subscription("deal-1", "c", "li"))
    assert observed(SEED, twice.events) is None


def test_marks_name_clauses_as_the_document_does() -> None:
    same_day = given(
        visit("c", "zhang", on="2026-03-01"),
        visit("c", "li", named=["zhang"], at="11:00"),
        subscription("deal-1", "c", "zhang", at="12:00"),
    )
    seen = observed(SEED, same_day.events)
    assert seen is not None
    assert seen.marks == {Mark("settled", ("help-of-the-day", "help"))}


def _answering(book: Rulebook, id: str, answer: Any) -> Rulebook:
    """The book with a clause that always answers so."""
    award = tuple(replace(one, apply=lambda case: answer) if one.id == id else one for one in book.award)
    return replace(book, award=award, ranks=tuple((one,) for one in award))


def test_a_code_that_a_clause_lists_is_told_of() -> None:
    head = HEAD.replace('closes_with = "subscription"', 'closes_with = { type = "app.OrderPlaced" }')
    assert look(small_book(CODED, head=head), stories=200).decided["code"] > 0


def test_an_exception_that_opens_nothing_does_something() -> None:
    head = HEAD.replace("[[register]]", f"{EXCEPTION}\n[[register]]", 1)
    assert look(small_book(head=head), stories=200).decided["but"] > 0
