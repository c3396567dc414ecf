"""5.3(2) own decline: nobody is declined in favour of themselves."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import call, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, row, table
from tests.strategies import examples, histories

SUB = subscription("d", "c", "wang")


@table(
    row(
        "5.3(2) the receiver is among those declined",
        call("c", "zhang"),
        visit("c", "li", declined=["zhang", "li"]),
        SUB,
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.3(2) unless another is asked for",
        call("c", "zhang"),
        visit("c", "li", declined=["zhang", "li"], asked_for="chen"),
        SUB,
        to={"chen": "4/5", "zhang": "1/5"},
        credit="chen",
        cited="5.3.2",
    ),
    row(
        "5.3(2) the visit then only names",
        call("c", "zhang"),
        visit("c", "li", declined=["li"], named=["zhang"], present=["zhang"]),
        SUB,
        to="zhang",
        cited="5.3.1",
    ),
)
def test_own_decline(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_an_own_decline_changes_nothing(life: list[Entry]) -> None:
    plainly = {"type": "VisitReceived", "agent": "li"}
    assert ending(life, {**plainly, "declined": ["zhang", "li"]}).commission == ending(life, plainly).commission
