"""The ledger: entries recorded once and kept for ever, and the office that decides from them."""

from leadledger.ledger.changes import Change, Subscription
from leadledger.ledger.importing import import_into
from leadledger.ledger.ledger import Head, Ledger, open  # noqa: A004  # as files are opened
from leadledger.ledger.moves import Move, moves
from leadledger.ledger.office import Office, Refused, decide, owner
from leadledger.ledger.recorded import Recorded
from leadledger.ledger.registers import Import
from leadledger.ledger.replaying import Replay
from leadledger.ledger.supposing import Difference, WhatIf
from leadledger.ledger.supposition import Supposition
from leadledger.store.entries import Entry, Receipt
from leadledger.store.verifying import Verified

__all__ = [
    "Change",
    "Difference",
    "Entry",
    "Head",
    "Import",
    "Ledger",
    "Move",
    "Office",
    "Receipt",
    "Recorded",
    "Refused",
    "Replay",
    "Subscription",
    "Supposition",
    "Verified",
    "WhatIf",
    "decide",
    "import_into",
    "moves",
    "open",
    "owner",
]
