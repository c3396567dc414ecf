"""Law: of entries of declared types too, a ledger gives the answers of the history that was entered into it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from leadledger.dossier import History
from leadledger.events import EVENT_TYPES, Event, event_from_dict, to_json
from leadledger.importing import read_history
from leadledger.ledger import Ledger, Office, import_into
from leadledger.ledger import open as open_ledger
from tests.declared_book import adopted, book, entry
from tests.laws.test_ledger_same_answers import DEEP, all_deals, hold, kept, same

BOOK = book()
WIDER = {"OrderPlaced": {"fields": {**BOOK.event("app.OrderPlaced").field_kinds, "channel": "word?"}}}  # type: ignore[attr-defined]
CUSTOMERS, AGENTS, DEALS, REGISTRATIONS = ("c", "e", "kin"), ("li", "zhang"), ("d1", "d2", "d3"), ("g1", "g2")


def told(chance: Random) -> list[dict[str, Any]]:
    """Some weeks of a shop: touches, registrations and their answers, stages, referrals, orders, and what is struck."""
    choice, rows = chance.choice, list[dict[str, Any]]()
    for deal in chance.sample(DEALS, chance.choice((1, 2, 3))):
        more = {"with": [choice(CUSTOMERS)]} if chance.random() < 0.3 else {}
        rows.append(entry("app.OrderPlaced", chance.randint(5, 30), deal=deal, customer=choice(CUSTOMERS), **more))
        if chance.random() < 0.5:
            rows.append(entry("app.DealStaged", chance.randint(0, 30), deal=deal, stage=chance.randint(1, 6)))
        if chance.random() < 0.3:
            rows.append(entry("app.RefundRequested", chance.randint(20, 40), deal=deal, why="too late"))
    for _ in range(chance.randint(2, 8)):
        customer, agent, registration = choice(CUSTOMERS), choice(AGENTS), choice(REGISTRATIONS)
        day = chance.randint(0, 25)
        kinds: list[dict[str, Any]] = [
            entry("app.TouchRecorded", day, customer=customer, agent=agent, kind=choice(("click", "view"))),
            entry("app.DealRegistered", day, registration=registration, customer=customer, agent=agent),
            entry("app.RegistrationAnswered", day, registration=registration, accepted=choice((True, False))),
            entry("app.NoticeGiven", day, customer=customer, to=agent, by="wang", reached=True),
            entry("VisitReceived", day, customer=customer, agent=agent),
            entry("ReferralMade", day, referrer=customer, customer=choice(CUSTOMERS)),
            entry("CustomersLinked", day, customers=["c", "kin"], relation="household"),
            entry("AgentJoined", day, agent=agent, name=choice(("张伟", "Li Na"))),
        ]
        rows.append(choice(kinds))
    if chance.random() < 0.4:
        mistake = choice(rows)
        mistake["id"] = f"00000000-0000-4000-8000-{chance.randint(1, 10**11):012}"
        rows.append(entry("EntryStruck", chance.randint(0, 40), entry=mistake["id"], reason="a mistake", by="boss"))
    chance.shuffle(rows)
    return rows


def read(rows: list[dict[str, Any]]) -> list[Event]:
    return [event_from_dict(row, {**EVENT_TYPES, **BOOK.events}) for row in rows]


@pytest.mark.parametrize("batch", range(200 if DEEP else 12))
def test_under_an_adopted_rulebook(batch: int) -> None:
    chance = Random(f"adopted {batch}")
    rulebooks = [adopted(), *([adopted(**WIDER)] if chance.random() < 0.5 else [])]
    events = read(told(chance))
    for one in rulebooks:
        events.insert(chance.randint(0, len(events)), one)
    office = kept(events)
    with office.ledger:
        hold(office, chance)
        assert office.ledger.verify().ok


@pytest.mark.parametrize("batch", range(60 if DEEP else 5))
def test_under_a_rulebook_that_is_only_given(batch: int) -> None:
    chance = Random(f"given {batch}")
    events = read(told(chance))
    with open_ledger(":memory:") as ledger:
        receipts = ledger.import_events(events, rulebook=BOOK)
        pure = Office(History(events, places=[f"entry {one.position}" for one in receipts]), BOOK)
        there = ledger.office(rulebook=BOOK)
        assert list(all_deals(there, "en")) == list(all_deals(pure, "en"))
        for customer in CUSTOMERS:
            at = max(event.occurred_at for event in events)
            pure_at = Office(History(events, places=[f"entry {one.position}" for one in receipts], known_at=at), BOOK)
            same(ledger.office(rulebook=BOOK, known_at=at), pure_at, lambda it, c=customer, at=at: it.owner(c, at))
        assert ledger.verify().ok


@pytest.mark.parametrize("batch", range(60 if DEEP else 5))
def test_from_a_file_wherever_the_adoption_stands(batch: int, tmp_path: Path) -> None:
    chance = Random(f"file {batch}")
    events = [*read(told(chance)), adopted()]
    chance.shuffle(events)
    file = tmp_path / "history.jsonl"
    file.write_text("".join(f"{to_json(event)}\n" for event in events), encoding="utf-8")
    listed = tmp_path / "listed.json"
    listed.write_text(json.dumps([json.loads(to_json(event)) for event in events]), encoding="utf-8")
    lines = read_history(file)
    assert [line.event for line in lines] == [line.event for line in read_history(listed)] == events
    import_into(tmp_path / "office.db", [file])
    import_into(tmp_path / "copy.jsonl", [file])
    again = import_into(tmp_path / "copy.jsonl", [file])
    assert again.added == 0
    with Ledger.__enter__(open_ledger(tmp_path / "office.db")) as ledger:
        one, other = Office(History.of(read_history(tmp_path / "copy.jsonl"))), ledger.office()
        assert one.closed_deals() == other.closed_deals()
        for mine, theirs in zip(one.decide_all(), other.decide_all(), strict=True):
            assert json.loads(mine.to_json())["commission"] == json.loads(theirs.to_json())["commission"]  # type: ignore[union-attr]
            assert mine.dossier.fingerprint() == theirs.dossier.fingerprint()  # type: ignore[union-attr]
