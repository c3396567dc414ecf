"""5.3(13) allocated: the story starts afresh."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import allocation, call, complaint, decided, discount, ruling, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

SUB = subscription("d", "c", "li")


@table(
    row(
        "5.3(13) earlier claims are out of account",
        call("c", "zhang"),
        allocation("c", "chen"),
        SUB,
        to="chen",
        cited="5.3.13",
    ),
    row("5.3(13) later ones stand behind", allocation("c", "chen"), call("c", "zhang"), SUB, to="chen", cited="5.3.13"),
    row(
        "5.3(13) earlier wishes",
        visit("c", "zhang", declined=["li"]),
        allocation("c", "chen"),
        SUB,
        to="chen",
        cited="5.3.13",
    ),
    row(
        "5.3(13) earlier help",
        call("c", "zhang"),
        visit("c", "li", named=["zhang"]),
        allocation("c", "zhang"),
        SUB,
        to="zhang",
        cited="5.3.13",
    ),
    row(
        "5.3(13) earlier discounts",
        call("c", "zhang"),
        discount("c", "li"),
        allocation("c", "chen"),
        SUB,
        to="chen",
        cited="5.3.13",
    ),
    row(
        "5.3(13) not an earlier ruling",
        ruling("r", {"wang": "1"}, {"wang": "1"}, customer="c"),
        allocation("c", "chen"),
        SUB,
        to="wang",
        cited="5.4",
    ),
    row(
        "5.3(13) lapses like any claim",
        call("c", "zhang", on="2026-02-01"),
        allocation("c", "chen", on="2026-02-02"),
        subscription("d", "c", "li", on="2026-04-03"),
        to="li",
        cited="5.2.2",
    ),
    row("5.3(13) of another customer", call("c", "zhang"), allocation("x", "chen"), SUB, to="zhang", cited="5.1"),
    row("5.3(13) twice: the later", allocation("c", "chen"), allocation("c", "wang"), SUB, to="wang", cited="5.3.13"),
    row(
        "5.3(13) for a barred agent: nobody's",
        call("c", "zhang"),
        complaint("k", "c", "chen"),
        allocation("c", "chen"),
        SUB,
        decided("k", "upheld"),
        to="li",
        cited="5.2.2",
    ),
)
def test_allocation(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_an_allocation_makes_the_rest_forgotten(life: list[Entry]) -> None:
    answer = ending(life, {"type": "CustomerAllocated", "agent": "new", "by": "manager"})
    assert (answer.owner, answer.clause, plain(answer.commission)) == ("new", "5.3.13", [("new", "1")])
