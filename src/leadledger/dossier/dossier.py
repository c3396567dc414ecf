"""The dossier: all that may bear on one decision, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from leadledger.dossier.closing import Closing
from leadledger.dossier.fact import Fact


@dataclass(frozen=True, slots=True)
class Timeline:
    """The facts about one party, in register order."""

    party: frozenset[str]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Struck:
    """An entry that would have counted, and the striking by which it is read as never made."""

    entry: Fact
    striking: Fact


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry about the party that does not count for this closing, and why."""

    entry: Fact
    why: Literal["entered-later", "happened-later"]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known about a closing: its party's timeline and the context the clauses ask for.

    *own* is the timeline of the deal's party, *referrers* those of the parties that referred it (and theirs in turn),
    *presence* the comings and goings by agent and local day, for the days of the visits, *matters* what is filed under
    the deal, a complaint or a ruling, *agents* what is filed under the agents of these parties
    alone, where a clause asks for it. *struck* are the entries that were struck out and *set_aside* those that came too
    late to count; both are kept to be shown, and of them only the strikings are among the facts.
    """

    closing: Closing
    own: Timeline
    referrers: tuple[Timeline, ...] = ()
    presence: Mapping[tuple[str, date], tuple[Fact, ...]] = field(
        default_factory=dict[tuple[str, date], tuple[Fact, ...]]
    )
    matters: tuple[Fact, ...] = ()
    agents: tuple[Fact, ...] = ()
    links: tuple[Fact, ...] = ()
    struck: tuple[Struck, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def around(self) -> tuple[Fact, ...]:
        """What bears on the party without being about it: filed under the deal, a complaint, a ruling or an agent."""
        return (*self.matters, *self.agents)

    @property
    def facts(self) -> list[Fact]:
        """Every fact of the dossier once, in register order."""
        return sorted(self._distinct(), key=_order)

    def _distinct(self) -> Iterable[Fact]:
        distinct = dict.fromkeys(self.own.facts)
        for timeline in self.referrers:
            distinct.update(dict.fromkeys(timeline.facts))
        for presence in self.presence.values():
            distinct.update(dict.fromkeys(presence))
        distinct.update(dict.fromkeys(self.matters))
        distinct.update(dict.fromkeys(self.agents))
        distinct.update(dict.fromkeys(self.links))
        distinct.update(dict.fromkeys(struck.striking for struck in self.struck))
        distinct.update(dict.fromkeys(self.closing.facts))
        return distinct

    def fingerprint(self) -> tuple[int, str]:
        """How many facts it holds, and the digest of exactly these, in register order."""
        facts = self.facts
        digest = hashlib.sha256(b"".join([fact.digest for fact in facts])).hexdigest()
        return len(facts), f"sha256:{digest}"

    def party_of(self, customer: str) -> frozenset[str]:
        """The party a customer of the dossier belongs to (alone, if nothing else is known)."""
        if customer in self.own.party:
            return self.own.party
        for timeline in self.referrers:
            if customer in timeline.party:
                return timeline.party
        return frozenset({customer})


def _order(fact: Fact) -> int:
    return fact.order
