"""Whom and what an event concerns: the customers, the deal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from leadledger.events import (
    EVENT_TYPES,
    ContractSigned,
    CustomersReassigned,
    Event,
    MeetingMinuted,
    SubscriptionSigned,
)
from leadledger.events.roles import agents_in, customers_in, references_in, roles_of

Closed = SubscriptionSigned | ContractSigned

# A closing belongs to its deal: whom it is about is asked of the deal.
_ABOUT_ONE = {
    model
    for model in EVENT_TYPES.values()
    if "customer" in model.model_fields and not issubclass(model, SubscriptionSigned | ContractSigned)
}
_OF_THE_CONTRACT = frozenset(EVENT_TYPES.values())
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
    return () if type(event) in _OF_THE_CONTRACT else customers_in(event)


def references_of(event: Event) -> Iterable[tuple[str, str]]:
    """The references of an entry of an app's type: field and value; others of the same belong to it."""
    return () if type(event) in _OF_THE_CONTRACT else references_in(event)


def buyers_of(closing: Event) -> tuple[str, ...]:
    """The customers a closing names: the buyer, then the joint buyers."""
    return customers_in(closing)


def closer_of(closing: Event) -> str | None:
    """Who closed, if the closing names anybody."""
    closer = roles_of(type(closing)).closer
    return None if closer is None else cast("str | None", closing.__dict__[closer])


def deal_of(event: Event) -> str | None:
    """The deal an entry is about, if it names one."""
    kind = type(event)
    if kind in _OF_THE_CONTRACT:
        return cast("str | None", getattr(event, "deal", None)) if kind in _WITH_DEAL else None
    named = roles_of(kind).deal
    return cast("str | None", event.__dict__[named[0]]) if named else None


def agents_of(event: Event) -> Iterable[str]:
    """The agents an entry names, each once."""
    return agents_in(event)
