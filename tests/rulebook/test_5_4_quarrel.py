"""5.4 quarrel: credit and commission go to the department."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import household, quarrelled, ruling, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

WHO = ["zhang", "li"]


@table(
    row(
        "5.4 a quarrel about the deal",
        visit("c", "zhang"),
        subscription("d", "c", "li"),
        quarrelled(WHO, deal="d"),
        to="@department",
        cited="5.4",
    ),
    row(
        "5.4 a quarrel about the customer, before the deal",
        visit("c", "zhang"),
        quarrelled(WHO, customer="c"),
        subscription("d", "c", "li"),
        to="@department",
        cited="5.4",
    ),
    row(
        "5.4 a quarrel about a relative",
        visit("c", "zhang"),
        subscription("d", "c", "li"),
        household("c", "kin"),
        quarrelled(WHO, customer="kin"),
        to="@department",
        cited="5.4",
    ),
    row(
        "5.4 a quarrel about another deal is none",
        visit("c", "zhang"),
        subscription("d", "c", "li"),
        quarrelled(WHO, deal="e"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.4 a quarrel about a stranger is none",
        visit("c", "zhang"),
        subscription("d", "c", "li"),
        quarrelled(WHO, customer="x"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.4 a quarrel beats a ruling",
        visit("c", "zhang"),
        subscription("d", "c", "li"),
        quarrelled(WHO, deal="d"),
        ruling("r", {"li": "1"}, {"li": "1"}, deal="d"),
        to="@department",
        cited="5.4",
    ),
    row(
        "5.4 a quarrel not known yet is none",
        visit("c", "zhang"),
        subscription("d", "c", "li"),
        quarrelled(WHO, deal="d"),
        to="zhang",
        cited="5.1",
        known_at="2026-03-03T09:59:59+08:00",
    ),
    row(
        "5.4 a quarrel known to the second",
        visit("c", "zhang"),
        subscription("d", "c", "li"),
        quarrelled(WHO, deal="d"),
        to="@department",
        cited="5.4",
        known_at="2026-03-03T10:00:00+08:00",
    ),
)
def test_quarrel(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_a_quarrel_sends_all_to_the_department(life: list[Entry]) -> None:
    answer = ending(life, {"type": "QuarrelReported", "deal": "d", "agents": WHO, "by": "manager"})
    assert plain(answer.credit) == plain(answer.commission) == [("@department", "1")]
    assert answer.owner is None
