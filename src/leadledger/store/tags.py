"""What an entry is found by: tags such as ``customer:c1``, one for each thing its fields name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date
from functools import cache
from typing import Any, Final, NamedTuple

from leadledger.events import AgentArrived, AgentLeft, DisputeOpened, Event
from leadledger.events.declared import Declared

ONE: Final = {
    "customer": "customer",
    "to_customer": "customer",
    "referrer": "referrer",
    "agent": "agent",
    "asked_for": "agent",
    "found_by": "agent",
    "prior_agent": "agent",
    "from_agent": "agent",
    "against": "agent",
    "deal": "deal",
    "unit": "unit",
    "to_unit": "unit",
    "complaint": "complaint",
    "ruling": "ruling",
    "dispute": "dispute",
    "occasion": "occasion",
    "payment": "payment",
    "plan": "plan",
    "expense": "expense",
    "promise": "promise",
    "request": "request",
}
"""Fields that hold one id, and the kind of what it names."""

SEVERAL: Final = {
    "customers": "customer",
    "with_customers": "customer",
    "named": "agent",
    "declined": "agent",
    "present": "agent",
    "order": "agent",
    "agents": "agent",
    "signed_by": "agent",
}
"""Fields that hold ids, and the kind of what each names."""

PARTS: Final = {
    "entries": (("customer", "customer"), ("agent", "agent")),
    "lots": (("customer", "customer"), ("agent", "agent")),
    "visits": (("customer", "customer"),),
    "promises": (("promise", "promise"),),
}
"""Fields that hold lines, and of each line the fields with an id, and the kind of what it names."""

DECLARED: Final = {
    "customer": "customer",
    "customers": "customer",
    "agent": "agent",
    "agents": "agent",
    "deal": "deal",
    "unit": "unit",
    "reference": "reference",
}
"""Kinds of declared fields that name something, and the kind of what they name."""

PAYEES: Final = ("credit", "commission")
"""Fields that hold shares: whoever has one is an agent, unless it begins with @."""

ENTRIES: Final = ("entry",)
"""Fields that hold the id of another entry."""

OPENERS: Final = (DisputeOpened,)
"""Event types whose *by* is the agent it is about, and not only who wrote the entry."""

PRESENCE: Final = (AgentArrived, AgentLeft)
"""Event types that say who was on site: found by the agent and the day in UTC."""

_Each = Callable[[Any], Iterable[str]]


class _Plan(NamedTuple):
    """How to tag one event type: its fields in order, each with a prefix, and a reader unless it holds ids."""

    steps: tuple[tuple[str, str, _Each | None], ...]
    presence: bool


def tag(kind: str, name: str) -> str:
    """Return the tag of what has *name* among its *kind*.

    >>> tag("customer", "c1")
    'customer:c1'
    """
    return f"{kind}:{name}"


def presence(agent: str, day: date) -> str:
    """Return the tag of *agent* having come or gone on a *day* of UTC.

    >>> presence("zhang", date(2026, 3, 1))
    'presence:zhang:2026-03-01'
    """
    return f"presence:{agent}:{day}"


def reference(field: str, name: str) -> str:
    """Return the tag of a reference: entries of declared types that have one alike belong together.

    >>> reference("registration", "g1")
    'reference:registration:g1'
    """
    return tag("reference", f"{field}:{name}")


def tags_of(event: Event) -> list[str]:
    """Return the tags of an entry, each once, in the order of its fields.

    >>> from datetime import UTC, datetime
    >>> from leadledger.events import VisitReceived
    >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    >>> tags_of(VisitReceived(occurred_at=at, customer="c1", agent="li", named=("zhang", "li")))
    ['customer:c1', 'agent:li', 'agent:zhang']
    """
    plan = _plan(type(event))
    fields = event.__dict__
    found: dict[str, None] = {}
    for name, prefix, each in plan.steps:
        if not (value := fields[name]):
            continue
        if each is not None:
            found |= dict.fromkeys(each(value))
        elif isinstance(value, str):
            found[prefix + value] = None
        else:
            for one in value:
                found[prefix + one] = None
    if plan.presence:
        found[presence(fields["agent"], event.occurred_at.astimezone(UTC).date())] = None
    return list(found)


def plain_steps(cls: type[Event]) -> tuple[tuple[str, str], ...] | None:
    """The fields of a type that hold ids, in order, each with the prefix of its tags; None if others make tags too.

    >>> from leadledger.events import HoldReleased, RulingMade
    >>> plain_steps(HoldReleased), plain_steps(RulingMade) is None
    ((('deal', 'deal:'),), True)
    """
    steps = _plan(cls).steps
    return None if any(each is not None for _, _, each in steps) else tuple((name, prefix) for name, prefix, _ in steps)


@cache
def _plan(cls: type[Event]) -> _Plan:
    if issubclass(cls, Declared):
        return _Plan(tuple(_declared_steps(cls)), presence=False)
    steps = tuple(step for name in cls.model_fields if (step := _step(cls, name)) is not None)
    return _Plan(steps, issubclass(cls, PRESENCE))


def _declared_steps(cls: type[Declared]) -> Iterator[tuple[str, str, _Each | None]]:
    """By the kinds of its fields; the tags stand in the order of the fields' names, however a document has them."""
    for name, kind in cls.field_kinds.items():
        named = DECLARED.get(kind.removesuffix("?")) if isinstance(kind, str) else None
        if named is not None:
            yield name, reference(name, "") if named == "reference" else tag(named, ""), None


def _step(cls: type[Event], name: str) -> tuple[str, str, _Each | None] | None:
    if name == "by" and issubclass(cls, OPENERS):
        return name, tag("agent", ""), None
    if (kind := ONE.get(name) or SEVERAL.get(name)) is not None:
        return name, tag(kind, ""), None
    each: _Each | None = None
    if name in PARTS:
        each = _each_line(tuple((field, tag(kind, "")) for field, kind in PARTS[name]))
    elif name in PAYEES:
        each = _each_person
    elif name in ENTRIES:
        each = _entry
    return None if each is None else (name, "", each)


def _each_line(fields: tuple[tuple[str, str], ...]) -> _Each:
    return lambda lines: [prefix + getattr(line, field) for line in lines for field, prefix in fields]


def _each_person(shares: Iterable[str]) -> Iterable[str]:
    return [tag("agent", payee) for payee in shares if not payee.startswith("@")]


def _entry(name: object) -> Iterable[str]:
    return (tag("entry", str(name)),)
