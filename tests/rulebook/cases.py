"""How the clauses' tables are written: a sentence that begins with the clause, a story, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from leadledger.rulebook.attribution import Attribution
from leadledger.testing.stories import Draft, given
from tests.lives import Entry, recorded_at
from tests.strategies import office_of

START = datetime.fromisoformat("2026-03-01T10:00+08:00")
SETTLING = {
    "SubscriptionSigned", "RulingMade", "RulingDefied", "SettlementAgreed", "QuarrelReported", "DiscountSought",
    "ComplaintFiled", "ComplaintDecided", "EntryStruck", "CustomersUnlinked",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One case: *commission* by payee (one name: all of it), *credit* where it differs, the clause *cited*."""

    sentence: str
    story: tuple[Draft, ...]
    commission: str | Mapping[str, str]
    cited: str
    credit: str | Mapping[str, str] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    known_at: str | None = None
    status: str = "final"
    deal: str = "d"

    def check(self) -> None:
        """Decide the story and compare."""
        found = given(*self.story).decide(self.deal, settings=self.settings, known_at=self.known_at)
        assert plain(found.commission) == whole(self.commission)
        assert plain(found.credit) == whole(self.credit or self.commission)
        assert (found.clause, found.status) == (self.cited, self.status)


def row(sentence: str, *story: Draft, to: str | Mapping[str, str], cited: str, **more: Any) -> Row:
    """A case in one call."""
    return Row(sentence, story, to, cited, **more)


def table(*rows: Row) -> Callable[[Any], Any]:
    """Parametrize a test with cases, their sentences as ids."""
    return pytest.mark.parametrize("case", rows, ids=[case.sentence for case in rows])


def whole(shares: str | Mapping[str, str]) -> list[tuple[str, str]]:
    """Shares as expected, in award order."""
    return [(shares, "1")] if isinstance(shares, str) else list(shares.items())


def plain(shares: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Shares as found, in award order."""
    return [(payee, str(share)) for payee, share in shares.items()]


def ending(life: list[Entry], *last: Entry) -> Attribution:
    """What deal ``d`` of customer ``c`` comes to, bought from li after a life in which nothing was settled yet.

    *last* is entered, an hour apart, between the life and the closing; what names ``deal`` is entered after it.
    """
    entries = [entry for entry in life if entry["type"] not in SETTLING]
    at = max((recorded_at(entry) for entry in entries), default=START)
    closing = {"type": "SubscriptionSigned", "deal": "d", "customer": "c", "unit": "u", "agent": "li"}
    before = [entry for entry in last if "deal" not in entry]
    for entry in (*before, closing, *(entry for entry in last if "deal" in entry)):
        at += timedelta(hours=1)
        stated = entry if "deal" in entry else {"customer": "c", **entry}
        entries.append({**{k: v for k, v in stated.items() if v is not None}, "occurred_at": at.isoformat()})
    return office_of(entries).decide("d")
