"""5.3(4) complaint: upheld bars, dismissed does nothing, open waits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from leadledger.events import VisitReceived
from leadledger.testing.stories import call, complaint, decided, subscription, visit
from leadledger.testing.stories import given as told
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, row, table
from tests.strategies import examples, histories

HELD = call("c", "zhang")
FILED = complaint("k", "c", "zhang")
SUB = subscription("d", "c", "li", on="2026-03-10")


@table(
    row("5.3(4) upheld", HELD, FILED, decided("k", "upheld"), SUB, to="li", cited="5.2.2"),
    row("5.3(4) upheld after the closing", HELD, FILED, SUB, decided("k", "upheld"), to="li", cited="5.2.2"),
    row("5.3(4) dismissed", HELD, FILED, decided("k", "dismissed"), SUB, to="zhang", cited="5.1"),
    row("5.3(4) filed after the closing", HELD, SUB, FILED, decided("k", "upheld"), to="zhang", cited="5.1"),
    row(
        "5.3(4) filed by somebody else",
        HELD,
        complaint("k", "x", "zhang"),
        decided("k", "upheld"),
        SUB,
        to="zhang",
        cited="5.1",
    ),
    row("5.3(4) open: the whole deal waits", HELD, FILED, SUB, to="@suspense", cited="5.1", status="provisional"),
    row(
        "5.3(4) open as then known",
        HELD,
        FILED,
        SUB,
        decided("k", "dismissed"),
        to="@suspense",
        cited="5.1",
        status="provisional",
        known_at="2026-03-10T12:00+08:00",
    ),
    row("5.3(4) open, and of no consequence", HELD, complaint("k", "c", "wang"), SUB, to="zhang", cited="5.1"),
    row(
        "5.3(4) open: what is due either way is paid",
        HELD,
        call("c", "wang"),
        visit("c", "li", declined=["zhang", "wang"]),
        FILED,
        SUB,
        to={"li": "4/5", "wang": "1/10", "@suspense": "1/10"},
        credit="li",
        cited="5.3.2",
        status="provisional",
    ),
    row(
        "5.3(4) two open ones are upheld together",
        HELD,
        call("c", "wang"),
        FILED,
        complaint("q", "c", "wang"),
        SUB,
        to="@suspense",
        cited="5.1",
        status="provisional",
    ),
    row(
        "5.3(4) a barred closer: the department",
        complaint("k", "c", "li"),
        decided("k", "upheld"),
        SUB,
        to="@department",
        cited="5.2.2",
    ),
    row(
        "5.3(4) declined before the barred receiver",
        HELD,
        visit("c", "wang", declined=["zhang"]),
        complaint("k", "c", "wang"),
        decided("k", "upheld"),
        SUB,
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.3(4) forgotten before the barred receiver",
        HELD,
        visit("c", "wang", forgot=True),
        complaint("k", "c", "wang"),
        decided("k", "upheld"),
        SUB,
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.3(4) the barred agent asked for",
        HELD,
        visit("c", "li", asked_for="wang"),
        complaint("k", "c", "wang"),
        decided("k", "upheld"),
        SUB,
        to="zhang",
        cited="5.1",
    ),
)
def test_complaint(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_a_barred_agent_gets_nothing(life: list[Entry]) -> None:
    filed = {"type": "ComplaintFiled", "complaint": "new", "against": "zhang"}
    entries = [entry for entry in life if entry["type"] not in ("RulingMade", "SettlementAgreed")]
    answer = ending(
        entries,
        filed,
        {"type": "ComplaintDecided", "complaint": "new", "outcome": "upheld", "by": "manager", "customer": None},
    )
    assert "zhang" not in {*answer.credit, *answer.commission}
    assert "zhang" not in {claim.agent for claim in answer.register.claims}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"named": ["zhang"]}, {"named": ()}),
        ({"named": ["wang", "zhang"]}, {"named": ("wang",)}),
        ({"named": ["wang", "chen"]}, {"named": ("wang", "chen")}),
        ({"asked_for": "zhang"}, {"asked_for": None}),
        ({"declined": ["wang"]}, {"declined": ("wang",)}),
        ({"declined": ["wang"], "received": "zhang"}, {"declined": ()}),
        ({"declined": ["wang"], "received": "zhang", "asked_for": "zhang"}, {"declined": (), "asked_for": None}),
        (
            {"declined": ["wang"], "received": "zhang", "asked_for": "chen"},
            {"declined": ("wang",), "asked_for": "chen"},
        ),
        ({"forgot": True, "received": "zhang"}, {"forgot": False}),
        ({"forgot": True}, {"forgot": True}),
    ],
)
def test_a_visit_is_read_without_what_it_says_of_the_barred_agent(said: dict[str, Any], read: dict[str, Any]) -> None:
    more = {key: value for key, value in said.items() if key != "received"}
    came = visit("c", said.get("received", "li"), **more)
    case = told(complaint("k", "c", "zhang"), decided("k", "upheld"), came, SUB).case("d")
    (found,) = [fact.event for fact in case.reading.own if isinstance(fact.event, VisitReceived)]
    assert {key: getattr(found, key) for key in read} == read
    assert [(agent, fact.event.type) for agent, fact in case.reading.barred.items()] == [("zhang", "ComplaintFiled")]
