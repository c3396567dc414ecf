"""Hypothesis strategies for whole lives, and how many examples of them a test looks at."""

from __future__ import annotations

from datetime import datetime

from hypothesis import settings
from hypothesis import strategies as st

from leadledger.dossier import History
from leadledger.events import Event, event_from_dict
from leadledger.ledger import Office, Refused
from leadledger.rulebook.library import rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing import strategies as kit
from tests.lives import CUSTOMERS, DEALS, Entry, on_the_wire


def histories(*, longest: int = 14) -> st.SearchStrategy[list[Entry]]:
    """Histories on the wire in which deal ``d1`` closes: everything that the testing kit can tell."""
    return kit.histories(customers=len(CUSTOMERS), deals=len(DEALS), max_entries=longest).map(on_the_wire)


def examples(count: int) -> settings:
    """So many examples in the fixed profile, fifty times as many in the deep one."""
    deep = settings.get_current_profile_name() == "deep"
    return settings(max_examples=count * 50 if deep else count, deadline=None)


def read(history: list[Entry]) -> list[Event]:
    """The events of a history, through JSON."""
    return [event_from_dict(entry) for entry in history]


def deals(history: list[Entry]) -> list[str]:
    """The deals a history closes, in its order."""
    return [entry["deal"] for entry in history if entry["type"] == "SubscriptionSigned"]


def office_of(history: list[Entry], rulebook: Rulebook | None = None, *, known_at: datetime | None = None) -> Office:
    """The history under a rulebook (the seed's, if none is given)."""
    return Office(History(read(history), known_at=known_at), rulebook or rulebooks["sales-office"])


def answers(
    history: list[Entry], rulebook: Rulebook | None = None, *, known_at: datetime | None = None
) -> dict[str, str]:
    """What every closed deal comes to, as JSON; a refusal by its sentence."""
    found = office_of(history, rulebook, known_at=known_at).decide_all()
    return {one.deal or "": str(one.error) if isinstance(one, Refused) else one.to_json() for one in found}
