"""What a clause asks of agents' comings and goings costs no more for each of them that there is."""

from __future__ import annotations

from typing import Any

import pytest

from leadledger.events.pattern import Pattern, Role
from leadledger.ledger import decide
from leadledger.rulebook import rulebooks
from leadledger.rulebook.register import Register
from leadledger.testing.stories import arrived, call, given, subscription
from tests.books.shorthand import history
from tests.rulebook.kinds.tales import kind_book

BOOK = rulebooks["two-month-hold"]
VISITS = (
    "2024-05-12 CustomerRegistered customer=x agent=a; 2024-05-13 VisitReceived customer=x agent=c; "
    "2024-05-14 SubscriptionSigned customer=x agent=c"
)


def asked_for_roles(days: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often it is asked who has a role, where the holder came and went on so many days."""
    asked: list[Role] = []
    who = Register.who

    def noted(register: Register, role: Role, *fact: Any) -> frozenset[str]:
        asked.append(role)
        return who(register, role, *fact)

    before = "; ".join(
        f"2024-04-{day:02} AgentArrived agent=a; 2024-04-{day:02} AgentLeft agent=a reason=off"
        for day in range(1, days + 1)
    )
    with monkeypatch.context() as patched:
        patched.setattr(Register, "who", noted)
        assert decide(history(f"{before}; {VISITS}", BOOK), "d1", rulebook=BOOK).owner == "a"
    return len(asked)


def test_who_has_a_role_is_asked_once_for_a_clause_and_not_for_each_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 0 < asked_for_roles(1, monkeypatch) == asked_for_roles(28, monkeypatch)


@pytest.mark.parametrize(
    ("agent", "somebody", "in_vain"),
    [
        ("holder", True, False),
        ("holder", False, True),
        (["holder", "rival"], True, False),
        ("not holder", False, False),
        ("zhang", False, False),
    ],
)
def test_a_pattern_is_in_vain_where_nobody_has_a_role_it_asks_for(agent: Any, somebody: bool, in_vain: bool) -> None:
    pattern = Pattern.parse({"type": "FollowUpLogged", "agent": agent})
    assert pattern.in_vain(lambda role: frozenset({"li"} if somebody and role == "holder" else ())) is in_vain


CAME_FIRST = """
[[register]]
id = "came"
cite = "C"
use = "opens"
when = { type = "CallReceived" }
if = [{ type = "AgentArrived", agent = "same" }]
"""


@pytest.mark.parametrize(("arrived_on", "holders"), [("2026-03-02", ["zhang"]), ("2026-03-04", [])])
def test_a_coming_is_known_from_its_entry_on(arrived_on: str, holders: list[str]) -> None:
    story = given(
        call("c", "zhang", on="2026-03-03"),
        arrived("zhang", on=arrived_on),
        subscription("d", "c", "li", on="2026-03-05"),
    )
    claims = story.case("d", rulebook=kind_book(CAME_FIRST)).register.claims
    assert [claim.agent for claim in claims] == holders
