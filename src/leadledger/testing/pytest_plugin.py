"""What the fixtures of the pytest plugin are made of; the plugin itself, ``pytest_leadledger``, imports this late."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from leadledger.dossier import History
from leadledger.errors import LeadledgerError
from leadledger.events import Event, event_from_dict
from leadledger.ledger import Ledger, Office
from leadledger.ledger import open as open_ledger
from leadledger.rulebook.library import DEFAULT, load_rulebook, rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.drafts import Draft
from leadledger.testing.stories import given

LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)


def refuse_unusable(books: Iterable[str]) -> None:
    """Refuse what is no rulebook.

    Raises:
        pytest.UsageError: one cannot be loaded; it says why.
    """
    for book in books:
        try:
            load_rulebook(book)
        except LeadledgerError as refusal:
            raise pytest.UsageError(f"--leadledger-book: {refusal}") from None


def rulebook_of(book: str | None) -> Rulebook:
    """The rulebook of a name or file; the seed's where there is none."""
    return rulebooks[DEFAULT] if book is None else load_rulebook(book)


def ledger_under(book: Rulebook) -> Ledger:
    """A ledger in memory whose one entry is the adoption of a rulebook, in force for ever.

    >>> from leadledger.testing import given, subscription, visit
    >>> with ledger_under(rulebooks["two-month-hold"]) as ledger:
    ...     _ = ledger.import_events(given(visit("c", "zhang"), subscription("d", "c", "li")).events)
    ...     ledger.decide("d").rulebook.name
    'two-month-hold'
    """
    ledger = open_ledger(":memory:")
    ledger.import_events([adoption(book)])
    return ledger


def adoption(book: Rulebook) -> Event:
    """The entry by which an office adopted a rulebook, long ago."""
    at = LONG_AGO.isoformat()
    document = json.loads(json.dumps(book.document, default=str))
    since = date(LONG_AGO.year, LONG_AGO.month, LONG_AGO.day).isoformat()
    said = {"document": document, "effective_from": since, "published_at": at, "occurred_at": at}
    return event_from_dict({"type": "RulebookAdopted", **said})


def office_under(book: Rulebook, *drafts: Draft | Event) -> Office:
    """The office in which this happened, under a rulebook."""
    return Office(History(given(*drafts, rulebook=book).events), book)
