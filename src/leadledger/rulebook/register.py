"""A party's register: one fold over its facts, from which every claim explains itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from leadledger.dossier import Fact
from leadledger.events import VisitReceived
from leadledger.rulebook.effects import (
    Effect,
    Effects,
    Helped,
    Hold,
    Lifted,
    Nothing,
    Opened,
    Passed,
    Renewed,
    Voided,
)
from leadledger.values import office_day

Rule = tuple[str, Callable[[Fact, "Register"], Effects | None]]
"""A register clause as the fold asks it: its id, and its answer to a fact (None: not mine)."""


@dataclass(slots=True, eq=False)
class Claim:
    """What an agent holds on the party: opened by *opened*, good through *through*, last day included.

    *basis* is the id of the clause that gave the claim or, later, its rank or its holder. A claim that passed on
    stays in the register with *passed_to*; the taker's claim keeps *opened*, *number* and the rank.
    """

    number: int
    agent: str
    opened: Fact
    through: date
    hold: Hold
    basis: str
    given: Fact
    rank: tuple[int, int]
    passed_to: str | None = None
    void: bool = False

    @property
    def standing(self) -> bool:
        """Whether it was neither passed on nor put out of account."""
        return self.passed_to is None and not self.void

    def live_on(self, day: date) -> bool:
        """Whether it stands and *day* is not after its last good day."""
        return day <= self.through and self.passed_to is None and not self.void


@dataclass(slots=True, eq=False)
class Help:
    """A visit on which *helper* served for one of *holders*."""

    helper: str
    holders: tuple[str, ...]
    visit: Fact


class Line(NamedTuple):
    """What one entry did: the clause that took it and the effect."""

    fact: Fact
    clause: str
    effect: Effect


class Register:
    """The claims and help on one party, as they stand after the facts folded so far."""

    def __init__(
        self,
        party: frozenset[str],
        *,
        zone: ZoneInfo,
        first_entry: Fact | None,
        original_receivers: Mapping[int, str | None],
        barred: Collection[str] = frozenset(),
        presence: Mapping[tuple[str, date], Sequence[Fact]] | None = None,
    ) -> None:
        self.party = party
        self.zone = zone
        self.first_entry = first_entry
        self.barred = barred
        self.presence = presence or {}
        self._original_receivers = original_receivers
        self.claims: list[Claim] = []
        self.helps: list[Help] = []
        self.lines: list[Line] = []
        self.afresh: Fact | None = None
        self.named_holders: dict[int, tuple[str, ...]] = {}
        self.today = date.min
        self._held: dict[str, list[Claim]] = {}
        self._opened = 0
        self._lifted = 0

    def enter(self, fact: Fact, rules: Iterable[Rule]) -> None:
        """Fold in one fact: the first rule that answers takes it."""
        self.today = office_day(fact.recorded_at, self.zone)
        event = fact.event
        if isinstance(event, VisitReceived) and event.named:
            holders = [agent for agent in event.named if self.live(agent) is not None]
            self.named_holders[fact.order] = tuple(dict.fromkeys(holders))
        for clause, answer in rules:
            effects = answer(fact, self)
            if effects is not None:
                for effect in effects:
                    self._apply(effect, fact, clause)
                return

    def live(self, agent: str) -> Claim | None:
        """The agent's first-ranked claim that is live on the day of the entry at hand, if any."""
        first: Claim | None = None
        for claim in self._held.get(agent, ()):
            if claim.live_on(self.today) and (first is None or claim.rank < first.rank):
                first = claim
        return first

    def _all_live(self, agent: str) -> list[Claim]:
        return [claim for claim in self._held.get(agent, ()) if claim.live_on(self.today)]

    def holders_named(self, visit: Fact) -> tuple[str, ...]:
        """Those the customer named who had a live claim when the visit was entered, in the customer's order."""
        return self.named_holders.get(visit.order, ())

    def was_present(self, agent: str, visit: Fact[VisitReceived]) -> bool:
        """Whether the agent was on site at the visit: as the visit says, else by that day's comings and goings."""
        event = visit.event
        if event.present is not None:
            return agent in event.present
        last: Fact | None = None
        for fact in self.presence.get((agent, office_day(event.occurred_at, self.zone)), ()):
            before = fact.order < visit.order and fact.occurred_at <= event.occurred_at
            if before and (last is None or fact.occurred_at >= last.occurred_at):
                last = fact
        return last is not None and last.type == "AgentArrived"

    def original_receiver(self, referral: Fact) -> str | None:
        """Who held, at the referral, the first-opened claim on the referrer's party; nobody, if there was none."""
        return self._original_receivers.get(referral.order)

    def first_holder(self) -> str | None:
        """Who holds the first-opened claim that is in account, lapsed or not."""
        standing = [claim for claim in self.claims if claim.standing]
        return min(standing, key=lambda claim: claim.number).agent if standing else None

    def is_first_day(self, fact: Fact) -> bool:
        """Whether the fact was entered before, or on the register day of, the party's first register entry."""
        first = self.first_entry
        if first is None or fact.order < first.order:
            return True
        return office_day(first.recorded_at, self.zone) == office_day(fact.recorded_at, self.zone)

    def _apply(self, effect: Effect, fact: Fact, clause: str) -> None:
        match effect:
            case Opened():
                effect = self._open(effect, fact, clause)
            case Nothing():
                pass
            case Helped(helper=helper, holders=holders):
                if helper in self.barred:
                    effect = Nothing("barred", (helper,))
                else:
                    self.helps.append(Help(helper, holders, fact))
            case Passed():
                effect = self._pass(effect, fact, clause)
            case Renewed():
                effect = self._renew(effect)
            case Lifted(agent=agent):
                self._lift(agent, fact, clause)
            case Voided():
                for claim in self.claims:
                    claim.void = True
                self.helps.clear()
                self.afresh = fact
        self.lines.append(Line(fact, clause, effect))

    def _hold(self, claim: Claim) -> None:
        self.claims.append(claim)
        self._held.setdefault(claim.agent, []).append(claim)

    def _open(self, effect: Opened, fact: Fact, clause: str) -> Effect:
        agent, hold = effect.agent, effect.hold
        if agent in self.barred:
            return Nothing("barred", (agent,))
        if self.live(agent) is not None:
            return Nothing("live-already", (agent,))
        number = self._opened
        through = hold.length.through(self.today)
        self._hold(Claim(number, agent, fact, through, hold, clause, fact, (1, number)))
        self._opened += 1
        return effect

    def _renew(self, effect: Renewed) -> Effect:
        live = self._all_live(effect.agent)
        for claim in live:
            claim.through = claim.hold.length.through(self.today)
        return effect if live else Nothing("no-live-claim", (effect.agent,))

    def _lift(self, agent: str, fact: Fact, clause: str) -> None:
        claim = self.live(agent)
        if claim is not None and claim.rank[0] > 0:
            claim.rank = (0, self._lifted)
            claim.basis, claim.given = clause, fact
            self._lifted += 1

    def _pass(self, effect: Passed, fact: Fact, clause: str) -> Effect:
        giver, taker = effect.giver, effect.taker
        if taker in self.barred:
            return Nothing("barred", (taker,))
        for help_ in self.helps:
            if giver in help_.holders:
                help_.holders = tuple(dict.fromkeys(taker if one == giver else one for one in help_.holders))
        live = self._all_live(giver)
        through = effect.hold.length.through(self.today)
        for claim in live:
            claim.passed_to = taker
            self._hold(Claim(claim.number, taker, claim.opened, through, effect.hold, clause, fact, claim.rank))
        return effect if live else Nothing("no-live-claim", (giver,))
