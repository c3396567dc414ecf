"""5.3(1) named, one: a customer known to be another agent's is theirs."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import arrived, call, left, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

FIRST = visit("c", "zhang")
SUB = subscription("d", "c", "li")


@table(
    row(
        "5.3(1) named and listed as present",
        FIRST,
        visit("c", "li", named=["zhang"], present=["zhang"]),
        SUB,
        to="zhang",
        cited="5.3.1",
    ),
    row(
        "5.3(1) named and received by the one named",
        FIRST,
        visit("c", "zhang", named=["zhang"]),
        SUB,
        to="zhang",
        cited="5.3.1",
    ),
    row(
        "5.3(1) present by arriving at that very instant",
        FIRST,
        arrived("zhang", on="2026-03-05", at="10:00"),
        visit("c", "li", named=["zhang"], on="2026-03-05", at="10:00"),
        SUB,
        to="zhang",
        cited="5.3.1",
    ),
    row(
        "5.3(1) absent: entered behind a visit of the same instant",
        FIRST,
        visit("c", "li", named=["zhang"], on="2026-03-05", at="10:00"),
        arrived("zhang", on="2026-03-05", at="10:00"),
        SUB,
        to={"zhang": "4/5", "li": "1/5"},
        credit="zhang",
        cited="5.3.3",
    ),
    row(
        "5.3(1) arriving and leaving at one instant: the later entry",
        FIRST,
        left("zhang", on="2026-03-05", at="09:00"),
        arrived("zhang", at="09:00"),
        visit("c", "li", named=["zhang"], at="10:00"),
        SUB,
        to="zhang",
        cited="5.3.1",
    ),
    row(
        "5.3(1) there at midnight, not the day before",
        FIRST,
        arrived("zhang", on="2026-03-04", at="23:59"),
        visit("c", "li", named=["zhang"], on="2026-03-05", at="00:00"),
        SUB,
        to={"zhang": "4/5", "li": "1/5"},
        credit="zhang",
        cited="5.3.3",
    ),
    row("5.3(1) named without a claim: no wish", visit("c", "li", named=["zhang"]), SUB, to="li", cited="5.1"),
    row(
        "5.3(1) named, lapsed by the closing",
        visit("c", "zhang", on="2026-01-15"),
        visit("c", "li", named=["zhang"], on="2026-03-01"),
        call("c", "wang"),
        subscription("d", "c", "li", on="2026-03-16"),
        to="wang",
        cited="5.1",
    ),
    row(
        "5.3(1) named, on the last good day",
        visit("c", "zhang", on="2026-01-15"),
        visit("c", "zhang", named=["zhang"], on="2026-03-01"),
        call("c", "wang"),
        subscription("d", "c", "li", on="2026-03-15"),
        to="zhang",
        cited="5.3.1",
    ),
)
def test_named_one(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_who_is_named_and_holds_a_claim_owns(life: list[Entry]) -> None:
    answer = ending(
        life,
        {"type": "CallReceived", "agent": "new"},
        {"type": "VisitReceived", "agent": "li", "named": ["new"], "present": ["new"]},
    )
    assert (answer.owner, answer.clause, plain(answer.commission)) == ("new", "5.3.1", [("new", "1")])
