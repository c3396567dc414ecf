"""Refusals met on the way: told at once, remembered for the exit code."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager

from leadledger.errors import LeadledgerError


class Refusals:
    """What could not be decided while the rest was."""

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def noted(self) -> Generator[None]:
        """Tell a refusal on standard error and go on."""
        try:
            yield
        except LeadledgerError as refusal:
            self.count += 1
            sys.stderr.write(f"leadledger: {refusal}\n")

    def code(self) -> int:
        """2 where anything was refused, else 0."""
        return 2 if self.count else 0
