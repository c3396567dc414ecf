"""The machine: a ledger and the pure decision agree whatever happens; and it notices where they do not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from leadledger.ledger import Ledger, Office
from leadledger.rulebook.library import rulebooks
from leadledger.testing import draft
from leadledger.testing.machine import LedgerMachine
from leadledger.testing.strategies import agents
from tests.small_books import HEAD, small_book
from tests.strategies import examples

NOTICE = '[event."app.NoticeGiven"]\nfields = { customer = "customer", to = "agent" }\n'
QUICK = settings(max_examples=examples(6).max_examples, stateful_step_count=12, deadline=None)


class UnderTheSeedsBook(LedgerMachine):
    pass


class OfAnotherOffice(LedgerMachine):
    """With a rulebook of its own, and something of its own that happens."""

    rulebook = small_book(NOTICE, head=HEAD.replace("Asia/Shanghai", "America/New_York"))
    kinds = ("VisitReceived", "CallReceived")
    people = (2, 1)

    @rule(agent=agents(count=2))
    def a_notice_is_given(self, agent: str) -> None:
        self.record(draft("app.NoticeGiven", customer="c1", to=agent))


UnderTheSeedsBook.TestCase.settings = QUICK
OfAnotherOffice.TestCase.settings = QUICK
TestUnderTheSeedsBook = UnderTheSeedsBook.TestCase
TestOfAnotherOffice = OfAnotherOffice.TestCase


def searched(machine: type[LedgerMachine]) -> None:
    quiet = settings(
        max_examples=60, stateful_step_count=8, database=None, deadline=None, print_blob=False,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False, phases=[Phase.generate],
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=quiet)


def test_a_ledger_that_forgets_an_entry_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Ledger.office

    def forgetful(self: Ledger, **asked: object) -> Office:
        size = self.head().size
        return office(self, **{**asked, "upto": size - 1 if size > 3 else None})

    monkeypatch.setattr(Ledger, "office", forgetful)
    with pytest.raises(AssertionError, match="subscription"):
        searched(UnderTheSeedsBook)


def test_a_rule_of_the_users_that_fails_is_reported() -> None:
    class Wrong(LedgerMachine):
        @rule(number=st.integers(0, 9))
        def nobody_ever_comes(self, number: int) -> None:
            assert not [event for event in self.events if event.type == "VisitReceived"], "somebody came"

    with pytest.raises(AssertionError, match="somebody came"):
        searched(Wrong)


def test_what_happens_is_told() -> None:
    machine = UnderTheSeedsBook()
    machine.tell("VisitReceived", b"")
    machine.tell("SubscriptionSigned", b"")
    machine.tell("ComplaintDecided", b"")
    assert [line.split("  ")[2].split("(")[0] for line in machine.told().splitlines()] == ["visit", "subscription"]
    assert machine.history.deals() == ["d1"]
    machine.the_ledger_answers_as_the_history_does()
    machine.teardown()


def test_every_book_can_be_lived_under() -> None:
    for name in ("two-month-hold", "territories-and-holdovers", "referral-reward"):

        class Under(LedgerMachine):
            rulebook = rulebooks[name]

        run_state_machine_as_test(Under, settings=settings(QUICK, max_examples=2))
