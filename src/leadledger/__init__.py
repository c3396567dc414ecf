"""leadledger: who owns the customer, and who is paid what part, replayed from what was entered.

Here stands what an application needs; every event type is importable from here too (``leadledger.VisitReceived``), and
builders for tests stand in :mod:`leadledger.testing`.
"""

from leadledger import errors, events
from leadledger.dossier import History
from leadledger.errors import LeadledgerError
from leadledger.events import *  # noqa: F403  # every event type of the contract is public under its own name
from leadledger.events.declared import EventTypes
from leadledger.importing import read_history
from leadledger.ledger import (
    Change,
    Difference,
    Entry,
    Head,
    Import,
    Ledger,
    Move,
    Office,
    Receipt,
    Recorded,
    Refused,
    Replay,
    Subscription,
    Supposition,
    Verified,
    WhatIf,
    decide,
    import_into,
    open,  # noqa: A004  # as files are opened
    owner,
)
from leadledger.ledger.pure_books import books
from leadledger.plan import Plan, load_plan, parse_plan, plans
from leadledger.plugins import Plugin, use
from leadledger.projections.books import Books
from leadledger.projections.postings import Transaction
from leadledger.projections.statement import Statement
from leadledger.rulebook import Attribution, Rulebook, load_rulebook, parse_rulebook, rulebooks
from leadledger.values import Money, Share, Window, allocate
from leadledger.values.version import VERSION

__version__ = VERSION

__all__ = [
    "Attribution",
    "Books",
    "Change",
    "Difference",
    "Entry",
    "EventTypes",
    "Head",
    "History",
    "Import",
    "LeadledgerError",
    "Ledger",
    "Money",
    "Move",
    "Office",
    "Plan",
    "Plugin",
    "Receipt",
    "Recorded",
    "Refused",
    "Replay",
    "Rulebook",
    "Share",
    "Statement",
    "Subscription",
    "Supposition",
    "Transaction",
    "Verified",
    "WhatIf",
    "Window",
    "allocate",
    "books",
    "decide",
    "errors",
    "import_into",
    "load_plan",
    "load_rulebook",
    "open",
    "owner",
    "parse_plan",
    "parse_rulebook",
    "plans",
    "read_history",
    "rulebooks",
    "use",
]
__all__ += events.__all__
