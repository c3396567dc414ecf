"""What an entry does to a party's register: a closed set of effects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from leadledger.dossier import Fact
from leadledger.rulebook.hold import Hold

Again = Literal["stays", "renewed", "opened"]


class Opened(NamedTuple):
    """*agent* opens a claim; one they hold and that is live stays as it is, is renewed, or is opened *again*.

    It counts from the entry, or from an earlier one (*since*), and ranks by the entry, or by an earlier one (*ranks*).
    """

    agent: str
    hold: Hold
    again: Again = "stays"
    since: Fact | None = None
    ranks: Fact | None = None


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
    """The live claim of *agent* is good anew from the day of the entry; with *hold*, under that one."""

    agent: str
    hold: Hold | None = None


class Ended(NamedTuple):
    """The claims of *agent* are over, and the help given to them."""

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


Effect = Opened | Helped | Passed | Renewed | Ended | Voided | Lifted | Nothing
Effects = Sequence[Effect]
