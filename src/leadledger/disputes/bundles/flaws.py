"""What is wrong with a bundle: a name that programs can go by, the entry it is about, and a sentence."""

from __future__ import annotations

from typing import NamedTuple


class Flaw(NamedTuple):
    """*what* names the part, as ``entry``, ``node`` or ``decision.owner``; *position* the entry, if it is one's."""

    what: str
    position: int | None
    why: str


class Flawed(Exception):
    """Ends a check at the first flaw."""

    def __init__(self, what: str, why: str, position: int | None = None) -> None:
        super().__init__(why)
        self.flaw = Flaw(what, position, why)
