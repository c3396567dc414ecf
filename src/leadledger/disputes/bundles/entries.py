"""The entries of a bundle as events: read strictly, also where their personal part was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from leadledger.disputes.bundles.flaws import Flawed
from leadledger.disputes.bundles.model import BundledEntry
from leadledger.errors import EventInvalid, EventUndeclared, PluginInvalid, RulebookInvalid
from leadledger.events import EVENT_TYPES, Event, RulebookAdopted, event_from_dict, personal_fields
from leadledger.events.declared import NONE_DECLARED, EventTypes, all_declared
from leadledger.events.strict_json import read_object
from leadledger.plugins import types_with
from leadledger.store.envelope import kind_of

LEFT_OUT = "…"
"""What stands for a text that every entry of its type has, and that was left out."""


class Read(NamedTuple):
    """An entry as an event; *told* is whether its personal part is among what was read."""

    position: int
    event: Event
    told: bool

    @property
    def place(self) -> str:
        """What explanations call it."""
        return f"entry {self.position}"


def read_entries(entries: Sequence[BundledEntry], given: EventTypes = NONE_DECLARED) -> list[Read]:
    """The entries as events, by the types that their own rulebooks declare, those *given* and those of plugins.

    Raises:
        Flawed: one cannot be read, or is of a type that nothing here declares.
    """
    adopting = [one for one in entries if kind_of(one.data.encode()) == RulebookAdopted.__name__]
    types = types_of((read_entry(one, EVENT_TYPES).event for one in adopting), given)
    return [read_entry(one, types) for one in entries]


def types_of(events: Iterable[Event], given: EventTypes = NONE_DECLARED) -> EventTypes:
    """Every event type there is by the rulebooks adopted among the events, those *given* and those of plugins.

    Raises:
        Flawed: two declare one type in ways that cannot both be.
    """
    documents = (event.document for event in events if isinstance(event, RulebookAdopted))
    try:
        return types_with(all_declared(documents, given), "the bundle")
    except (RulebookInvalid, PluginInvalid) as fault:
        raise Flawed("entry", str(fault)) from None


def read_entry(entry: BundledEntry, types: EventTypes) -> Read:
    """One entry as an event of one of the *types*.

    Raises:
        Flawed: it cannot be read.
    """
    body = entry.data.partition("\n")[2]
    try:
        said = read_object(body)
        kept = {} if entry.personal is None else read_object(entry.personal.fields)
        cls = types.get(str(said.get("type")))
        if cls is not None:
            _refuse_misplaced(said, kept, personal_fields(cls))
            if entry.left_out:
                kept = stand_ins(said, cls)
        event = event_from_dict({**said, **kept}, types)
    except EventUndeclared as fault:
        raise Flawed("type-undeclared", str(fault), entry.position) from None
    except EventInvalid as fault:
        raise Flawed("entry", f"it cannot be read: {fault}", entry.position) from None
    if event.id is None:
        raise Flawed("entry", "it has no id, which every entry of a ledger has", entry.position)
    return Read(entry.position, event, entry.personal is not None)


def stand_ins(said: Mapping[str, Any], cls: type[Event]) -> dict[str, Any]:
    """What stands for the personal fields that an entry of the type cannot be without, where they were left out.

    An agent goes by the id then.

    >>> from leadledger.events import AgentJoined
    >>> stand_ins({"agent": "li"}, AgentJoined)
    {'name': 'li'}
    """
    needed = [name for name in sorted(personal_fields(cls)) if cls.model_fields[name].is_required()]
    return {name: said.get("agent", LEFT_OUT) if name == "name" else LEFT_OUT for name in needed}


def _refuse_misplaced(said: Mapping[str, Any], kept: Iterable[str], personal: frozenset[str]) -> None:
    for name in said:
        if name in personal:
            raise EventInvalid(f"the personal field {name!r} stands among what is hashed", field=name)
    for name in kept:
        if name not in personal:
            raise EventInvalid(f"the field {name!r} stands in the personal part, and is not personal", field=name)
