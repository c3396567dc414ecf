"""The typical things of "Write your rulebook" come out as the page says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from leadledger.rulebook.clauses import STAGES
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import (
    Draft,
    arrived,
    draft,
    follow_up,
    found,
    given,
    left,
    registered,
    subscription,
    visit,
)

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-your-rulebook.md"
RECIPES: dict[str, str] = dict(
    re.findall(r"^### ([^\n]+)\n.*?```toml\n(.*?)```", PAGE.read_text("utf-8"), flags=re.M | re.S)
)
TERMS = {
    "timezone": "Asia/Shanghai",
    "closes_with": "subscription",
    "register_entries": ["VisitReceived", "CustomerRegistered"],
    "wish_validity": "2 months",
    "remainder": "largest-remainder",
}
AWARD = [
    {"id": "first", "cite": "A", "rank": 1, "use": "first-claim"},
    {"id": "closer", "cite": "A", "rank": 2, "use": "closer"},
]


def book(recipe: str) -> Rulebook:
    """A whole document with what a recipe says in it; where it awards nothing, to the first claim, else the closer."""
    said = tomllib.loads(RECIPES[recipe])
    whole: dict[str, Any] = {"name": "recipe", "version": "1", "title": {}, "award": AWARD, **said}
    whole["terms"] = {**TERMS, **said.get("terms", {})}
    return rulebook_from(whole, source=recipe)


def touched(agent: str, kind: str = "click", **more: Any) -> Draft:
    return draft("app.TouchRecorded", customer="c", agent=agent, kind=kind, **more)


def signed(on: str, agent: str = "wu", **more: Any) -> Draft:
    return subscription("d", "c", agent, on=on, **more)


def ordered(on: str, code: str | None = None) -> Draft:
    return draft("app.OrderPlaced", deal="d", customer="c", code=code, on=on)


def lead(place: str | None = "Kiel") -> Draft:
    return draft("app.LeadRegistered", registration="g", customer="c", agent="li", place=place, on="2026-03-01")


def answered(*, accepted: bool) -> Draft:
    return draft("app.RegistrationAnswered", registration="g", accepted=accepted, on="2026-03-03")


RENEW = "Contacts renew, but only those that reached the customer"
ANSWER = "A registration must be complete, or accepted"
VOID = "Nothing done by a deadline: the claim is void"
UNCLAIMED = "Nobody said anything by a deadline: another has the deal"
LOOK_BACK = "An entry shortly before a rival comes keeps the customer"
HELP = "A helper has nothing, a part, or half"
AWAY = "Only while somebody is away"
TOUCH = "First or last touch, with limits of time"
CODE = "A code beats a click"
GRADED = "A part that grows less with time"
SECOND = "The second has half of the first"
FINE = "A fine for claiming what is another's"
BOOKS = "Several books, one for each project"

MARCH, MAY = registered("c", "li", on="2026-03-01"), registered("c", "li", on="2026-05-01")
REACHED = follow_up("c", "li", on="2026-03-20")
RIVAL = registered("c", "ma", on="2026-08-01")
TWO_VISITS = [visit("c", "zhang", on="2026-03-04"), visit("c", "li", on="2026-04-08")]
LEAVE = [visit("c", "zhang", on="2026-03-04"), left("zhang", reason="leave", on="2026-03-18")]
STAND_IN = [visit("c", "li", on="2026-03-20"), signed("2026-03-20", at="16:00")]
MOVED = [
    visit("c", "gu", on="2026-04-01"),
    draft("app.AccountMoved", customer="c", from_agent="gu", to_agent="ren", on="2026-05-01"),
]

CASES: dict[str, tuple[str, list[Draft], dict[str, str]]] = {
    "renewed, on the last day": (RENEW, [MARCH, REACHED, signed("2026-04-19")], {"li": "1"}),
    "renewed, a day later": (RENEW, [MARCH, REACHED, signed("2026-04-20")], {"wu": "1"}),
    "renewed too late": (RENEW, [MARCH, follow_up("c", "li", on="2026-04-01"), signed("2026-04-02")], {"wu": "1"}),
    "accepted, on the last day": (ANSWER, [lead(), answered(accepted=True), signed("2026-05-30")], {"li": "1"}),
    "accepted, a day later": (ANSWER, [lead(), answered(accepted=True), signed("2026-05-31")], {"wu": "1"}),
    "not accepted": (ANSWER, [lead(), answered(accepted=False), signed("2026-03-04")], {"wu": "1"}),
    "without a place": (ANSWER, [lead(None), answered(accepted=True), signed("2026-03-04")], {"wu": "1"}),
    "not chased, on the last day": (VOID, [MAY, signed("2026-05-08")], {"li": "1"}),
    "not chased, a day later": (VOID, [MAY, signed("2026-05-09")], {"wu": "1"}),
    "chased": (VOID, [MAY, follow_up("c", "li", on="2026-05-06"), signed("2026-07-08")], {"li": "1"}),
    "chased, a day later": (VOID, [MAY, follow_up("c", "li", on="2026-05-06"), signed("2026-07-09")], {"wu": "1"}),
    "claimed on the last day": (
        UNCLAIMED,
        [*TWO_VISITS, found("c", "zhang", "zhang", on="2026-04-15"), signed("2026-04-16")],
        {"zhang": "1"},
    ),
    "not claimed": (UNCLAIMED, [*TWO_VISITS, signed("2026-04-16")], {"li": "1"}),
    "the week is open": (UNCLAIMED, [*TWO_VISITS, signed("2026-04-12")], {"@suspense": "1"}),
    "kept from the rival": (
        LOOK_BACK,
        [MAY, follow_up("c", "li", on="2026-07-25"), RIVAL, signed("2026-08-01", at="16:00")],
        {"li": "1"},
    ),
    "a day too early": (
        LOOK_BACK,
        [MAY, follow_up("c", "li", on="2026-07-24"), RIVAL, signed("2026-08-01", at="16:00")],
        {"ma": "1"},
    ),
    "on the rival's own day": (
        LOOK_BACK,
        [MAY, follow_up("c", "li", on="2026-08-01", at="09:00"), RIVAL, signed("2026-08-01", at="16:00")],
        {"ma": "1"},
    ),
    "two helpers": (
        HELP,
        [*TWO_VISITS, visit("c", "wang"), signed("2026-04-16")],
        {"zhang": "1/2", "li": "1/4", "wang": "1/4"},
    ),
    "away": (AWAY, [*LEAVE, *STAND_IN], {"zhang": "7/10", "li": "3/10"}),
    "back again": (AWAY, [*LEAVE, arrived("zhang", on="2026-03-19"), *STAND_IN], {"zhang": "1"}),
    "a click of 120 days": (TOUCH, [touched("p", on="2026-01-01"), signed("2026-05-01")], {"p": "1"}),
    "a click of 121 days": (TOUCH, [touched("p", on="2026-01-01"), signed("2026-05-02")], {"@unassigned": "1"}),
    "two minutes before": (
        TOUCH,
        [
            touched("p", on="2026-05-01", at="09:00"),
            touched("q", on="2026-05-01", at="09:58"),
            signed("2026-05-01", at="10:00"),
        ],
        {"p": "1"},
    ),
    "three minutes before": (
        TOUCH,
        [
            touched("p", on="2026-05-01", at="09:00"),
            touched("q", on="2026-05-01", at="09:57"),
            signed("2026-05-01", at="10:00"),
        ],
        {"q": "1"},
    ),
    "a code": (CODE, [touched("p"), ordered("2026-05-01", "LISA10")], {"lisa": "1"}),
    "nobody's code": (CODE, [touched("p"), touched("q", "view"), ordered("2026-05-01", "X")], {"p": "1"}),
    "kept whole": (GRADED, [*MOVED, signed("2026-05-30")], {"gu": "1"}),
    "kept for three quarters": (GRADED, [*MOVED, signed("2026-05-31")], {"gu": "3/4", "ren": "1/4"}),
    "kept for half": (GRADED, [*MOVED, signed("2026-07-29")], {"gu": "1/2", "ren": "1/2"}),
    "kept no longer": (GRADED, [*MOVED, signed("2026-07-30")], {"ren": "1"}),
    "the second": (SECOND, [MAY, registered("c", "ma"), signed("2026-06-01")], {"li": "2/3", "ma": "1/3"}),
}


@pytest.mark.parametrize(("recipe", "entries", "commission"), CASES.values(), ids=CASES)
def test_a_recipe_comes_out_as_the_page_says(recipe: str, entries: list[Draft], commission: dict[str, str]) -> None:
    answer = given(*entries, rulebook=book(recipe)).decide("d")
    assert {payee: str(share) for payee, share in answer.commission.items()} == commission


@pytest.mark.parametrize(("on", "fined"), [("2026-03-31", []), ("2026-04-01", ["li"])])
def test_a_fine_is_due_where_the_thirty_days_are_over(on: str, fined: list[str]) -> None:
    claimed = draft("app.CustomerClaimed", customer="c", agent="li", on=on)
    story = given(visit("c", "li", on="2026-03-01"), claimed, signed("2026-04-02"), rulebook=book(FINE))
    assert [one.payee for one in story.decide("d").consequences] == fined


def test_a_book_of_a_project_says_which_and_how_it_judges() -> None:
    governs = book(BOOKS).governs
    assert (governs.judged_by, dict(governs.applies)) == ("giver", {"project": frozenset({"north", "north-2"})})


def test_every_recipe_is_tested() -> None:
    assert set(RECIPES) == {recipe for recipe, _, _ in CASES.values()} | {FINE, BOOKS}


def test_the_table_of_kinds_names_kinds_there_are() -> None:
    table = PAGE.read_text("utf-8").partition("Which [kind]")[2].partition("\n### ")[0]
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", table))
    assert named <= {kind for kinds in STAGES.values() for kind in kinds}
