"""5.3(6) discount: seeking a better price elsewhere moves nothing."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import call, discount, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

FIRST = visit("c", "zhang")


@table(
    row(
        "5.3(6) sought from another",
        FIRST,
        visit("c", "li"),
        discount("c", "li"),
        subscription("d", "c", "li"),
        to="zhang",
        cited="5.3.6",
    ),
    row(
        "5.3(6) sought from the holder",
        FIRST,
        discount("c", "zhang"),
        subscription("d", "c", "li"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.3(6) sought before anybody held a claim",
        discount("c", "li"),
        call("c", "zhang"),
        subscription("d", "c", "li"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.3(6) beats a decline",
        FIRST,
        discount("c", "li"),
        visit("c", "li", declined=["zhang"]),
        subscription("d", "c", "li"),
        to="zhang",
        cited="5.3.6",
    ),
    row(
        "5.3(6) with a claim on its last good day",
        visit("c", "zhang", on="2026-01-15"),
        discount("c", "li", on="2026-03-01"),
        subscription("d", "c", "li", on="2026-03-15"),
        to="zhang",
        cited="5.3.6",
    ),
    row(
        "5.3(6) with a claim lapsed the day before",
        visit("c", "zhang", on="2026-01-15"),
        discount("c", "li", on="2026-03-01"),
        subscription("d", "c", "li", on="2026-03-16"),
        to="li",
        cited="5.2.2",
    ),
    row(
        "5.3(6) the second one counts where the first was none",
        FIRST,
        discount("c", "zhang"),
        discount("c", "wang"),
        subscription("d", "c", "li"),
        to="zhang",
        cited="5.3.6",
    ),
)
def test_discount(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_a_discount_leaves_all_with_the_first_ranked(life: list[Entry]) -> None:
    before = ending(life)
    answer = ending(life, {"type": "DiscountSought", "from_agent": "nobody else"})
    claims = [claim for claim in before.register.claims if claim.live_on(before.dossier.closing.day)]
    if claims:
        assert plain(answer.commission) == [(min(claims, key=lambda claim: claim.rank).agent, "1")]
        assert answer.clause == "5.3.6"
    else:
        assert answer.commission == before.commission
