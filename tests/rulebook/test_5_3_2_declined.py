"""5.3(2) declined: who follows up has the credit, those declined a fifth while their claims are good."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import call, complaint, decided, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

TURNED = visit("c", "li", declined=["zhang"], on="2026-02-01")
EARLY = visit("c", "zhang", on="2026-01-31")
BOTH = {"li": "4/5", "zhang": "1/5"}


@table(
    row(
        "5.3(2) declined on the last good day",
        EARLY,
        TURNED,
        subscription("d", "c", "li", on="2026-03-31", at="23:59"),
        to=BOTH,
        credit="li",
        cited="5.3.2",
    ),
    row(
        "5.3(2) declined, lapsed the day before",
        EARLY,
        TURNED,
        subscription("d", "c", "li", on="2026-04-01", at="00:00"),
        to="li",
        cited="5.3.2",
    ),
    row(
        "5.3(2) declined, from the last of December through the last of February",
        visit("c", "zhang", on="2025-12-31"),
        TURNED,
        subscription("d", "c", "li", on="2026-02-28"),
        to=BOTH,
        credit="li",
        cited="5.3.2",
    ),
    row(
        "5.3(2) declined, in a leap year through 29 February",
        visit("c", "zhang", on="2023-12-31"),
        visit("c", "li", declined=["zhang"], on="2024-02-01"),
        subscription("d", "c", "li", on="2024-02-29"),
        to=BOTH,
        credit="li",
        cited="5.3.2",
    ),
    row(
        "5.3(2) declined, no longer on 1 March",
        visit("c", "zhang", on="2025-12-31"),
        TURNED,
        subscription("d", "c", "li", on="2026-03-01"),
        to="li",
        cited="5.3.2",
    ),
    row(
        "5.3(2) declined, good at the decisive visit is enough by another term",
        EARLY,
        TURNED,
        subscription("d", "c", "li", on="2026-04-01"),
        to=BOTH,
        credit="li",
        cited="5.3.2",
        settings={"terms.validity_tested_at": "decisive-visit"},
    ),
    row(
        "5.3(2) declined in favour of the one asked for",
        visit("c", "zhang"),
        visit("c", "li", declined=["zhang"], asked_for="wang"),
        subscription("d", "c", "li"),
        to={"wang": "4/5", "zhang": "1/5"},
        credit="wang",
        cited="5.3.2",
    ),
    row(
        "5.3(2) two declined share in rank order",
        call("c", "wang"),
        visit("c", "zhang"),
        visit("c", "li", declined=["zhang", "wang"]),
        subscription("d", "c", "li"),
        to={"li": "4/5", "wang": "1/10", "zhang": "1/10"},
        credit="li",
        cited="5.3.2",
    ),
    row(
        "5.3(2) a claim of the same moment, entered behind, shares nothing",
        TURNED,
        call("c", "zhang", at="10:00"),
        subscription("d", "c", "li"),
        to="li",
        cited="5.3.2",
    ),
    row(
        "5.3(2) declined, and barred for it",
        visit("c", "zhang"),
        visit("c", "li", declined=["zhang"]),
        complaint("k", "c", "zhang"),
        subscription("d", "c", "li"),
        decided("k", "upheld"),
        to="li",
        cited="5.3.2",
    ),
    row(
        "5.3(2) the wish lapsed a day before",
        visit("c", "li", declined=["zhang"], on="2026-01-15"),
        visit("c", "wang", on="2026-03-01"),
        subscription("d", "c", "li", on="2026-03-16"),
        to="wang",
        cited="5.1",
    ),
)
def test_declined(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_a_decline_moves_credit_and_leaves_a_fifth(life: list[Entry]) -> None:
    answer = ending(life, {"type": "VisitReceived", "agent": "new", "declined": ["zhang", "li"]})
    assert (answer.clause, answer.owner, plain(answer.credit)) == ("5.3.2", "new", [("new", "1")])
    assert str(answer.commission["new"]) in ("1", "4/5")
    assert set(answer.commission) <= {"new", "zhang", "li"}
