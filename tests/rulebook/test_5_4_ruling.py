"""5.4 settlement, ruling: what was agreed or ruled stands."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import defied, ruling, settlement, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

SPLIT = {"li": "1/4", "zhang": "75%"}
SORTED = {"zhang": "3/4", "li": "1/4"}
BOUGHT = (visit("c", "wang"), subscription("d", "c", "li"))


@table(
    row("5.4 a ruling about the deal", *BOUGHT, ruling("r", SPLIT, SPLIT, deal="d"), to=SORTED, cited="5.4"),
    row("5.4 a ruling about the customer", *BOUGHT, ruling("r", SPLIT, SPLIT, customer="c"), to=SORTED, cited="5.4"),
    row(
        "5.4 a ruling made before the deal",
        visit("c", "wang"),
        ruling("r", SPLIT, SPLIT, customer="c"),
        subscription("d", "c", "li"),
        to=SORTED,
        cited="5.4",
    ),
    row(
        "5.4 a ruling about another deal is none", *BOUGHT, ruling("r", SPLIT, SPLIT, deal="e"), to="wang", cited="5.1"
    ),
    row(
        "5.4 a zero share is left out",
        *BOUGHT,
        ruling("r", {"li": "1", "zhang": "0"}, {"li": "1"}, deal="d"),
        to="li",
        cited="5.4",
    ),
    row(
        "5.4 of equal holders the first owns",
        *BOUGHT,
        ruling("r", {"li": "1/2", "zhang": "1/2"}, {"zhang": "1/2", "li": "1/2"}, deal="d"),
        to={"li": "1/2", "zhang": "1/2"},
        cited="5.4",
    ),
    row(
        "5.4 the latest counts",
        *BOUGHT,
        ruling("r", SPLIT, SPLIT, deal="d"),
        settlement({"li": "1"}, {"li": "1"}, ["li", "zhang"], deal="d"),
        to="li",
        cited="5.4",
    ),
    row(
        "5.4 the latest as then known",
        *BOUGHT,
        ruling("r", SPLIT, SPLIT, deal="d"),
        settlement({"li": "1"}, {"li": "1"}, ["li", "zhang"], deal="d"),
        to=SORTED,
        cited="5.4",
        known_at="2026-03-03T12:00+08:00",
    ),
    row(
        "5.4 a ruling defied",
        *BOUGHT,
        ruling("r", SPLIT, SPLIT, deal="d"),
        defied("r", "li"),
        to="@department",
        cited="5.4",
    ),
    row(
        "5.4 another ruling defied",
        *BOUGHT,
        ruling("q", SPLIT, SPLIT, deal="d"),
        ruling("r", SPLIT, SPLIT, deal="d"),
        defied("q", "li"),
        to=SORTED,
        cited="5.4",
    ),
    row(
        "5.4 a ruling of the department's",
        *BOUGHT,
        ruling("r", {"@department": "1"}, SPLIT, deal="d"),
        to={"li": "1/4", "zhang": "3/4"},
        credit="@department",
        cited="5.4",
    ),
)
def test_ruling(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_a_ruling_is_followed_to_the_letter(life: list[Entry]) -> None:
    ruled = {"credit": {"chen": "1"}, "commission": {"zhang": "1/7", "chen": "6/7"}}
    answer = ending(life, {"type": "RulingMade", "deal": "d", "ruling": "r", "reason": "x", "by": "manager", **ruled})
    assert plain(answer.commission) == [("chen", "6/7"), ("zhang", "1/7")]
    assert (answer.owner, answer.clause, answer.status) == ("chen", "5.4", "final")
