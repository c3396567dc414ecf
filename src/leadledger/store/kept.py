"""Entries that every question needs: read once, and from then on only what was appended, since none ever changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Final

from leadledger.store.entries import Entry
from leadledger.store.tags import tags_of


class Kept:
    """All entries of one type among the first so many of a ledger, also by what they are tagged with."""

    def __init__(self) -> None:
        self.lock: Final = threading.Lock()
        self.upto = 0
        self._entries: list[Entry] = []
        self._tagged: dict[str, list[Entry]] = {}

    def extend(self, entries: Iterable[Entry], *, upto: int) -> None:
        """Take those that follow, which are all there are up to a position."""
        for entry in entries:
            self._entries.append(entry)
            for tag in tags_of(entry.event):
                self._tagged.setdefault(tag, []).append(entry)
        self.upto = upto

    def entries(self, *, upto: int) -> list[Entry]:
        """Those among the first *upto* entries of the ledger."""
        return [entry for entry in self._entries if entry.position <= upto]

    def tagged(self, tag: str, *, upto: int) -> list[Entry]:
        """Of these the ones with a tag."""
        found = self._tagged.get(tag)
        return [] if found is None else [entry for entry in found if entry.position <= upto]
