"""Refusals met on the way: told at once, remembered for the exit code."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from leadledger.cli.streams import WRONG, refuse
from leadledger.errors import LeadledgerError
from leadledger.ledger.source import Source


class Refusals:
    """What could not be decided while the rest was."""

    def __init__(self) -> None:
        self.count = 0  # of deals, say: two of them may be refused in the same words
        self._told: set[str] = set()

    @contextmanager
    def noted(self) -> Generator[None]:
        """Tell a refusal on standard error and go on."""
        try:
            yield
        except LeadledgerError as refusal:
            self.count += 1
            self._tell(str(refusal))

    def contradictions(self, source: Source) -> None:
        """Tell the contradictions of a history, also those that concern no deal."""
        for contradiction in source.contradictions():
            self._tell(str(contradiction))

    def code(self) -> int:
        """2 where anything was refused, else 0."""
        return WRONG if self._told else 0

    def _tell(self, sentence: str) -> None:
        """Tell it, unless it was told: what makes two decisions impossible is said once."""
        if sentence not in self._told:
            self._told.add(sentence)
            refuse(sentence)
