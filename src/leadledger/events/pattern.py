"""Patterns: the small language in which documents speak of events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leadledger.events.base import Event
from leadledger.events.declared import EventTypes
from leadledger.events.registry import EVENT_TYPES
from leadledger.values import is_list, is_table


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which events are meant: of one of *types*, and each of *fields* being one of the values given.

    >>> from leadledger.events.pattern import Pattern
    >>> sorted(Pattern.parse({"type": "FollowUpLogged", "reached": True}).types)
    ['FollowUpLogged']
    """

    types: frozenset[str]
    fields: Mapping[str, tuple[object, ...]]

    @classmethod
    def parse(cls, table: object, types: EventTypes = EVENT_TYPES) -> Pattern:
        """The pattern a document's table stands for; *types* are the event types there are.

        Raises:
            ValueError: it is no table with a ``type``, or names an event type or field there is none of.
        """
        if not is_table(table) or "type" not in table:
            raise ValueError('a pattern is a table with a type, for example { type = "VisitReceived" }')
        names = [str(name) for name in _several(table["type"])]
        fields = {key: _several(value) for key, value in table.items() if key != "type"}
        for name in names:
            if name not in types:
                raise ValueError(f"there is no event type {name!r}")
            for key in fields:
                if key not in types[name].model_fields:
                    raise ValueError(f"{name} has no field {key!r}")
        return cls(frozenset(names), fields)

    def matches(self, event: Event) -> bool:
        """Whether the event is meant."""
        if event.type not in self.types:
            return False
        return not self.fields or all(getattr(event, name) in values for name, values in self.fields.items())


def _several(value: object) -> tuple[object, ...]:
    return tuple(value) if is_list(value) else (value,)
