"""Declaring: what entries of apps' types are taken by, and what closes a deal among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from leadledger.errors import EntryRefused, EventInvalid, RulebookInvalid
from leadledger.events import EVENT_TYPES, RulebookAdopted
from leadledger.events.declared import ADOPTED, APP, EventTypes, all_declared, declared_in, together
from leadledger.events.pattern import Pattern
from leadledger.events.refusals import undeclared
from leadledger.events.wire import reread
from leadledger.rulebook.outline import closing_stated_in
from leadledger.store.entries import Incoming
from leadledger.store.journal import Journal

_OF_THE_CONTRACT = frozenset(EVENT_TYPES.values())


class AsDeclared(NamedTuple):
    """What is to be entered as it is declared, by which event types, and the patterns of entries that close deals."""

    incoming: Sequence[Incoming]
    types: EventTypes
    closings: tuple[Pattern, ...]


def as_declared(journal: Journal, incoming: Sequence[Incoming], given: EventTypes) -> AsDeclared:
    """The events as their types are declared: by rulebooks adopted before or now, by plugins, or *given*.

    Raises:
        EntryRefused: nothing declares an event's type, or declares it otherwise; the event is named.
        RulebookInvalid: one given is declared otherwise in the ledger.
        TypeError: it is no event, or of a type that could not be read again.
    """
    adopting = [one.event for one in incoming if isinstance(one.event, RulebookAdopted)]
    declared = all_declared((event.document for event in adopting), given)  # what is unusable was told before
    types = journal.event_types(declared)
    found = [_as_declared(one, types) for one in incoming]
    closings: tuple[Pattern, ...] = ()
    if any(type(one.event) not in _OF_THE_CONTRACT for one in found):
        closings = tuple(_closings((*journal.adoptions(), *adopting), types))
    return AsDeclared(found, declared, closings)


def conflicts(journal: Journal, incoming: Iterable[Incoming], given: EventTypes) -> Iterator[str]:
    """A sentence for each rulebook adopted that declares an event type otherwise than another, its place named."""
    declared: EventTypes = given
    for event, place in incoming:
        if isinstance(event, RulebookAdopted) and "event" in event.document:
            try:
                mine = declared_in(event.document, ADOPTED)
            except RulebookInvalid:
                continue
            try:
                declared = together(ADOPTED, declared, mine)
                journal.event_types(mine, ADOPTED)
            except RulebookInvalid as fault:
                yield f"{place}: {fault}"


def _as_declared(one: Incoming, types: EventTypes) -> Incoming:
    event, place = one
    if type(event) in _OF_THE_CONTRACT:
        return one
    name = str(getattr(event, "type", ""))
    if not name.startswith(APP):
        raise TypeError(f"{place} is of type {type(event).__name__}: expected one of the event types of a history")
    if name not in types:
        raise EntryRefused(f"{place}: {undeclared(name)}")
    try:
        return Incoming(reread(event, types), place)
    except EventInvalid as fault:
        raise EntryRefused(f"{place}: {fault}") from None


def _closings(adoptions: Iterable[RulebookAdopted], types: EventTypes) -> Iterator[Pattern]:
    for adoption in adoptions:
        pattern = closing_stated_in(adoption.document, types)
        if pattern is not None:
            yield pattern
