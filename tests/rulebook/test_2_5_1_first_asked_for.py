"""2.5(1) a first visitor who asks for somebody is theirs, whoever received."""

from __future__ import annotations

import json

from hypothesis import given

from leadledger.testing.stories import allocation, call, complaint, decided, referral, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

ASKS = visit("c", "li", asked_for="chen")
SUB = subscription("d", "c", "wang")


@table(
    row("2.5(1) asked for on the first contact", ASKS, SUB, to="chen", cited="5.1"),
    row("2.5(1) the receiver opens nothing", ASKS, visit("c", "zhang"), SUB, to="chen", cited="5.1"),
    row("2.5(1) a call came first", call("c", "zhang"), ASKS, SUB, to={"chen": "1/2", "zhang": "1/2"}, cited="5.3.8"),
    row(
        "2.5(1) a call of the same instant, entered behind",
        ASKS,
        call("c", "zhang", at="10:00"),
        SUB,
        to="chen",
        cited="5.1",
    ),
    row("2.5(1) a referral is no register entry", referral("x", "c"), ASKS, SUB, to="chen", cited="5.1"),
    row(
        "2.5(1) an allocation was the first entry",
        allocation("c", "zhang"),
        ASKS,
        SUB,
        to={"chen": "1/2", "zhang": "1/2"},
        cited="5.3.8",
    ),
    row(
        "2.5(1) asked for a barred agent: the receiver's",
        ASKS,
        complaint("k", "c", "chen"),
        SUB,
        decided("k", "upheld"),
        to="li",
        cited="5.1",
    ),
)
def test_first_asked_for(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_the_one_asked_for_first_owns(life: list[Entry]) -> None:
    others = [entry for entry in life if '"c"' not in json.dumps(entry)]
    answer = ending(others, {"type": "VisitReceived", "agent": "li", "asked_for": "new"})
    assert (answer.owner, answer.clause, plain(answer.commission)) == ("new", "5.1", [("new", "1")])
