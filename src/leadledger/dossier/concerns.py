"""Whom and what an event concerns: the customers, the deal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast

from leadledger.events import (
    EVENT_TYPES,
    ContractSigned,
    CustomersReassigned,
    Event,
    MeetingMinuted,
    SubscriptionSigned,
)
from leadledger.events.pattern import AGENT_FIELDS

Closed = SubscriptionSigned | ContractSigned

# A closing belongs to its deal: whom it is about is asked of the deal.
_ABOUT_ONE = {
    model
    for model in EVENT_TYPES.values()
    if "customer" in model.model_fields and not issubclass(model, SubscriptionSigned | ContractSigned)
}
_WITH_DEAL = {model for model in EVENT_TYPES.values() if "deal" in model.model_fields}


def customers_of(event: Event) -> Iterable[str]:
    """The customers an entry is about, each once; those of a link or a closing are not counted here."""
    if type(event) in _ABOUT_ONE:
        customer = cast("str | None", getattr(event, "customer"))  # noqa: B009  # of many types, all with the field
        return () if customer is None else (customer,)
    if isinstance(event, MeetingMinuted):
        return dict.fromkeys(line.customer for line in event.entries)
    if isinstance(event, CustomersReassigned):
        return dict.fromkeys(lot.customer for lot in event.lots)
    return ()


def buyers_of(closing: Closed) -> tuple[str, ...]:
    """The customers a closing names: the buyer, then the joint buyers."""
    joint = closing.with_customers if isinstance(closing, SubscriptionSigned) else ()
    return (*(() if closing.customer is None else (closing.customer,)), *joint)


def deal_of(event: Event) -> str | None:
    """The deal an entry is about, if it names one."""
    return cast("str | None", getattr(event, "deal", None)) if type(event) in _WITH_DEAL else None


def agents_of(event: Event) -> Iterable[str]:
    """The agents an entry names, each once."""
    found: dict[str, None] = {}
    for name in _agent_fields(type(event)):
        value = cast("str | tuple[str, ...] | None", getattr(event, name))
        found.update(dict.fromkeys((value,) if isinstance(value, str) else value or ()))
    return found


@cache
def _agent_fields(model: type[Event]) -> tuple[str, ...]:
    declared = cast("frozenset[str]", getattr(model, "agent_fields", frozenset[str]()))
    return tuple(name for name in model.model_fields if name in AGENT_FIELDS or name in declared)
