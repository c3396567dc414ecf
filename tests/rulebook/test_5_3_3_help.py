"""5.3(3), 2.5 help: a fifth, or half on the closing day; the owner keeps the rest."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import complaint, decided, reassigned, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, plain, row, table
from tests.strategies import examples, histories

FIRST = visit("c", "zhang")


def helped(by: str, **when: str) -> object:
    return visit("c", by, named=["zhang"], present=[by], **when)


@table(
    row(
        "5.3(3) help the day before",
        FIRST,
        helped("li", on="2026-03-05", at="23:59"),
        subscription("d", "c", "wang", on="2026-03-06", at="00:00"),
        to={"zhang": "4/5", "li": "1/5"},
        credit="zhang",
        cited="5.3.3",
    ),
    row(
        "2.5 help on the closing day",
        FIRST,
        helped("li", on="2026-03-06", at="00:00"),
        subscription("d", "c", "wang", on="2026-03-06", at="23:59"),
        to={"zhang": "1/2", "li": "1/2"},
        credit="zhang",
        cited="2.5",
    ),
    row(
        "2.5 the earlier helper gets nothing beside the day's",
        FIRST,
        helped("chen"),
        helped("li"),
        subscription("d", "c", "wang", at="12:00"),
        to={"zhang": "1/2", "li": "1/2"},
        credit="zhang",
        cited="2.5",
    ),
    row(
        "5.3(3) who helped twice counts once",
        FIRST,
        helped("li"),
        helped("chen"),
        helped("li"),
        subscription("d", "c", "wang"),
        to={"zhang": "4/5", "li": "1/10", "chen": "1/10"},
        credit="zhang",
        cited="5.3.3",
    ),
    row(
        "5.3(3) a barred helper",
        FIRST,
        helped("li"),
        complaint("k", "c", "li"),
        subscription("d", "c", "wang"),
        decided("k", "upheld"),
        to="zhang",
        cited="5.3.1",
    ),
    row(
        "5.3(3) help passes with the lots",
        FIRST,
        helped("li"),
        reassigned("zhang", {"c": "chen"}),
        subscription("d", "c", "wang"),
        to={"chen": "4/5", "li": "1/5"},
        credit="chen",
        cited="5.3.3",
    ),
    row(
        "5.3(3) help is not paid where the customer declines the owner later",
        FIRST,
        helped("li"),
        visit("c", "wang", declined=["zhang"]),
        subscription("d", "c", "wang"),
        to={"wang": "4/5", "zhang": "1/5"},
        credit="wang",
        cited="5.3.2",
    ),
    row(
        "5.3(3) another share by setting",
        FIRST,
        helped("li"),
        subscription("d", "c", "wang"),
        to={"zhang": "2/3", "li": "1/3"},
        credit="zhang",
        cited="5.3.3",
        settings={"help.share": "1/3"},
    ),
)
def test_help(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_help_of_the_closing_hour_is_half(life: list[Entry]) -> None:
    answer = ending(
        life,
        {"type": "CallReceived", "agent": "new"},
        {"type": "VisitReceived", "agent": "helper", "named": ["new"], "present": []},
    )
    assert (answer.owner, plain(answer.credit)) == ("new", [("new", "1")])
    helper = str(answer.commission["helper"])
    assert (answer.clause, helper) in {("2.5", "1/2"), ("5.3.3", "1/5")}
