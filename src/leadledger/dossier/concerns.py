"""Whom and what an event concerns: the customers, the deal, the complaint or ruling it is filed under."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from leadledger.events import EVENT_TYPES, Event

# Entries about several customers name them in these fields, one line each.
LINES_OF = {"MeetingMinuted": "entries", "CustomersReassigned": "lots"}

LINKS = frozenset({"CustomersLinked", "CustomersUnlinked"})
PRESENCE = frozenset({"AgentArrived", "AgentLeft"})
CLOSINGS = frozenset({"SubscriptionSigned", "ContractSigned"})


def _customers_by_type() -> dict[str, Callable[[Event], Iterable[str]]]:
    def single(event: Event) -> Iterable[str]:
        customer: str | None = event.customer  # type: ignore[attr-defined]  # the table holds only types with the field
        return (customer,) if customer is not None else ()

    def of_lines(field: str) -> Callable[[Event], Iterable[str]]:
        return lambda event: dict.fromkeys(line.customer for line in getattr(event, field))

    table: dict[str, Callable[[Event], Iterable[str]]] = {}
    for name, model in EVENT_TYPES.items():
        if name in LINES_OF:
            table[name] = of_lines(LINES_OF[name])
        elif "customer" in model.model_fields and name not in CLOSINGS:
            table[name] = single
    return table


_CUSTOMERS = _customers_by_type()
_WITH_DEAL = frozenset(name for name, model in EVENT_TYPES.items() if "deal" in model.model_fields)


def customers_of(event: Event) -> Iterable[str]:
    """The customers an entry is about, each once; a closing belongs to its deal and is not counted here."""
    of = _CUSTOMERS.get(event.type)
    return of(event) if of else ()


def buyers_of(closing: Event) -> tuple[str, ...]:
    """The customers a closing names: the buyer, then the joint buyers."""
    buyer: str | None = getattr(closing, "customer", None)
    joint: Iterable[str] = getattr(closing, "with_customers", None) or ()
    return (*((buyer,) if buyer is not None else ()), *joint)


def deal_of(event: Event) -> str | None:
    """The deal an entry is about, if it names one."""
    return event.deal if event.type in _WITH_DEAL else None  # type: ignore[attr-defined]  # checked by the set
