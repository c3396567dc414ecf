"""What decides for a program in processes of its own has its plugins in use there, or is asked in one process."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import leadledger as ll
from leadledger import plugins
from leadledger.ledger import Ledger
from leadledger.rulebook.kinds import Applies, Award, Case, Reason
from leadledger.testing.stories import given, subscription, visit
from tests.ledger import sharing
from tests.small_books import HEAD, small_book

OWN = '[[award]]\nid = "own"\ncite = "X"\nrank = 0\nuse = "always-wang"\nif = [{ type = "VisitReceived" }]\n'
DECLARED = '[event."app.TouchRecorded"]\nfields = { customer = "customer", agent = "agent" }\n'
EVENTS = given(
    *(visit(f"c{number}", "zhang") for number in range(4)),
    *(subscription(f"d{number}", f"c{number}", "li") for number in range(4)),
).events


def always_wang(case: Case) -> Any:
    return Applies(Award.whole("wang"), Reason("always"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Ledger]:
    before = plugins.in_use()
    with ll.open(tmp_path / "office.db") as ledger:
        ledger.import_events(EVENTS)
        yield ledger
    plugins.only_use(before)


def decided(office: Ledger, book: ll.Rulebook | None) -> list[list[str]]:
    alone = list(office.decide_all(rulebook=book, each=sharing.in_full))
    assert list(office.decide_all(rulebook=book, each=sharing.in_full, processes=2)) == alone
    return alone


def test_other_processes_have_the_plugins_in_use(office: Ledger) -> None:
    ll.use(ll.Plugin("acme", "1.0", kinds={"award": {"always-wang": always_wang}}))
    book = small_book(OWN)
    assert all('"owner": "wang"' in english for english, *_ in decided(office, book))
    at = EVENTS[0].occurred_at
    adopted = ll.RulebookAdopted(
        document=dict(book.document), effective_from=at.date(), published_at=at, occurred_at=at - timedelta(days=1)
    )
    office.import_events([adopted])
    assert all('"owner": "wang"' in english for english, *_ in decided(office, None))


def test_a_plugin_that_cannot_be_named_there_is_asked_in_one_process(office: Ledger) -> None:
    def of_this_process(case: Case) -> Any:
        return always_wang(case)

    ll.use(ll.Plugin("acme", "1.0", kinds={"award": {"always-wang": of_this_process}}))
    assert plugins.packed() is None
    book = small_book(OWN)
    assert len(set(office.decide_all(rulebook=book, each=sharing.process, processes=2))) == 1
    assert all('"owner": "wang"' in english for english, *_ in decided(office, book))


def test_a_document_with_conditions_and_entries_of_its_own_goes_with_the_deals(office: Ledger) -> None:
    book = small_book(
        '[[award]]\nid = "own"\ncite = "X"\nrank = 2\nuse = "closer"\nif = [{ type = "VisitReceived" }]\n',
        head=HEAD.replace("[terms]", f"{DECLARED}\n[terms]"),
    )
    decided(office, book)


def test_entries_that_only_the_book_given_declares_are_read_there_too(office: Ledger) -> None:
    book = small_book(
        '[[award]]\nid = "own"\ncite = "X"\nrank = 0\nuse = "closer"\nwhere = "anyhow"\n'
        'if = [{ type = "app.TouchRecorded" }]\n',
        head=HEAD.replace("[terms]", f"{DECLARED}\n[terms]"),
    )
    touched = book.events["app.TouchRecorded"](occurred_at=EVENTS[0].occurred_at, customer="c1", agent="li")
    office.import_events([touched], rulebook=book)
    owners = [json.loads(english)["owner"] for english, *_ in decided(office, book)]
    assert owners == ["zhang", "li", "zhang", "zhang"]


@pytest.mark.parametrize("name", ll.rulebooks)
def test_every_book_can_be_passed_on(name: str) -> None:
    passed = pickle.loads(pickle.dumps(ll.rulebooks[name]))
    assert (passed.digest, passed.events) == (ll.rulebooks[name].digest, ll.rulebooks[name].events)
