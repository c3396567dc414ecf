"""Whom entries name, to say in an explanation who they are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from leadledger.events import CustomersReassigned, Event, MeetingMinuted
from leadledger.events.declared import Declared
from leadledger.events.roles import roles_of
from leadledger.store.tags import ONE, PARTS, PAYEES, SEVERAL

_KINDS = frozenset({"agent", "customer", "referrer"})
_LISTS = frozenset({MeetingMinuted, CustomersReassigned})


def people_of(events: Iterable[Event]) -> set[str]:
    """Those whom entries name; of customers in a long list, which is cut to the party's, none.

    An id is one person's, whether as agent or as customer.

    >>> from datetime import UTC, datetime
    >>> from leadledger.events import VisitReceived
    >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    >>> sorted(people_of([VisitReceived(customer="c1", agent="li", named=("zhang", "li"), occurred_at=at)]))
    ['c1', 'li', 'zhang']
    """
    people = set[str | None]()
    for event in events:
        one, several, parts = _fields(type(event))
        said = event.__dict__
        for name in one:
            people.add(said[name])
        for name in several:
            if said[name]:
                people.update(said[name])
        for name, field in parts:
            people.update([getattr(line, field) for line in said[name] or ()])
    return {person for person in people if person is not None and not person.startswith("@")}


@cache
def _fields(cls: type[Event]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The fields that hold a person's id, that hold several, and that hold lines, each with a field of these."""
    if issubclass(cls, Declared):
        roles = roles_of(cls)
        return (*roles.customer, *roles.agent), (*roles.customers, *roles.agents), ()
    names = list(cls.model_fields)
    one = [name for name in names if name == "by" or ONE.get(name) in _KINDS]
    several = [name for name in names if name in PAYEES or SEVERAL.get(name) in _KINDS]
    parts = [
        (name, field)
        for name in names
        for field, kind in PARTS.get(name, ())
        if kind == "agent" or (kind in _KINDS and cls not in _LISTS)
    ]
    return tuple(one), tuple(several), tuple(parts)
