"""Replaying: every recorded decision decided again with what was known then; identical, or why not by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from leadledger import plugins
from leadledger.errors import LeadledgerError, LedgerRefused
from leadledger.events import DecisionRecorded, EntryStruck
from leadledger.events.declared import EventTypes
from leadledger.ledger.amounts import Brought, brought_by, brought_in
from leadledger.ledger.bookkeeping import keep_books
from leadledger.ledger.differences import (
    Difference,
    as_bytes,
    facts_digest,
    fields_that_differ,
    in_words_alone,
    of_plugins,
    of_rules,
)
from leadledger.ledger.office import Office
from leadledger.ledger.recorded import ZONES, as_recorded
from leadledger.ledger.rounds import LedgerFacts
from leadledger.projections.books import Books
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.database import Database
from leadledger.store.entries import Entry
from leadledger.store.journal import Journal
from leadledger.store.proving import extend
from leadledger.store.records import Item, OneOf
from leadledger.store.tags import tag
from leadledger.values.version import VERSION
from leadledger.values.zones import ZONES_VERSION

_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")
_KIND = DecisionRecorded.__name__
_KEPT = 4  # books of different states of the ledger


@dataclass(frozen=True, slots=True)
class Replay:
    """A recorded decision, decided again: *same* where the bytes are, else why not and in which fields.

    *place* is where the entry stands, *now* what the deal comes to, None where it cannot be decided.
    """

    entry: UUID
    place: str
    decision: DecisionRecorded
    now: Mapping[str, Any] | None
    differences: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it comes to the same, byte for byte."""
        return not self.differences

    @property
    def fields(self) -> list[str]:
        """The fields that differ."""
        return [] if self.same or self.now is None else fields_that_differ(self.decision.attribution, self.now)

    def to_dict(self) -> dict[str, Any]:
        """The replay as plain data, as ``replay --json`` prints it."""
        return {
            "deal": self.decision.deal,
            "entry": str(self.entry),
            "known_at": self.decision.known_at.isoformat(),
            "library_version": self.decision.library_version,
            "same": self.same,
            "fields": self.fields,
            "differences": [one.to_dict() for one in self.differences],
            "now": None if self.same else self.now,
        }


class _Answer(NamedTuple):
    """What a deal comes to in one state of the ledger."""

    said: Mapping[str, Any]
    facts: frozenset[UUID]
    brought: Brought


class Replaying:
    """The recorded decisions of one state of a ledger, decided again."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        rulebook: Rulebook | None,
        types: EventTypes,
        books: dict[UUID, Rulebook],
    ) -> None:
        self._database, self._journal = database, journal
        self._rulebook, self._types, self._read = rulebook, types, books
        self._size = journal.size()
        self._root = cache(self._root_of_first)
        self._booked = lru_cache(maxsize=_KEPT)(self._books)

    def each(self, deal: str | None = None) -> Iterator[Replay]:
        """Those of a deal, or all, in the order of entry; not those that were struck."""
        item = Item((_KIND,), () if deal is None else (tag("deal", deal),))
        entries = self._journal.find([item], upto=self._size, types=self._types)
        struck = self._struck(entries)
        for entry in entries:
            if entry.id not in struck:
                yield self._again(entry, cast("DecisionRecorded", entry.event))

    def _struck(self, entries: Sequence[Entry]) -> set[UUID]:
        strikings = OneOf((EntryStruck.__name__,), frozenset(tag("entry", str(one.id)) for one in entries))
        found = self._journal.find([strikings], upto=self._size) if entries else []
        return {one.event.entry for one in found if isinstance(one.event, EntryStruck)}

    def _again(self, entry: Entry, decision: DecisionRecorded) -> Replay:
        recorded = decision.attribution
        now, refusal = self._asked(decision, self._size)
        said = None if now is None else now.said
        if said is not None and as_bytes(said) == as_bytes(recorded):
            return Replay(entry.id, self._journal.place(entry.position), decision, said)
        found = self._why(entry, decision, now)
        if refusal is not None:
            found.append(Difference.of("refused", because=str(refusal)))
        return Replay(entry.id, self._journal.place(entry.position), decision, said, tuple(found))

    def _why(self, entry: Entry, decision: DecisionRecorded, now: _Answer | None) -> list[Difference]:
        """Why it is not the same: what came in since, or else what else is not as it was."""
        recorded = decision.attribution
        size = self._known_size(decision.head)
        then, _ = self._asked(decision, entry.position - 1 if size is None else size)
        if then is not None and as_bytes(then.said) == as_bytes(recorded):
            return self._since(decision, then, now, entry.position - 1 if size is None else size)
        versions = {plugin.name: plugin.version for plugin in plugins.in_use()}
        found = of_plugins(recorded, versions)
        if then is None:
            return found
        found += of_rules(recorded, then.said)
        if size is None and facts_digest(recorded) != facts_digest(then.said):
            found.append(Difference.of("another-history", head=decision.head))
        zones = (decision.details or {}).get(ZONES)
        if zones is not None and zones != ZONES_VERSION:
            found.append(Difference.of("time-zones", before=zones, after=ZONES_VERSION))
        return found or [_otherwise(decision, then.said)]

    def _since(self, decision: DecisionRecorded, then: _Answer, now: _Answer | None, size: int) -> list[Difference]:
        """What entries have brought that came in since, registered as of a time by which things were known."""
        late = self._late(size, decision.known_at)
        if now is None:
            return [_history(late)]
        found = of_rules(then.said, now.said)
        if then.brought.plan != now.brought.plan:
            found.append(Difference.of("plan", before=then.brought.plan, after=now.brought.plan))
        moved = then.facts ^ now.facts
        concerned = [one for one in late if one.id in moved]
        if concerned or not found:
            found.insert(0, _history(concerned or late))
        return found

    def _late(self, size: int, known_at: datetime) -> list[Entry]:
        """The entries that came in after the first *size*, and are registered as of *known_at* or earlier."""
        entries = self._journal.in_order_of_entry(after=size, upto=self._size, types=self._types)
        return [entry for entry in entries if entry.recorded_at <= known_at]

    def _known_size(self, head: str) -> int | None:
        """How many entries a head counts, where this ledger begins with just those."""
        found = _HEAD.fullmatch(head)
        if found is None or int(found[1]) > self._size:
            return None
        return int(found[1]) if self._root(int(found[1])) == found[2] else None

    def _root_of_first(self, size: int) -> str | None:
        try:
            return extend(self._database, size, size=size).old_root.hex()
        except LedgerRefused:
            return None

    def _asked(self, decision: DecisionRecorded, upto: int) -> tuple[_Answer | None, LeadledgerError | None]:
        """What the deal comes to as known then, of the first *upto* entries; else why it cannot be decided."""
        try:
            facts = LedgerFacts(self._journal, known_at=decision.known_at, upto=upto, types=self._types)
            office = Office(facts, self._rulebook, books=self._read)
            answer = office.decide(decision.deal)
            brought = self._brought(decision, upto) if facts.adopts_plans() else Brought()
        except LeadledgerError as refusal:
            return None, refusal
        return _Answer(as_recorded(answer, brought.amounts), _ids(answer), brought), None

    def _brought(self, decision: DecisionRecorded, upto: int) -> Brought:
        """What the deal brings as known then: of all entries, read off books that serve every decision."""
        if upto == self._size:
            brought = brought_by(self._booked(None, upto), decision.deal, decision.known_at)
            if brought is not None:
                return brought
        return brought_in(self._booked(decision.known_at, upto), decision.deal)

    def _books(self, known_at: datetime | None, upto: int) -> Books:
        return keep_books(self._journal, rulebook=self._rulebook, known_at=known_at, upto=upto, types=self._types)


def _history(late: Sequence[Entry]) -> Difference:
    return Difference.of("history", entries=[str(one.id) for one in late], positions=[one.position for one in late])


def _otherwise(decision: DecisionRecorded, now: Mapping[str, Any]) -> Difference:
    """Why the same entries under the same rules come to something else."""
    if in_words_alone(decision.attribution, now):
        return Difference.of("wording", before=decision.library_version, after=VERSION)
    if decision.library_version != VERSION:
        return Difference.of("semantics", before=decision.library_version, after=VERSION)
    return Difference.of("not-that-answer", version=VERSION)


def _ids(answer: Attribution) -> frozenset[UUID]:
    """What an answer rests on, and the rulebook's adoption is not among that."""
    return frozenset(fact.id for fact in answer.dossier.facts)
