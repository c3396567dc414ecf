"""What an entry names by its fields: customers, agents, a deal, references; one plan for each event type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple, cast

from leadledger.events.base import Event
from leadledger.events.declared import Declared

# Of types that a document does not declare: by the names the contract has for fields.
_BY_NAME: Mapping[str, str] = {
    "customer": "customer",
    "customers": "customers",
    "with_customers": "customers",
    "agent": "agent",
    "agents": "agents",
    "deal": "deal",
    "unit": "unit",
}


_AGENTS: Final = frozenset(
    {
        *("agent", "agents", "asked_for", "named", "declined", "present", "found_by", "prior_agent"),
        *("from_agent", "against", "signed_by"),
    }
)
"""The contract's fields that name agents, whatever they do in the entry."""


class Roles(NamedTuple):
    """The fields of an event type by what they name; *buyer* and *closer* are those of a closing."""

    customer: tuple[str, ...]
    customers: tuple[str, ...]
    agent: tuple[str, ...]
    agents: tuple[str, ...]
    deal: tuple[str, ...]
    unit: tuple[str, ...]
    reference: tuple[str, ...]

    @property
    def buyer(self) -> str | None:
        """The field that names who buys, where the entry closes a deal."""
        return _first("customer", self.customer)

    @property
    def closer(self) -> str | None:
        """The field that names who closed, where the entry closes a deal."""
        return _first("agent", self.agent)


@cache
def roles_of(cls: type[Event]) -> Roles:
    """The fields of an event type by what they name.

    >>> from leadledger.events import SubscriptionSigned
    >>> roles_of(SubscriptionSigned).customers
    ('with_customers',)
    """
    kinds: dict[str, str] = {name: _BY_NAME[name] for name in cls.model_fields if name in _BY_NAME}
    if issubclass(cls, Declared):
        kinds = {name: kind.removesuffix("?") for name, kind in cls.field_kinds.items() if isinstance(kind, str)}
    return Roles(*(tuple(name for name, kind in kinds.items() if kind == role) for role in Roles._fields))


def customers_in(event: Event) -> tuple[str, ...]:
    """The customers an entry names, each once: first who buys, where it closes a deal."""
    roles, fields = roles_of(type(event)), event.__dict__
    ordered = dict.fromkeys(filter(None, (roles.buyer, *roles.customer)))
    found = dict.fromkeys(customer for name in ordered if (customer := fields[name]) is not None)
    for name in roles.customers:
        found.update(dict.fromkeys(fields[name] or ()))
    return tuple(found)


@cache
def agent_fields(cls: type[Event]) -> tuple[str, ...]:
    """The fields of an event type that name agents, whatever they do in the entry.

    >>> from leadledger.events import VisitReceived
    >>> agent_fields(VisitReceived)
    ('agent', 'asked_for', 'named', 'declined', 'present')
    """
    roles = roles_of(cls)
    named = {*roles.agent, *roles.agents} if issubclass(cls, Declared) else _AGENTS
    return tuple(name for name in cls.model_fields if name in named)


def agents_in(event: Event) -> tuple[str, ...]:
    """The agents an entry names, each once."""
    found: dict[str, None] = {}
    for name in agent_fields(type(event)):
        value = cast("str | tuple[str, ...] | None", event.__dict__[name])
        found.update(dict.fromkeys((value,) if isinstance(value, str) else value or ()))
    return tuple(found)


def references_in(event: Event) -> Iterable[tuple[str, str]]:
    """The references of an entry: field and value. Entries of declared types that have one alike belong together."""
    return [(name, value) for name in roles_of(type(event)).reference if (value := event.__dict__[name]) is not None]


def _first(name: str, fields: tuple[str, ...]) -> str | None:
    return name if name in fields else next(iter(fields), None)
