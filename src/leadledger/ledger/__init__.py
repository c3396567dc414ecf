"""The ledger: entries recorded once and kept for ever, and the office that decides from them."""

from leadledger.ledger.ledger import Head, Ledger, open  # noqa: A004  # as files are opened
from leadledger.ledger.office import Office, Refused, decide, owner

__all__ = ["Head", "Ledger", "Office", "Refused", "decide", "open", "owner"]
