"""Results: what of an answer a change may alter, the owner and the shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadledger.rulebook.attribution import Attribution, Decision
from leadledger.rulebook.wire import shares
from leadledger.values import Share

_NOTHING = Share(0)


@dataclass(frozen=True, slots=True)
class Result:
    """Who owns the customer, whose result the deal is, and who is paid what part; *on_top* beside the commission."""

    owner: str | None
    credit: Mapping[str, Share]
    commission: Mapping[str, Share]
    on_top: Mapping[str, Share]

    @classmethod
    def of(cls, answer: Attribution | Decision) -> Result:
        """That of an answer, or of one run through the clauses."""
        of = answer.award if isinstance(answer, Decision) else answer
        return cls(answer.owner, of.credit, of.commission, answer.on_top)

    def part(self, agent: str) -> Part:
        """What of it one agent has."""
        return Part(
            self.owner == agent,
            self.credit.get(agent, _NOTHING),
            self.commission.get(agent, _NOTHING),
            self.on_top.get(agent, _NOTHING),
        )

    def to_dict(self) -> dict[str, Any]:
        """The result as commands print it."""
        return {
            "owner": self.owner,
            "credit": shares(self.credit),
            "commission": shares(self.commission),
            "on_top": shares(self.on_top),
        }


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """What one agent has of a deal; of two the greater is the one with more, ownership first."""

    owns: bool
    credit: Share
    commission: Share
    on_top: Share

    @property
    def any(self) -> bool:
        """Whether it is anything at all."""
        return self.owns or bool(self.credit or self.commission or self.on_top)
