"""Changing histories: entries altered, entered at another time, and those that agents make themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from leadledger.dossier.concerns import customers_of
from leadledger.events import Event
from leadledger.events.declared import Declared
from leadledger.events.roles import agent_fields, roles_of
from leadledger.events.wire import name_of
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.laws.law import Story

SOON = timedelta(minutes=1)


def altered(event: Event, **changes: Any) -> Event:
    """The entry with fields changed, those that are None left out.

    >>> from leadledger.testing.stories import given, visit
    >>> (event,) = given(visit("c", "zhang", named=["li"])).events
    >>> altered(event, named=None, agent="wang").model_fields_set - {"type", "occurred_at"} == {"customer", "agent"}
    True
    """
    fields = {name: getattr(event, name) for name in event.model_fields_set} | changes
    return type(event).model_validate({name: value for name, value in fields.items() if value is not None})


def entered_at(event: Event, at: datetime) -> Event:
    """The entry as it would stand, had the register taken it at another time; when it happened stays."""
    return altered(event, recorded_at=at, id=None)


def put(history: Sequence[Event], place: int, event: Event) -> Story:
    """The history with the entry at *place* replaced."""
    return (*history[:place], event, *history[place + 1 :])


def closing_in(history: Sequence[Event], answer: Attribution) -> int | None:
    """Where the entry stands that closed a deal; nothing where none did."""
    facts = answer.dossier.closing.facts
    return next((place for place, event in enumerate(history) if facts and event == facts[0].event), None)


class Own(NamedTuple):
    """An entry that an agent makes about a customer: where it stands in the history, and whose it is."""

    place: int
    event: Event
    agent: str


def own_entries(book: Rulebook, history: Sequence[Event]) -> Iterator[Own]:
    """The entries that agents make themselves about a customer, of the types that the book reads; no closings.

    They name one agent, and nobody else by whom they were made.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import allocation, given, subscription, visit
    >>> story = given(visit("c", "zhang"), allocation("c", "li"), subscription("d", "c", "li"))
    >>> [(one.place, one.agent) for one in own_entries(rulebooks["sales-office"], story.events)]
    [(0, 'zhang')]
    """
    for place, event in enumerate(history):
        name = name_of(type(event))
        roles = roles_of(type(event))
        if name not in book.scope.types or name in book.scope.closes or "by" in type(event).model_fields:
            continue
        if len(roles.agent) == 1 and roles.customer and tuple(customers_of(event)):
            agent = getattr(event, roles.agent[0])
            if agent is not None:
                yield Own(place, event, agent)


def bare(event: Event) -> Event:
    """The entry without what the customer says of other agents, and without a flag of theirs."""
    own = roles_of(type(event)).agent[0]
    said = [name for name in agent_fields(type(event)) if name != own and not _required(event, name)]
    flags = [name for name in event.model_fields_set if getattr(event, name) is True and not _required(event, name)]
    kept = isinstance(event, Declared) or name_of(type(event)) == "FollowUpLogged"
    left_out: dict[str, Any] = dict.fromkeys((*said, *([] if kept else flags)))
    return altered(event, **{"id": None, **left_out})


def _required(event: Event, name: str) -> bool:
    return type(event).model_fields[name].is_required()
