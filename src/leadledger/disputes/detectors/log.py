"""The log as detectors see it: the entries that stand, by type, with the office's days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from leadledger.dossier import E, Fact, History
from leadledger.dossier.concerns import agents_of, buyers_of, customers_of, deal_of
from leadledger.ledger import Office
from leadledger.rulebook.answers import Reason
from leadledger.rulebook.wire import plain
from leadledger.values import office_day

Detector = Literal[
    "registration-near-visit", "unanswered-follow-ups", "late-entry", "interested-complaint", "visit-while-away"
]

_CLOSES = frozenset({"ContractSigned", "SubscriptionSigned"})


@dataclass(frozen=True, slots=True)
class DetectorTerms:
    """From where on something is worth a look.

    A registration at most *rival_minutes* before or after a rival's visit; at least *unanswered* follow-ups of which
    none reached the customer; an entry made more than *late_days* office days after it happened; a visit more than
    *away_minutes* after its receiver left.
    """

    rival_minutes: int = 30
    unanswered: int = 5
    late_days: int = 3
    away_minutes: int = 5


@dataclass(frozen=True, slots=True)
class Indication:
    """Something in the log that is worth a look, and no more: by which detector, on which *facts*, and the figures.

    *reason* holds the figures, and its key the text that says what was found.
    """

    detector: Detector
    facts: tuple[Fact, ...]
    reason: Reason

    @property
    def agents(self) -> tuple[str, ...]:
        """The agents whom the entries name, each once."""
        return tuple(dict.fromkeys(agent for fact in self.facts for agent in agents_of(fact.event)))

    @property
    def customers(self) -> tuple[str, ...]:
        """The customers whom the entries name, each once."""
        named = [(*customers_of(fact.event), *buyers_of(fact.event)) for fact in self.facts]
        return tuple(dict.fromkeys(one for some in named for one in some))

    def to_dict(self) -> dict[str, Any]:
        """The indication as commands print it, without its text."""
        return {
            "detector": self.detector,
            "agents": list(self.agents),
            "customers": list(self.customers),
            "figures": {name: plain(value) for name, value in self.reason.facts.items()},
            "events": [str(fact.id) for fact in self.facts],
        }


@dataclass(frozen=True, slots=True)
class Log:
    """The entries of an office that were not struck, in register order, and its zone."""

    office: Office
    history: History
    zone: ZoneInfo
    _by_type: Mapping[type, list[Fact]] = field(repr=False)
    _deals: Mapping[str, Mapping[str, int]] = field(repr=False)

    @classmethod
    def of(cls, office: Office) -> Log:
        """The log of an office, as known."""
        history = office.source.whole()
        by_type: dict[type, list[Fact]] = {}
        deals: dict[str, dict[str, int]] = {}
        closes = office.closing_types() | _CLOSES
        for fact in history.facts:
            if fact.id in history.struck:
                continue
            by_type.setdefault(type(fact.event), []).append(fact)
            if fact.type in closes and (deal := deal_of(fact.event)) is not None:
                for buyer in buyers_of(fact.event):
                    deals.setdefault(buyer, {}).setdefault(deal, fact.order)
        return cls(office, history, office.zone, by_type, deals)

    def all(self, event_type: type[E]) -> Sequence[Fact[E]]:
        """The entries of a type, in register order."""
        return cast("Sequence[Fact[E]]", self._by_type.get(event_type, ()))

    def standing(self) -> Iterator[Fact]:
        """Every entry, in register order."""
        return (fact for fact in self.history.facts if fact.id not in self.history.struck)

    def day(self, at: datetime) -> date:
        """The office's day of an instant."""
        return office_day(at, self.zone)

    def has_time(self, at: datetime) -> bool:
        """Whether an instant is one of the day and not midnight, where registers that know only days put everything."""
        return at.astimezone(self.zone).time() != time.min

    def deals_of(self, customers: frozenset[str]) -> list[str]:
        """The deals that one of the customers buys, in register order."""
        found = {deal: place for customer in customers for deal, place in self._deals.get(customer, {}).items()}
        return sorted(found, key=lambda deal: found[deal])
