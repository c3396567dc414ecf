"""5.2(2) the closing counts: where no claim is good, the deal is the closer's."""

from __future__ import annotations

import json

from hypothesis import given

from leadledger.testing.stories import call, complaint, contract, decided, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

LAPSED = call("c", "zhang", on="2026-01-14")
SUB = subscription("d", "c", "li", on="2026-03-15")


@table(
    row("5.2(2) nobody ever registered", SUB, to="li", cited="5.2.2"),
    row("5.2(2) the last claim lapsed yesterday", LAPSED, SUB, to="li", cited="5.2.2"),
    row("5.2(2) a good claim beats the closer", call("c", "zhang", on="2026-01-15"), SUB, to="zhang", cited="5.1"),
    row(
        "5.2(2) closing with the contract: no longer good then",
        call("c", "zhang", on="2026-01-20"),
        SUB,
        contract("d", on="2026-03-21"),
        to="li",
        cited="5.2.2",
        settings={"terms.closes_with": "contract"},
    ),
    row(
        "5.2(2) closing with the contract: still good then",
        call("c", "zhang", on="2026-01-20"),
        SUB,
        contract("d", on="2026-03-20"),
        to="zhang",
        cited="5.1",
        settings={"terms.closes_with": "contract"},
    ),
    row(
        "5.2(2) a contract of its own",
        contract("d", customer="c", agent="chen", unit="u"),
        to="chen",
        cited="5.2.2",
        settings={"terms.closes_with": "contract"},
    ),
    row(
        "5.2(2) a barred closer",
        complaint("k", "c", "li", on="2026-03-01"),
        decided("k", "upheld"),
        SUB,
        to="@department",
        cited="5.2.2",
    ),
    row(
        "5.2(2) a wish from long ago",
        visit("c", "zhang", declined=["wang"], on="2026-01-14"),
        SUB,
        to="li",
        cited="5.2.2",
    ),
)
def test_closer(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_a_new_customer_is_the_closers(life: list[Entry]) -> None:
    others = [entry for entry in life if '"c"' not in json.dumps(entry)]
    answer = ending(others)
    assert (answer.owner, answer.clause, plain(answer.credit)) == ("li", "5.2.2", [("li", "1")])
