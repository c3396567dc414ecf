"""What an entry does to a party's register: a closed set of effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from leadledger.values import Window

TestedAt = Literal["closing", "decisive-visit"]


@dataclass(frozen=True, slots=True)
class Hold:
    """How long a claim is good (*length*, last day included) and the day that is tested."""

    length: Window
    tested_at: TestedAt = "closing"


class Opened(NamedTuple):
    """*agent* opens a claim, unless they hold a live one, which stays as it is."""

    agent: str
    hold: Hold


class Helped(NamedTuple):
    """*helper* served for whichever of *holders* becomes the owner."""

    helper: str
    holders: tuple[str, ...]


class Passed(NamedTuple):
    """The live claim of *giver*, and the help given to them, pass to *taker*, who is good anew."""

    giver: str
    taker: str
    hold: Hold


class Renewed(NamedTuple):
    """The live claim of *agent* is good anew from the day of the entry."""

    agent: str


class Voided(NamedTuple):
    """Everything on the party so far is out of account."""


class Lifted(NamedTuple):
    """The live claim of *agent* ranks before all that were not lifted earlier."""

    agent: str


class Nothing(NamedTuple):
    """The entry is taken and does nothing; *why* is a reason's key."""

    why: str
    agents: tuple[str, ...] = ()


Effect = Opened | Helped | Passed | Renewed | Voided | Lifted | Nothing
Effects = Sequence[Effect]
