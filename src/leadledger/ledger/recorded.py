"""Recorded decisions: what a deal came to, kept with all that is needed to decide it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from leadledger.errors import EntryRefused
from leadledger.events import DecisionRecorded
from leadledger.events.declared import EventTypes
from leadledger.ledger.amounts import Amounts, bill_of, brought_in
from leadledger.ledger.bookkeeping import keep_books
from leadledger.ledger.office import Office
from leadledger.ledger.recording import record
from leadledger.ledger.rounds import LedgerFacts
from leadledger.projections.books import Books
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.explain import Bill
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.entries import Incoming, Receipt
from leadledger.store.instants import instant
from leadledger.store.journal import Journal
from leadledger.values.version import VERSION
from leadledger.values.zones import ZONES_VERSION

ZONES = "tzdata"
"""The further column of a recorded decision that names the release of the time zones in use."""
_NEXT = timedelta(microseconds=1)


class Recorded(NamedTuple):
    """A decision that was recorded: where the entry stands, what it says, and the answer with all it rests on.

    *amounts* are what the deal brings each payee, *bill* by which tables of the plan; None where no plan was in force.
    """

    receipt: Receipt
    decision: DecisionRecorded
    answer: Attribution
    amounts: Amounts | None
    bill: Bill | None


@dataclass(frozen=True, slots=True)
class Asking:
    """A deal to be decided for the record: as known at an instant (now, where that is None), under a book of its own.

    *types* are event types declared besides those adopted in the ledger.
    """

    deal: str
    known_at: datetime | None
    rulebook: Rulebook | None
    types: EventTypes


def record_decision(journal: Journal, asking: Asking) -> Recorded:
    """Decide a deal and record the decision: one and the same state, and nothing known by then comes after it.

    Raises:
        EntryRefused: the instant is still to come, or the rulebook is not the one that governs here.
        LeadledgerError: the deal cannot be decided.
    """
    with journal.alone():
        head, now = journal.head(), journal.now()
        newest = now if head.recorded_at is None else max(now, instant(head.recorded_at))
        known_at = newest if asking.known_at is None else asking.known_at
        if known_at > newest:
            raise EntryRefused(
                f"what will be known at {known_at.isoformat()} is still to come: expected a time up to now, "
                f"{newest.isoformat()}"
            )
        facts = LedgerFacts(journal, known_at=known_at, upto=head.size, types=asking.types)
        office = Office(facts, asking.rulebook)
        _refuse_another_book(office)
        answer = office.decide(asking.deal)
        books = _books_known(journal, office, asking.types)
        amounts = None if books is None else brought_in(books, asking.deal).amounts
        decision = DecisionRecorded(
            occurred_at=now.astimezone(UTC),
            recorded_at=max(newest, known_at + _NEXT).astimezone(UTC),
            details={ZONES: ZONES_VERSION},
            deal=asking.deal,
            attribution=as_recorded(answer, amounts),
            known_at=known_at,
            head=f"{head.size}:{head.frontier.root().hex()}",
            library_version=VERSION,
        )
        (receipt,) = record(journal, [Incoming(decision, "the decision")], types=asking.types)
    return Recorded(receipt, decision, answer, amounts, None if books is None else bill_of(books, asking.deal))


def as_recorded(answer: Attribution, amounts: Amounts | None) -> dict[str, Any]:
    """An answer as it is recorded: as ``decide --json`` prints it in English."""
    return answer.to_dict("en", amounts=amounts)


def _books_known(journal: Journal, office: Office, types: EventTypes) -> Books | None:
    """The books of what an office of the ledger knows; None where it knows no plan."""
    source = office.source
    assert isinstance(source, LedgerFacts)  # a ledger's source
    if not source.adopts_plans():
        return None
    return keep_books(journal, rulebook=office.asked_for, known_at=source.known_at, upto=source.upto, types=types)


def _refuse_another_book(office: Office) -> None:
    if office.asked_for is None:
        return
    if office.asked_for.settings:
        raise EntryRefused("what would be under other settings is no decision: expected the rulebook as it is written")
    if office.source.adopted():
        raise EntryRefused("rulebooks were adopted here, and decisions follow them: expected no other rulebook")
