"""What a deal is known by where a rulebook is chosen: its project, channel and occasion, its first register entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leadledger.dossier import Closing, Fact, History
from leadledger.events import CustomerAllocated, DealWithdrawn, Event, VisitReceived
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import office_day

OCCASIONS = frozenset({"CustomerAllocated", "VisitReceived"})
"""The entries that can name an occasion."""


@dataclass(frozen=True, slots=True)
class KnownBy:
    """A closing among the facts of its history.

    *project* and *channel* are those its own entries name, or the columns of these names; the occasion is that of the
    party's latest entry before it that names one, a party being what the book asked for reads as one.
    """

    history: History
    closing: Closing
    project: str | None
    channel: str | None

    @classmethod
    def of(cls, history: History, closing: Closing, project: str | None = None) -> KnownBy:
        """What a closing is known by; *project* where it has none of its own, as one that is only asked about."""
        signed = [fact.event for fact in closing.facts if not isinstance(fact.event, DealWithdrawn)]
        return cls(history, closing, _first(signed, "project") or project, _first(signed, "channel"))

    def from_project_of(self, fact: Fact) -> KnownBy:
        """The same with the project that another entry names."""
        return replace(self, project=named_in(fact.event, "project"))

    def name(self, book: Rulebook, key: str) -> str | None:
        """The project, channel or occasion, as the book finds it."""
        if key == "occasion":
            return self._occasion(book)
        return self.project if key == "project" else self.channel

    def first_entry(self, book: Rulebook) -> Fact | None:
        """The party's first entry in the register, if there is one that counts."""
        entries = book.terms.register_entries
        return next((fact for fact in self._party(book) if fact.type in entries), None)

    def _occasion(self, book: Rulebook) -> str | None:
        for fact in reversed(self._party(book)):
            event = fact.event
            if isinstance(event, VisitReceived | CustomerAllocated) and event.occasion is not None:
                return event.occasion
        return None

    def _party(self, book: Rulebook) -> Sequence[Fact]:
        """The entries about the closing's party that count for it, in register order."""
        history, closing, zone = self.history, self.closing, book.terms.timezone
        day = office_day(closing.closed_at, zone)
        members = frozenset(closing.customers)
        if book.scope.party is not None:
            members = book.scope.party(history.links, closing.customers, day, history.struck)
        about = dict.fromkeys(fact for member in sorted(members) for fact in history.about(member))
        counted = (
            fact
            for fact in about
            if fact.order < closing.order
            and office_day(fact.occurred_at, zone) <= day
            and fact.id not in history.struck
        )
        return sorted(counted, key=lambda fact: fact.order)


def named_in(event: Event, key: str) -> str | None:
    """What an entry names: by its field of that name, else in the column of that name."""
    value: object = getattr(event, key, None)
    if value is None and event.details is not None:
        value = event.details.get(key)
    return None if value is None else str(value)


def _first(events: Sequence[Event], key: str) -> str | None:
    return next(filter(None, (named_in(event, key) for event in events)), None)
