"""What is read to decide a deal: its own dossier, however much else is in the ledger, and never by looking at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from leadledger.events import AgentJoined, Event, event_from_dict, to_json
from leadledger.ledger import Ledger
from leadledger.ledger import open as open_ledger
from leadledger.rulebook.attribution import Attribution
from leadledger.store.log import Log
from leadledger.store.records import Row
from tests.lives import Entry
from tests.offices import adopted
from tests.strategies import read

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
LOOKS_AT_ALL = re.compile(r"SCAN (event|event_tag|one|other)\b")
AT = START.isoformat()
MANY = 3_000


def entries(*told: Entry, start: datetime = START, step: timedelta = timedelta(hours=1)) -> list[Event]:
    """The events, each some time after the one before unless it says when."""
    return [
        event_from_dict({"occurred_at": (start + number * step).isoformat(), **one}) for number, one in enumerate(told)
    ]


def of(type_: str, **fields: Any) -> Entry:
    return {"type": type_, **fields}


SHARES = {"credit": {"li": "1"}, "commission": {"li": "1"}, "reason": "x", "by": "manager"}
ID = "00000000-0000-4000-8000-000000000001"
STORY = entries(
    of("AgentJoined", agent="zhang", name="张伟"),
    of("AgentJoined", agent="li", name="李娜"),
    of("CustomerRegistered", customer="old", agent="wang", name="老周"),
    of("AgentArrived", agent="zhang"),
    of("ReferralMade", referrer="old", customer="c"),
    of("VisitReceived", customer="c", agent="zhang", named=["zhang", "wang"]),
    of("CustomersLinked", customers=["c", "kin"], relation="household"),
    of("VisitReceived", customer="kin", agent="li", declined=["zhang"]),
    of("CallReceived", customer="c", agent="li", id=ID),
    of("EntryStruck", entry=ID, reason="a mistake", by="manager"),
    of("ComplaintFiled", complaint="k", customer="c", against="zhang"),
    of("ComplaintDecided", complaint="k", outcome="dismissed", by="manager"),
    of("SubscriptionSigned", deal="d", customer="c", unit="u", agent="li"),
    of("ContractSigned", deal="d"),
    of("RulingMade", ruling="r", deal="d", **SHARES),
    of("RulingDefied", ruling="r", agent="zhang", by="manager"),
)


STAFF = sum(isinstance(event, AgentJoined) for event in STORY)
"""Those who joined are read once, before the first question."""


def strangers(count: int) -> list[Event]:
    """So many lives of others, with the same agents, on the same days, in every matter."""
    told: list[Entry] = []
    for number in range(count):
        customer, deal, mistake = f"s{number}", f"sd{number}", f"00000000-0000-4000-8000-1{number:011}"
        at = (START + timedelta(minutes=number % 900)).isoformat()
        told += [
            {**one, "occurred_at": at}
            for one in (
                of("VisitReceived", customer=customer, agent="zhang", named=["wang", "li"], id=mistake),
                of("CallReceived", customer=customer, agent="li"),
                of("CustomerRegistered", customer=customer, agent="wang", name=f"Stranger {number}"),
                of("CustomersLinked", customers=[customer, f"{customer}-kin"], relation="household"),
                of("ReferralMade", referrer=f"{customer}-friend", customer=customer),
                of("ComplaintFiled", complaint=f"k-{customer}", customer=customer, against="zhang"),
                of("ComplaintDecided", complaint=f"k-{customer}", outcome="dismissed", by="manager"),
                of("SubscriptionSigned", deal=deal, customer=customer, unit=deal, agent="zhang"),
                of("RulingMade", ruling=f"r-{customer}", deal=deal, **SHARES),
                of("EntryStruck", entry=mistake, reason="a mistake", by="manager"),
            )
        ]
    return read(told)


@dataclass
class Reading:
    """What was read: entries, and how many steps the database took to find them."""

    rows: int = 0
    steps: int = 0


@contextmanager
def counted(ledger: Ledger) -> Iterator[Reading]:
    """What is read of a ledger in memory meanwhile."""
    reading = Reading()

    def stepped() -> None:
        reading.steps += 1

    def counting(read: Callable[..., list[Row]]) -> Callable[..., list[Row]]:
        def counted(*args: Any, **named: Any) -> list[Row]:
            found = read(*args, **named)
            reading.rows += len(found)
            return found

        return counted

    with pytest.MonkeyPatch.context() as patch, ledger._database.reading() as connection:
        for name in ("rows", "scan", "by_register_time", "tagged"):
            patch.setattr(Log, name, counting(getattr(Log, name)))
        connection.set_progress_handler(stepped, 1)
        try:
            yield reading
        finally:
            connection.set_progress_handler(None, 1)


def reads(ledger: Ledger, ask: Callable[[Ledger], Attribution]) -> tuple[Reading, str]:
    """What is read for a question, asked for the second time, and the answer."""
    ask(ledger)
    with counted(ledger) as reading:
        answer = ask(ledger)
    return reading, answer.to_json(considered=True)


QUESTIONS: dict[str, Callable[[Ledger], Attribution]] = {
    "a deal": lambda ledger: ledger.decide("d"),
    "a deal as known": lambda ledger: ledger.decide("d", known_at=START + timedelta(hours=14)),
    "an owner": lambda ledger: ledger.owner("c", START + timedelta(days=2)),
    "a referrer's owner": lambda ledger: ledger.owner("old", START + timedelta(days=2)),
}
OTHERS: dict[str, list[Event]] = {
    "thousands of entries about strangers, with the same agents": strangers(300),
    "hundreds whom the same customer referred": read(
        [of("ReferralMade", referrer="old", customer=f"s{number}", occurred_at=AT) for number in range(MANY)]
    ),
    "comings and goings of the same agents on thousands of other days": entries(
        *(of("AgentArrived", agent="zhang") for _ in range(MANY)), start=START + timedelta(days=9)
    ),
    "agents of the same names who joined elsewhere": entries(
        *(of("AgentJoined", agent=f"agent-{number}", name="张伟") for number in range(MANY))
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("others", OTHERS)
def test_others_change_neither_what_is_read_nor_what_it_takes(question: str, others: str) -> None:
    with open_ledger(":memory:") as ledger:
        ledger.import_events(STORY)
        before, answer = reads(ledger, QUESTIONS[question])
        ledger.import_events(OTHERS[others])
        after, again = reads(ledger, QUESTIONS[question])
    assert again == answer
    assert after.rows == before.rows > 0
    assert after.steps <= before.steps * 1.1


def test_a_long_list_that_names_the_customer_is_one_entry() -> None:
    lists: dict[str, tuple[str, Entry]] = {
        "MeetingMinuted": ("entries", {"date": "2026-03-01"}),
        "CustomersReassigned": ("lots", {"from_agent": "wang", "reason": "leave"}),
    }
    for kind, (lines, more) in lists.items():
        found = []
        for others in (0, 1_000):
            with open_ledger(":memory:") as ledger:
                named = [{"customer": f"s{number}", "agent": "li"} for number in range(others)]
                line = {"customer": "c", "agent": "li"}
                ledger.import_events(strangers(50))
                ledger.import_events([*entries(of(kind, **{lines: [line, *named]}, by="manager", **more)), *STORY])
                found.append(reads(ledger, QUESTIONS["a deal"])[0])
        assert found[0].rows == found[1].rows
        assert found[1].steps <= found[0].steps * 1.1


def test_only_what_bears_on_the_deal_is_read_and_each_entry_once() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.import_events(strangers(20))
        ledger.import_events(STORY)
        ledger.decide("d")
        reading, _ = reads(ledger, QUESTIONS["a deal"])
        assert reading.rows == len(STORY) - STAFF


def test_a_rulebook_that_was_adopted_is_read_once() -> None:
    document = adopted({"validity": "1 month"})
    dates = {"effective_from": "2026-01-01", "published_at": AT}
    with open_ledger(":memory:") as ledger:
        ledger.import_events([*STORY, *entries(of("RulebookAdopted", document=document, **dates))])
        reading, _ = reads(ledger, QUESTIONS["a deal"])
        assert reading.rows == len(STORY) - STAFF


def test_an_agent_who_joins_and_a_rulebook_that_is_adopted_are_read_as_soon_as_they_are_there(tmp_path: Path) -> None:
    document = adopted({"validity": "1 month"})
    adoption = entries(of("RulebookAdopted", document=document, effective_from="2026-01-01", published_at=AT))
    with open_ledger(tmp_path / "office.db") as ledger, open_ledger(tmp_path / "office.db") as other:
        ledger.import_events(STORY)
        before, known = ledger.office(), ledger.decide("d")
        other.record(entries(of("AgentJoined", agent="wang", name="王芳")))
        assert {**known.dossier.names, "wang": "王芳"} == ledger.decide("d").dossier.names
        other.import_events(adoption)
        assert ledger.decide("d").rulebook.digest != known.rulebook.digest
        assert before.decide("d").to_json(considered=True) == known.to_json(considered=True)


def test_what_a_trial_enters_is_not_kept(tmp_path: Path) -> None:
    register = tmp_path / "register.jsonl"
    with open_ledger(tmp_path / "office.db") as ledger:
        ledger.import_events(STORY)
        answer = ledger.decide("d").to_json(considered=True)
        wang = entries(
            of("AgentJoined", agent="wang", name="王芳"), of("CustomerRegistered", customer="li", agent="li", name="Li")
        )
        register.write_text("".join(f"{to_json(event)}\n" for event in wang), encoding="utf-8")
        assert ledger.import_files(register, dry_run=True)
        assert ledger.decide("d").to_json(considered=True) == answer
        ledger.import_files(register)
        assert {**ledger.decide("d").dossier.names}.items() >= {"wang": "王芳", "li": "Li"}.items()


def test_every_statement_finds_its_entries_by_an_index() -> None:
    said: list[str] = []
    with open_ledger(":memory:") as ledger:
        ledger.import_events(strangers(5))
        with ledger._database.reading() as connection:
            connection.set_trace_callback(said.append)
            ledger.import_events([*STORY, *STORY])
            ledger.record(entries(of("SubscriptionSigned", deal="e", customer="c", unit="v", agent="li")))
            for ask in QUESTIONS.values():
                ask(ledger)
            assert len(list(ledger.decide_all())) == 7
            assert len(list(ledger.subscribe(follow=False))) == len(list(ledger.events()))
            assert len({*ledger.office().source.customers(), *ledger.office().source.deals()}) > 9
            ledger.decide("d", as_entered=datetime.now(UTC))
            connection.set_trace_callback(None)
            asked = {re.sub(r"x'[0-9a-f]*'|'[^']*'|\b\d+\b", "?", one, flags=re.I): one for one in said}
            plans = {
                one: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")]
                for one in asked.values()
                if one.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE"))
            }
    assert len(plans) > 10
    assert [(one, plan) for one, plan in plans.items() if any(map(LOOKS_AT_ALL.match, plan))] == []
