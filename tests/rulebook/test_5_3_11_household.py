"""5.3(11) one household is one customer, by all the links known."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import call, household, subscription, unlinked, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, row, table
from tests.strategies import examples, histories

KIN = visit("kin", "zhang", on="2026-03-01")
OWN = visit("c", "li", on="2026-03-02")
SUB = subscription("d", "c", "wang", on="2026-03-10")


@table(
    row("5.3(11) linked after the closing", KIN, OWN, SUB, household("kin", "c"), to="zhang", cited="5.1"),
    row(
        "5.3(11) linked over a third",
        KIN,
        OWN,
        SUB,
        household("kin", "x"),
        household("x", "c"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.3(11) joint buyers",
        KIN,
        OWN,
        subscription("d", "c", "wang", with_customers=["kin"]),
        to="zhang",
        cited="5.1",
    ),
    row("5.3(11) unlinked", KIN, OWN, household("kin", "c"), SUB, unlinked("c", "kin"), to="li", cited="5.1"),
    row(
        "5.3(11) unlinked and linked again",
        KIN,
        OWN,
        household("kin", "c"),
        unlinked("c", "kin"),
        household("c", "kin"),
        SUB,
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.3(11) ended on the closing day",
        KIN,
        OWN,
        household("kin", "c"),
        SUB,
        unlinked("c", "kin", ended_on="2026-03-10"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.3(11) ended the day before",
        KIN,
        OWN,
        household("kin", "c"),
        SUB,
        unlinked("c", "kin", ended_on="2026-03-09"),
        to="li",
        cited="5.1",
    ),
    row(
        "5.3(11) not known yet",
        KIN,
        OWN,
        SUB,
        household("kin", "c"),
        to="li",
        cited="5.1",
        known_at="2026-03-10T10:00+08:00",
    ),
    row(
        "5.3(11) a first visit turns out to be a later one",
        call("kin", "zhang", on="2026-03-01"),
        visit("c", "li", asked_for="chen"),
        SUB,
        household("kin", "c"),
        to={"chen": "1/2", "zhang": "1/2"},
        cited="5.3.8",
    ),
    row(
        "5.3(11) by the book's relations only",
        KIN,
        OWN,
        household("kin", "c"),
        SUB,
        to="li",
        cited="5.1",
        settings={"household.relations": ["company"]},
    ),
)
def test_household(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_the_order_of_a_link_does_not_matter(life: list[Entry]) -> None:
    one = ending(
        life, {"type": "CustomersLinked", "customers": ["c", "kin"], "relation": "household", "customer": None}
    )
    other = ending(
        life, {"type": "CustomersLinked", "customers": ["kin", "c"], "relation": "household", "customer": None}
    )
    assert (one.owner, one.commission, one.clause) == (other.owner, other.commission, other.clause)
