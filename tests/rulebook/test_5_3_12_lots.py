"""5.3(12) drawn by lot: the claim keeps its rank and is good anew, help passes with it."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import call, complaint, decided, reassigned, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, row, table
from tests.strategies import examples, histories

OPENED = call("c", "zhang", on="2026-01-15")
RIVAL = call("c", "li", on="2026-02-20")


def sold(on: str) -> object:
    return subscription("d", "c", "chen", on=on)


@table(
    row(
        "5.3(12) drawn on the last good day, good two months more",
        OPENED,
        RIVAL,
        reassigned("zhang", {"c": "wang"}, on="2026-03-15"),
        sold("2026-05-15"),
        to="wang",
        cited="5.3.12",
    ),
    row(
        "5.3(12) and no longer",
        OPENED,
        RIVAL,
        reassigned("zhang", {"c": "wang"}, on="2026-03-15"),
        sold("2026-05-16"),
        to="chen",
        cited="5.2.2",
    ),
    row(
        "5.3(12) drawn a day after the last",
        OPENED,
        RIVAL,
        reassigned("zhang", {"c": "wang"}, on="2026-03-16"),
        sold("2026-04-01"),
        to="li",
        cited="5.1",
    ),
    row(
        "5.3(12) of two lots the first",
        OPENED,
        reassigned("zhang", {"x": "chen", "c": "wang"}, on="2026-02-01"),
        sold("2026-02-02"),
        to="wang",
        cited="5.3.12",
    ),
    row(
        "5.3(12) lots about others",
        OPENED,
        reassigned("zhang", {"x": "wang"}, on="2026-02-01"),
        sold("2026-02-02"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.3(12) to an agent who holds one already",
        OPENED,
        RIVAL,
        reassigned("zhang", {"c": "li"}, on="2026-02-25"),
        sold("2026-03-01"),
        to="li",
        cited="5.3.12",
    ),
    row(
        "5.3(12) drawn twice",
        OPENED,
        reassigned("zhang", {"c": "wang"}, on="2026-02-01"),
        reassigned("wang", {"c": "li"}, on="2026-03-31"),
        sold("2026-05-31"),
        to="li",
        cited="5.3.12",
    ),
    row(
        "5.3(12) help passes where no claim is live",
        OPENED,
        visit("c", "li", named=["zhang"], on="2026-03-14"),
        call("c", "wang"),
        reassigned("zhang", {"c": "wang"}, on="2026-03-20"),
        sold("2026-04-01"),
        to={"wang": "4/5", "li": "1/5"},
        credit="wang",
        cited="5.3.3",
    ),
    row(
        "5.3(12) drawn for a barred agent",
        OPENED,
        complaint("k", "c", "wang", on="2026-01-20"),
        decided("k", "upheld"),
        reassigned("zhang", {"c": "wang"}, on="2026-02-01"),
        sold("2026-02-02"),
        to="zhang",
        cited="5.1",
    ),
)
def test_lots(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_who_draws_a_live_claim_stands_where_the_giver_stood(life: list[Entry]) -> None:
    before = ending(life, {"type": "CallReceived", "agent": "gone"})
    lots = {"type": "CustomersReassigned", "from_agent": "gone", "reason": "left", "by": "manager", "customer": None}
    after = ending(
        life, {"type": "CallReceived", "agent": "gone"}, {**lots, "lots": [{"customer": "c", "agent": "new"}]}
    )
    assert [claim.rank for claim in after.register.claims if claim.agent == "new"] == [
        claim.rank for claim in before.register.claims if claim.agent == "gone"
    ]
