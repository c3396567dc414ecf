"""The ledger: entries recorded once and kept for ever, and the office that decides from them."""

from leadledger.ledger.changes import Change, Subscription
from leadledger.ledger.ledger import Head, Ledger, open  # noqa: A004  # as files are opened
from leadledger.ledger.moves import Move, moves
from leadledger.ledger.office import Office, Refused, decide, owner
from leadledger.store.entries import Entry, Receipt

__all__ = [
    "Change",
    "Entry",
    "Head",
    "Ledger",
    "Move",
    "Office",
    "Receipt",
    "Refused",
    "Subscription",
    "decide",
    "moves",
    "open",
    "owner",
]
