"""What an event type is written with: for applications that bring event types of their own.

A field that names a customer, an agent or a deal bears the name that the contract has for it (``customer``,
``with_customers``, ``agent``, ``agents``, ``deal``, ``unit``): by that name an entry is found. A type annotated with
:data:`Personal` says something about a person, which they may have erased. ``type_title`` is what entries of the type
are called, by language.
"""

from leadledger.events.base import Event
from leadledger.events.kinds import SEQUENCE, Day, Instant, Month, Part, Phone, Text, Word
from leadledger.events.personal import Personal
from leadledger.values import (
    AgentId,
    CustomerId,
    DealId,
    Id,
    Money,
    NonNegativeMoney,
    Payee,
    PositiveMoney,
    Share,
    UnitId,
)

__all__ = [
    "SEQUENCE",
    "AgentId",
    "CustomerId",
    "Day",
    "DealId",
    "Event",
    "Id",
    "Instant",
    "Money",
    "Month",
    "NonNegativeMoney",
    "Part",
    "Payee",
    "Personal",
    "Phone",
    "PositiveMoney",
    "Share",
    "Text",
    "UnitId",
    "Word",
]
