"""5.3(7) forgot: the receiver has the customer, an earlier agent who is found half of the commission."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import allocation, call, found, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

FORGOT = (visit("c", "zhang"), visit("c", "li", forgot=True))
HALVES = {"li": "1/2", "zhang": "1/2"}


@table(
    row("5.3(7) nobody looked", *FORGOT, subscription("d", "c", "zhang"), to="li", cited="5.3.7"),
    row(
        "5.3(7) found, the receiver closes",
        *FORGOT,
        found("c", "li", "zhang"),
        subscription("d", "c", "li"),
        to=HALVES,
        credit="li",
        cited="5.3.7",
    ),
    row(
        "5.3(7) found, the earlier agent closes",
        *FORGOT,
        found("c", "li", "zhang"),
        subscription("d", "c", "zhang"),
        to={"zhang": "1/2", "li": "1/2"},
        credit="zhang",
        cited="5.3.7",
    ),
    row(
        "5.3(7) found, a third closes",
        *FORGOT,
        found("c", "li", "zhang"),
        subscription("d", "c", "wang"),
        to=HALVES,
        credit="li",
        cited="5.3.7",
    ),
    row(
        "5.3(7) found before the visit",
        visit("c", "zhang"),
        found("c", "li", "zhang"),
        visit("c", "li", forgot=True),
        subscription("d", "c", "li"),
        to="li",
        cited="5.3.7",
    ),
    row(
        "5.3(7) found after the closing",
        *FORGOT,
        subscription("d", "c", "li"),
        found("c", "li", "zhang"),
        to="li",
        cited="5.3.7",
    ),
    row(
        "5.3(7) found before an allocation",
        *FORGOT,
        found("c", "li", "zhang"),
        allocation("c", "chen"),
        subscription("d", "c", "li"),
        to="chen",
        cited="5.3.13",
    ),
    row(
        "5.3(7) found, good through the last day",
        visit("c", "zhang", on="2026-01-15"),
        visit("c", "li", forgot=True, on="2026-03-01"),
        found("c", "li", "zhang"),
        subscription("d", "c", "li", on="2026-03-15"),
        to=HALVES,
        credit="li",
        cited="5.3.7",
    ),
    row(
        "5.3(7) found, lapsed",
        visit("c", "zhang", on="2026-01-15"),
        visit("c", "li", forgot=True, on="2026-03-01"),
        found("c", "li", "zhang"),
        subscription("d", "c", "li", on="2026-03-16"),
        to="li",
        cited="5.3.7",
    ),
    row(
        "5.3(7) looked up automatically: the first-ranked other",
        call("c", "li"),
        *FORGOT,
        call("c", "wang"),
        subscription("d", "c", "li"),
        to=HALVES,
        credit="li",
        cited="5.3.7",
        settings={"terms.search_prior_claims": "automatic"},
    ),
    row(
        "5.3(7) looked up automatically: nobody else",
        visit("c", "li", forgot=True),
        call("c", "wang"),
        subscription("d", "c", "li"),
        to="li",
        cited="5.3.7",
        settings={"terms.search_prior_claims": "automatic"},
    ),
)
def test_forgot(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_a_forgetful_customer_is_the_receivers(life: list[Entry]) -> None:
    answer = ending(life, {"type": "VisitReceived", "agent": "new", "forgot": True})
    assert (answer.owner, answer.clause, plain(answer.commission)) == ("new", "5.3.7", [("new", "1")])
