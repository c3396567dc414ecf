"""A small ledger with entries of every type, as a file's bytes, and what stands in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from leadledger.events import CallReceived, Event, parse_event, personal_fields
from leadledger.store.database import Database
from leadledger.store.entries import Incoming
from leadledger.store.journal import Journal

SAMPLES = Path(__file__).parent.parent / "events" / "samples"
START = datetime(2026, 4, 1, 9, tzinfo=UTC)


def samples() -> list[Event]:
    """An event of every type and version, all fields set, each with an id and a register time."""
    return [
        parse_event(line)
        for file in sorted(SAMPLES.glob("version_*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def fill(database: Database) -> None:
    """Enter an old register with ids, one without, and live entries: fewer than a hundred, at several times."""
    ticks = iter(range(10_000))
    journal = Journal(database, clock=lambda: START + timedelta(seconds=next(ticks)))
    every = samples()
    journal.append(incoming(every), register=True)
    nameless = [impersonal(event).model_copy(update={"id": None}) for event in every[::12]]
    journal.append(incoming(nameless), register=True)
    others = {"recorded_at": None, "id": UUID(int=4 << 76 | 2 << 62)}
    journal.append(incoming([event.model_copy(update=others) for event in every[-1:]]), register=True)
    alike = [CallReceived(occurred_at=START, customer="c1", agent="li", note=note) for note in ("one", "two")]
    journal.append(incoming([*alike]))
    for event in every[::3]:
        journal.append(incoming([event.model_copy(update={"id": None, "recorded_at": None})]))


def impersonal(event: Event) -> Event:
    """The event without the personal fields that may be left out."""
    fields = {name: type(event).model_fields[name] for name in personal_fields(type(event))}
    left_out = {name: field.default for name, field in fields.items() if not field.is_required()}
    return event.model_copy(update=left_out)


def incoming(events: list[Event]) -> list[Incoming]:
    """The events, to be entered by a test."""
    return [Incoming(event, f"entry {number} of the test") for number, event in enumerate(events, 1)]
