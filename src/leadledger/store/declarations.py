"""What the rulebooks adopted in a ledger declare: the event types its entries of apps' types are read by."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from sqlite3 import Connection
from typing import Final

from leadledger.errors import LeadledgerError
from leadledger.events import Event, RulebookAdopted
from leadledger.events.declared import ADOPTED, EventTypes, all_declared
from leadledger.plugins import types_with
from leadledger.store.envelope import unseal
from leadledger.store.records import Item

ADOPTIONS: Final = Item(("RulebookAdopted",))
"""The rulebooks adopted."""

_ROWS: Final = (
    "SELECT data, personal FROM event WHERE type = (SELECT id FROM event_type WHERE name = 'RulebookAdopted')"
    " ORDER BY position"
)


def declared_by(events: Iterable[Event]) -> EventTypes:
    """The event types that the rulebooks adopted declare; one that cannot be used, and so was struck, declares none."""
    return all_declared(event.document for event in events if isinstance(event, RulebookAdopted))


def every_type(connection: Connection) -> EventTypes:
    """Every event type there is, by the rulebooks adopted and by plugins; nothing in the tables is trusted."""
    adopted: list[Event] = []
    for data, personal in connection.execute(_ROWS):
        if isinstance(data, bytes) and isinstance(personal, bytes | None):
            with suppress(LeadledgerError):
                adopted.append(unseal("RulebookAdopted", data, personal))
    return types_with(declared_by(adopted), ADOPTED)
