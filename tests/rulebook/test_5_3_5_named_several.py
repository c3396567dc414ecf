"""5.3(5) named, several: the receiver, else the first present, else the first named."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import arrived, call, left, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

BOTH = (visit("c", "zhang"), visit("c", "wang"))
SUB = subscription("d", "c", "chen")
NAMES = ["wang", "zhang"]


@table(
    row(
        "5.3(5) the receiver is among them",
        *BOTH,
        visit("c", "zhang", named=NAMES, present=["wang", "zhang"]),
        SUB,
        to="zhang",
        cited="5.3.5",
    ),
    row(
        "5.3(5) the first who is present, in the customer's order",
        *BOTH,
        visit("c", "li", named=NAMES, present=["zhang", "wang"]),
        SUB,
        to="wang",
        cited="5.3.5",
    ),
    row(
        "5.3(5) the only one present",
        *BOTH,
        visit("c", "li", named=NAMES, present=["zhang"]),
        SUB,
        to="zhang",
        cited="5.3.5",
    ),
    row(
        "5.3(5) none present: the first named, with help",
        *BOTH,
        visit("c", "li", named=NAMES, present=[]),
        SUB,
        to={"wang": "4/5", "li": "1/5"},
        credit="wang",
        cited="5.3.3",
    ),
    row(
        "5.3(5) by comings and goings",
        *BOTH,
        arrived("zhang", on="2026-03-05", at="09:00"),
        arrived("wang", at="09:00"),
        left("wang", at="09:30"),
        visit("c", "li", named=NAMES, at="10:00"),
        SUB,
        to="zhang",
        cited="5.3.5",
    ),
    row(
        "5.3(5) one of two holds a claim",
        visit("c", "zhang"),
        visit("c", "li", named=NAMES, present=["zhang"]),
        SUB,
        to="zhang",
        cited="5.3.5",
    ),
    row(
        "5.3(5) a naming while the claims were not there yet",
        visit("c", "li", named=NAMES),
        call("c", "zhang"),
        SUB,
        to="li",
        cited="5.1",
    ),
)
def test_named_several(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_the_owner_is_one_of_those_named(life: list[Entry]) -> None:
    answer = ending(
        life,
        {"type": "CallReceived", "agent": "new"},
        {"type": "CallReceived", "agent": "other"},
        {"type": "VisitReceived", "agent": "li", "named": ["new", "other"], "present": ["other", "new"]},
    )
    assert (answer.owner, answer.clause, plain(answer.commission)) == ("new", "5.3.5", [("new", "1")])
