"""What a copy of a ledger holds, read without touching it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from leadledger.store.failures import Refusals
from leadledger.store.merkle import Frontier


def edge_of_copy(path: Path | str) -> Frontier:
    """The edge of the tree over all entries of the copy in a file that nobody writes; its bytes stay as they are.

    Raises:
        LedgerRefused: it cannot be read.
    """
    where = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
    with Refusals(str(path)), closing(sqlite3.connect(where, uri=True)) as connection:
        edge: bytes = connection.execute("SELECT frontier FROM head").fetchone()[0]
        return Frontier.from_bytes(edge)
