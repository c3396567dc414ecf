"""What one document says otherwise than another, clause by clause."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from leadledger.rulebook.diff import differences
from leadledger.rulebook.library import rulebooks

SEED: dict[str, Any] = dict(rulebooks["sales-office"].document)
Change = Callable[[dict[str, Any]], Any]


def changed(change: Change) -> dict[str, Any]:
    document = copy.deepcopy(SEED)
    change(document)
    return document


def clause(document: dict[str, Any], id: str) -> dict[str, Any]:
    return next(one for stage in ("register", "award", "sharing") for one in document[stage] if one["id"] == id)


CASES: dict[str, tuple[Change, list[tuple[object, ...]]]] = {
    "a parameter: old and new": (
        lambda one: clause(one, "declined").update(share="1/4"),
        [("clause", "declined", "changed", "share", "20%", "1/4")],
    ),
    "a term": (
        lambda one: one["terms"].update(validity="3 months"),
        [("terms", "terms", "changed", "validity", "2 months", "3 months")],
    ),
    "a term in a table": (
        lambda one: one["terms"]["hold"].update(length="7 days"),
        [("terms", "terms", "changed", "hold.length", {"term": "validity"}, "7 days")],
    ),
    "a rank": (
        lambda one: clause(one, "quarrel").update(rank=9),
        [("clause", "quarrel", "changed", "rank", 1, 9)],
    ),
    "a number": (
        lambda one: clause(one, "help").update(cite="6.1"),
        [("clause", "help", "changed", "cite", "5.3.3", "6.1")],
    ),
    "a text in one language": (
        lambda one: clause(one, "help")["title"].update(en="Helped"),
        [("clause", "help", "changed", "title.en", "Helped while the agent was out", "Helped")],
    ),
    "a parameter that is stated now": (
        lambda one: clause(one, "call").update(active=False),
        [("clause", "call", "added", "active", None, False)],
    ),
    "a parameter that is no longer stated": (
        lambda one: clause(one, "forgot").pop("search"),
        [("clause", "forgot", "removed", "search", {"term": "search_prior_claims"}, None)],
    ),
    "the term that a parameter refers to": (
        lambda one: clause(one, "forgot").update(search={"term": "validity"}),
        [("clause", "forgot", "changed", "search", {"term": "search_prior_claims"}, {"term": "validity"})],
    ),
    "a table where a parameter referred to a term": (
        lambda one: clause(one, "visit").update(hold={"length": "7 days"}),
        [("clause", "visit", "changed", "hold", {"term": "hold"}, {"length": "7 days"})],
    ),
    "what is stated in a table now": (
        lambda one: one["terms"]["hold"].update(cap="3 months"),
        [("terms", "terms", "added", "hold.cap", None, "3 months")],
    ),
    "what is no longer stated in a table": (
        lambda one: one["terms"]["hold"].pop("length"),
        [("terms", "terms", "removed", "hold.length", {"term": "validity"}, None)],
    ),
    "what is stated of the whole now": (
        lambda one: one.update(reaches_back=True),
        [("document", "", "added", "reaches_back", None, True)],
    ),
    "what is no longer stated of the whole": (
        lambda one: one.pop("source"),
        [("document", "", "removed", "source", SEED["source"], None)],
    ),
    "the version": (lambda one: one.update(version="2"), [("document", "", "changed", "version", "1", "2")]),
}


@pytest.mark.parametrize("case", CASES)
def test_it_says_what_changed(case: str) -> None:
    change, wanted = CASES[case]
    found = differences(SEED, changed(change))
    assert [(one.part, one.id, one.how, one.name, one.before, one.after) for one in found] == wanted


def test_one_document_says_the_same_as_itself() -> None:
    assert differences(SEED, copy.deepcopy(SEED)) == []


def test_a_clause_that_is_gone_was_removed_and_the_other_way_round_added() -> None:
    less = changed(lambda one: one["sharing"].pop())
    (gone,) = differences(SEED, less)
    (come,) = differences(less, SEED)
    assert (gone.how, gone.id, gone.before, gone.after) == ("removed", "help", SEED["sharing"][-1], None)
    assert (come.how, come.id, come.after) == ("added", "help", SEED["sharing"][-1])


def test_of_clauses_in_another_order_only_the_one_that_moved_is_told() -> None:
    moved = changed(lambda one: one["register"].insert(0, one["register"].pop(3)))
    (one,) = differences(SEED, moved)
    assert (one.how, one.name, one.id, one.before, one.after) == (
        "moved",
        "order",
        "first-asked-for",
        "registration",
        None,
    )
    to_the_end = changed(lambda one: one["register"].append(one["register"].pop(1)))
    (one,) = differences(SEED, to_the_end)
    assert (one.how, one.id, one.before, one.after) == ("moved", "call", "allocation", "follow-up")


def test_of_two_neighbours_that_changed_places_the_one_that_stood_first_moved() -> None:
    (one,) = differences(SEED, changed(lambda one: one["register"].insert(0, one["register"].pop(1))))
    assert (one.how, one.id, one.before, one.after) == ("moved", "allocation", None, "call")


def test_a_clause_in_another_stage_moved_there() -> None:
    moved = changed(lambda one: one.setdefault("on_top", []).append(one["sharing"].pop()))
    (one,) = differences(SEED, moved)
    assert (one.how, one.name, one.id, one.before, one.after) == ("moved", "stage", "help", "sharing", "on_top")


def test_an_article_and_a_declared_event_are_parts_of_their_own() -> None:
    def change(one: dict[str, Any]) -> None:
        one["article"][0]["text"]["en"] = "Other words."
        one["event"] = {"app.NoticeGiven": {"fields": {"customer": "customer"}}}

    other = changed(change)
    assert [(one.part, one.id, one.how) for one in differences(SEED, other)] == [
        ("event", "app.NoticeGiven", "added"),
        ("article", "register-order", "changed"),
    ]
    gone, back = differences(other, SEED)
    assert (gone.part, gone.how, gone.before) == ("event", "removed", other["event"]["app.NoticeGiven"])
    assert (back.part, back.before) == ("article", "Other words.")


def test_a_new_clause_does_not_hide_what_changed_after_it() -> None:
    def change(one: dict[str, Any]) -> None:
        one["award"].insert(0, {**clause(one, "closer"), "id": "another"})
        clause(one, "closer").update(rank=10)

    found = differences(SEED, changed(change))
    assert [(one.id, one.how, one.name) for one in found] == [("another", "added", ""), ("closer", "changed", "rank")]


def test_name_version_title_and_source_come_first_wherever_they_stand() -> None:
    document = {"ends_on": "2026-12-31", "version": "2", "name": "another"}
    found = differences(SEED, {**document, **{name: value for name, value in SEED.items() if name not in document}})
    assert [one.name for one in found] == ["name", "version", "ends_on"]


def test_what_is_said_of_one_clause_stands_together() -> None:
    def change(one: dict[str, Any]) -> None:
        one["award"].insert(0, one["award"].pop(5))
        one["award"][0].update(share="1/3", rank=1)
        clause(one, "closer").update(rank=10)

    found = differences(SEED, changed(change))
    assert [(one.id, one.name) for one in found] == [
        ("forgot", "rank"),
        ("forgot", "share"),
        ("forgot", "order"),
        ("closer", "rank"),
    ]
