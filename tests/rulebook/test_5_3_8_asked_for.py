"""5.3(8) asked for: half to the one asked for on a later visit, half to those before."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import call, referral, registered, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, row, table
from tests.strategies import examples, histories

ASKS = visit("c", "wang", asked_for="li")


@table(
    row(
        "5.3(8) half to the agent before",
        visit("c", "zhang"),
        ASKS,
        subscription("d", "c", "wang"),
        to={"li": "1/2", "zhang": "1/2"},
        cited="5.3.8",
    ),
    row(
        "5.3(8) asked for on the very first visit is no wish",
        ASKS,
        subscription("d", "c", "wang"),
        to="li",
        cited="5.1",
    ),
    row(
        "5.3(8) after a call it is a later visit",
        call("c", "zhang"),
        ASKS,
        subscription("d", "c", "wang"),
        to={"li": "1/2", "zhang": "1/2"},
        cited="5.3.8",
    ),
    row(
        "5.3(8) asked for who ranks first: no change",
        registered("c", "li"),
        call("c", "zhang"),
        ASKS,
        subscription("d", "c", "wang"),
        to="li",
        cited="5.1",
    ),
    row(
        "5.3(8) those ranked behind share nothing",
        call("c", "zhang"),
        registered("c", "li"),
        call("c", "chen"),
        ASKS,
        subscription("d", "c", "wang"),
        to={"li": "1/2", "zhang": "1/2"},
        cited="5.3.8",
    ),
    row(
        "5.3(8) nobody before",
        visit("c", "zhang", on="2026-01-01"),
        visit("c", "wang", asked_for="li", on="2026-02-20"),
        subscription("d", "c", "wang", on="2026-03-10"),
        to="li",
        cited="5.3.8",
    ),
    row(
        "5.3(8) the one before lapses after the last good day",
        visit("c", "zhang", on="2025-12-30"),
        visit("c", "wang", asked_for="li", on="2026-02-20"),
        subscription("d", "c", "wang", on="2026-02-28"),
        to={"li": "1/2", "zhang": "1/2"},
        cited="5.3.8",
    ),
    row(
        "5.3(8) a referral later the same day ranks before the one asked for",
        visit("old", "chen"),
        call("c", "li"),
        call("c", "zhang", at="10:30"),
        referral("old", "c", at="11:00"),
        visit("c", "wang", asked_for="li", at="12:00"),
        subscription("d", "c", "wang"),
        to={"li": "1/2", "chen": "1/2"},
        cited="5.3.8",
    ),
)
def test_asked_for(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_the_one_asked_for_holds_at_least_half(life: list[Entry]) -> None:
    answer = ending(
        life, {"type": "CallReceived", "agent": "li"}, {"type": "VisitReceived", "agent": "li", "asked_for": "new"}
    )
    assert answer.credit == answer.commission
    assert (answer.owner, answer.clause, str(answer.credit["new"])) == ("new", "5.3.8", "1/2")
