"""Laws of rulebooks in time: no book moves a closing before its days, and a ledger chooses as a history does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from leadledger import Office, Refused
from leadledger import open as open_ledger
from leadledger.dossier import History
from leadledger.errors import LeadledgerError
from leadledger.events import Event
from leadledger.values import office_day, zone
from tests.lives import Entry
from tests.rulebook.adoptions import document, value
from tests.strategies import examples, histories, read

OFFICE = zone("Asia/Shanghai")
PLACES = ("north", "south")
DAYS = [date(2024, 2, 1), date(2024, 6, 1), date(2025, 1, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 7, 1)]
HOLDS: list[object] = [
    "7 days",
    "2 months",
    value(("2024-01-01", "1 month"), ("2026-02-01", "2 months")),
    value(("2024-01-01", "1 month", "2025-12-31"), ("2026-03-01", "7 days")),
]
APPLIES: list[dict[str, list[str]] | None] = [
    None,
    None,
    {"project": ["north"]},
    {"channel": ["north"]},
    {"occasion": ["north"]},
    {"project": ["south"], "occasion": ["north", "south"]},
]


@st.composite
def books(draw: st.DrawFn, *, days: Sequence[date] = DAYS) -> Entry:
    """The adoption of a book, of whatever days, places and transition."""
    effective = draw(st.sampled_from(days))
    published = effective + timedelta(days=draw(st.sampled_from((-30, 0, 1, 200))))
    head: dict[str, Any] = {
        "judged_by": draw(st.sampled_from(("closing", "registration", "giver", "receiver"))),
        "reaches_back": draw(st.booleans()),
        "hold": draw(st.sampled_from(HOLDS)),
        "closes_with": draw(st.sampled_from(("subscription", "subscription", "contract"))),
    }
    if applies := draw(st.sampled_from(APPLIES)):
        head["applies"] = applies
    if draw(st.booleans()):
        head["ends_on"] = str(effective + timedelta(days=draw(st.sampled_from((0, 90, 1_000)))))
    return {
        "type": "RulebookAdopted",
        "occurred_at": "2023-01-01T10:00:00+08:00",
        "document": document(draw(st.sampled_from(("a", "b", "c"))), **head),
        "effective_from": str(effective),
        "published_at": f"{published}T12:00:00+08:00",
    }


@st.composite
def offices(draw: st.DrawFn) -> list[Entry]:
    """Lives in two projects, and the books that were adopted for them."""
    history = draw(histories())
    for entry in history:
        entry["project"] = draw(st.sampled_from((*PLACES, None)))
        if entry["type"] in ("VisitReceived", "CustomerAllocated"):
            entry["occasion"] = draw(st.sampled_from((*PLACES, None, None)))
        if entry["type"] == "SubscriptionSigned" and draw(st.booleans()):
            entry["details"] = {"channel": draw(st.sampled_from(PLACES))}
    kept = [{key: found for key, found in entry.items() if found is not None} for entry in history]
    return [*draw(st.lists(books(), max_size=4)), *kept]


def answers(events: list[Event]) -> dict[str, str]:
    """What every closed deal comes to, as JSON; a refusal by its sentence."""
    return _told(Office(History(events)))


def _told(office: Office) -> dict[str, str]:
    found = list(office.decide_all())
    return {one.deal or "": str(one.error) if isinstance(one, Refused) else one.to_json() for one in found}


@examples(60)
@given(office=offices())
def test_a_ledger_chooses_as_a_history_does(office: list[Entry]) -> None:
    events = sorted(read(office), key=lambda event: event.registered_at)
    whole = Office(History(events))
    with open_ledger(":memory:") as ledger:
        ledger.import_events(events)
        kept = ledger.office()
        assert _told(kept) == _told(whole)
        assert kept.closed_deals() == whole.closed_deals()
        for project in (None, *PLACES):
            at = max(event.registered_at for event in events)
            assert _owner(kept, project, at) == _owner(whole, project, at)


def _owner(office: Office, project: str | None, at: datetime) -> str:
    try:
        return office.owner("c", at, project).to_json()
    except LeadledgerError as refused:
        return str(refused)


@examples(60)
@given(office=offices(), news=books(days=[*DAYS, date(2030, 1, 1)]))
def test_a_book_moves_no_closing_before_its_first_day_or_before_it_was_published(
    office: list[Entry], news: Entry
) -> None:
    if not any(entry["type"] == "RulebookAdopted" for entry in office):
        return  # without any book the seed's is assumed, and the first adoption ends that for all days
    before, after = answers(read(office)), answers(read([*office, news]))
    published = office_day(datetime.fromisoformat(news["published_at"]), OFFICE)
    for deal, answer in before.items():
        if not answer.startswith("{"):
            continue
        day = office_day(datetime.fromisoformat(json.loads(answer)["closed_at"]), OFFICE)
        reaches = str(day) >= news["effective_from"] and (day >= published or news["document"]["reaches_back"])
        assert reaches or after[deal] == answer, (deal, news)
