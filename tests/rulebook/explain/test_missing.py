"""What is missing: findings, rulings, complaints to be decided, what would have kept a claim, what would come first."""

from __future__ import annotations

from typing import Any

import pytest

from leadledger.rulebook import Rulebook, rulebooks
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.document import rulebook_from
from leadledger.testing.stories import complaint, follow_up, given, ruling, subscription, visit
from tests.small_books import small_book


def missing(answer: Attribution, lang: str = "en") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.to_dict(lang, considered=True)["missing"]
    return found


def book_with(**sections: list[dict[str, Any]]) -> Rulebook:
    """The small book, with other sections."""
    return rulebook_from({**small_book().document, **sections}, source="small")


def kinds(answer: Attribution) -> list[tuple[str, str | None]]:
    return [(one["what"], one["id"]) for one in missing(answer)]


def test_before_a_ruling_only_a_quarrel_would_have_come_first() -> None:
    story = given(visit("c", "zhang"), subscription("d", "c", "li"), ruling("r", {"li": "1"}, {"li": "1"}, deal="d"))
    assert kinds(story.decide("d")) == [("entry", "quarrel")]
    (one,) = missing(story.decide("d"))
    assert list(one) == ["what", "id", "cite", "reason", "facts", "text", "events", "entries"]
    assert (one["cite"], one["entries"]) == ("5.4", ["QuarrelReported"])


def test_a_claim_that_ran_out_says_what_could_have_kept_it() -> None:
    story = given(visit("c", "zhang", on="2025-11-01"), subscription("d", "c", "li", on="2026-03-20"))
    first = missing(story.decide("d"))[0]
    assert (first["what"], first["facts"], first["entries"]) == (
        "claim",
        {"agent": "zhang", "through": "2026-01-01"},
        [],
    )
    book = book_with(
        register=[
            {
                "id": "visit",
                "cite": "R",
                "use": "opens",
                "when": {"type": "VisitReceived"},
                "hold": {"length": "7 days", "renewed_by": [{"type": "FollowUpLogged", "agent": "holder"}]},
            }
        ]
    )
    renewed = given(visit("c", "zhang", on="2026-03-01"), subscription("d", "c", "li", on="2026-03-20"), rulebook=book)
    assert [one["entries"] for one in missing(renewed.decide("d")) if one["what"] == "claim"] == [["FollowUpLogged"]]
    text = " ".join(renewed.decide("d").explain().split())
    assert (
        "zhang's claim was good through 8 March 2026 only. Entries of these types could have kept it: FollowUpLogged "
        "(Clause R, visit)."
    ) in text
    kept = given(
        visit("c", "zhang", on="2026-03-01"),
        *(follow_up("c", "zhang", on=f"2026-03-{day:02}") for day in (7, 13, 19)),
        subscription("d", "c", "li", on="2026-03-20"),
        rulebook=book,
    )
    assert "claim" not in dict(kinds(kept.decide("d")))


def test_clauses_that_lack_the_same_entry_are_told_together_and_others_apart() -> None:
    award = [
        {"id": "quarrel", "cite": "A 1", "rank": 1, "use": "quarrel"},
        {"id": "declined", "cite": "A 2", "rank": 2, "use": "declined", "share": "1/5"},
        {"id": "asked-for", "cite": "A 3", "rank": 3, "use": "asked-for", "share": "1/2"},
        {"id": "closer", "cite": "A 4", "rank": 4, "use": "closer"},
    ]
    text = given(subscription("d", "c", "li"), rulebook=book_with(award=award)).decide("d").explain()
    _, _, lacking = text.partition("What is missing\n")
    assert " ".join(lacking.partition("\n\n")[0].split()) == (
        "– Clause A 1, quarrel, would decide first. No quarrel over this customer or deal was reported. "
        "– Clauses A 2, A 3 would decide first. On no visit that still counts did the customer express a wish."
    )


def test_clauses_that_collide_are_told_apart_though_their_reasons_read_alike() -> None:
    paid = {"use": "extra", "when": {"type": "VisitReceived"}, "share": "12%"}
    book = book_with(
        on_top=[{"id": "one", "cite": "T 1", **paid}, {"id": "other", "cite": "T 2", "collides": ["one"], **paid}]
    )
    answer = given(visit("c", "zhang"), subscription("d", "c", "li"), rulebook=book).decide("d")
    assert kinds(answer)[:2] == [("ruling", "one"), ("ruling", "other")]
    text = " ".join(answer.explain().split())
    assert "– Clause T 1, one: zhang has 12 % on top of the commission. Clauses collide here" in text
    assert "– Clause T 2, other: zhang has 12 % on top of the commission. Clauses collide here" in text


def test_an_open_complaint_lacks_its_decision() -> None:
    story = given(visit("c", "zhang"), visit("c", "wang"), complaint("k", "c", "zhang"), subscription("d", "c", "wang"))
    first = missing(story.decide("d"))[0]
    assert (first["what"], first["entries"]) == ("decision", ["ComplaintDecided"])
    assert first["text"] == "Complaint k against zhang is neither upheld nor dismissed."


def test_what_the_rules_leave_open_lacks_a_finding_or_a_ruling() -> None:
    award = {"cite": "A", "rank": 1}
    asks = book_with(award=[{"id": "asks", "use": "finding", "missing": {"en": "who came first"}, **award}])
    story = (visit("c", "zhang"), subscription("d", "c", "li"))
    (first, *_) = missing(given(*story, rulebook=asks).decide("d"))
    assert (first["what"], first["id"], first["entries"]) == ("finding", "asks", ["RulingMade", "SettlementAgreed"])
    assert "who came first" in first["text"]
    collide = book_with(
        award=[
            {"id": "first", "use": "first-claim", **award},
            {"id": "closer", "use": "closer", "where": "anyhow", **award},
        ]
    )
    answer = given(*story, rulebook=collide).decide("d")
    assert kinds(answer)[:2] == [("ruling", "first"), ("ruling", "closer")]
    assert [one["entries"] for one in missing(answer)[:2]] == [["RulingMade", "SettlementAgreed"]] * 2
    nothing = book_with(award=[{"id": "first", "use": "first-claim", **award}])
    answer = given(subscription("d", "c", "li"), rulebook=nothing).decide("d")
    assert kinds(answer)[0] == ("ruling", None)
    assert "somebody has to rule" in " ".join(answer.explain().split())


def test_an_open_complaint_lacks_its_decision_however_many_clauses_shaped_the_answer() -> None:
    helped = visit("c", "li", named=["zhang"], present=["li"])
    story = given(visit("c", "zhang"), helped, complaint("k", "c", "zhang"), subscription("d", "c", "zhang"))
    assert [one.clause.stage for one in story.decide("d").because] == ["award", "sharing", "suspense"]
    assert kinds(story.decide("d"))[0] == ("decision", "complaint-open")


@pytest.mark.parametrize(
    ("rank", "collides", "told"), [(0, False, True), (1, False, False), (2, False, False), (2, True, True)]
)
def test_an_entry_is_missing_for_what_would_come_first_and_for_any_clause_where_none_decides(
    rank: int, collides: bool, told: bool
) -> None:
    first = {"id": "first", "cite": "A", "rank": 1, "use": "first-claim"}
    closer = {"id": "closer", "cite": "B", "rank": 1, "use": "closer", "where": "anyhow"}
    quarrel = {"id": "quarrel", "cite": "Q", "rank": rank, "use": "quarrel"}
    book = book_with(award=[first, *([closer] if collides else []), quarrel])
    answer = given(visit("c", "zhang"), subscription("d", "c", "li"), rulebook=book).decide("d")
    assert (("entry", "quarrel") in kinds(answer)) is told


def test_every_book_says_what_is_missing_in_every_language() -> None:
    story = given(visit("c", "zhang", on="2025-11-01"), subscription("d", "c", "li"))
    for book in rulebooks.values():
        if book.terms.closes_with != "subscription":
            continue
        answer = given(*story.events, rulebook=book).decide("d")
        for lang in ("en", "zh", "zh-Hant"):
            assert all("{" not in one["text"] for one in missing(answer, lang))
            assert answer.explain(lang)
