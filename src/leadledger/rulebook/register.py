"""A party's register: one fold over its facts, from which every claim explains itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from leadledger.dossier import Fact
from leadledger.events import VisitReceived
from leadledger.events.pattern import Pattern, Role, Roles
from leadledger.rulebook.claim import Claim, Help
from leadledger.rulebook.conditions import Conditions, Scene
from leadledger.rulebook.effects import (
    Effect,
    Effects,
    Ended,
    Helped,
    Lifted,
    Nothing,
    Opened,
    Passed,
    Renewed,
    Voided,
)
from leadledger.values import office_day

_order = attrgetter("order")
Rule = tuple[str, Callable[[Fact, "Register"], Effects | None]]
"""A register clause as the fold asks it: its id, and its answer to a fact (None: not mine)."""


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
        barred: Mapping[str, Fact] | None = None,
        presence: Mapping[tuple[str, date], Sequence[Fact]] | None = None,
        around: Sequence[Fact] = (),
    ) -> None:
        self.party = party
        self.zone = zone
        self.first_entry = first_entry
        self.barred = barred or {}
        self.presence = presence or {}
        self._known: list[Fact] = []
        self._around = sorted(around, key=_order)
        self._met = 0
        self._original_receivers = original_receivers
        self.claims: list[Claim] = []
        self.helps: list[Help] = []
        self.lines: list[Line] = []
        self.taken: dict[int, str] = {}
        self.afresh: Fact | None = None
        self.named_holders: dict[int, tuple[str, ...]] = {}
        self.today = date.min
        self._held: dict[str, list[Claim]] = {}
        self._watching: list[Claim] = []
        self._opened = 0
        self._lifted = 0

    def enter(self, fact: Fact, rules: Iterable[Rule]) -> None:
        """Fold in one fact: the first rule that answers takes it."""
        self.today = office_day(fact.recorded_at, self.zone)
        if self._around:
            self._meet_those_before(fact)
        event = fact.event
        if isinstance(event, VisitReceived) and event.named:
            holders = [agent for agent in event.named if self.live(agent) is not None]
            self.named_holders[fact.order] = tuple(dict.fromkeys(holders))
        for claim in self._watching:
            claim.note(fact, self.today, self._seen_from(claim.agent))
        for clause, answer in rules:
            effects = answer(fact, self)
            if effects is not None:
                for effect in effects:
                    self._apply(effect, fact, clause)
                break
        self._known.append(fact)

    def _meet_those_before(self, fact: Fact) -> None:
        """Among what is known: what was entered before *fact* around the party."""
        end = bisect_left(self._around, fact.order, self._met, key=_order)
        self._known += self._around[self._met : end]
        self._met = end

    def latest(self, pattern: Pattern, fact: Fact) -> Fact | None:
        """The latest entry before *fact* that a pattern means, in the light of it."""
        for one in reversed(self._scene(fact).facts):
            if pattern.matches(one.event, lambda role: self.who(role, fact), fact.event):
                return one
        return None

    def allows(self, conditions: Conditions, fact: Fact) -> bool:
        """Whether the conditions hold at the entry at hand, by what was entered before it and is in account."""
        return conditions.hold(self._scene(fact)) is None

    def _scene(self, fact: Fact) -> Scene:
        @cache  # nobody's role changes while a clause is asked, and long lists of entries are held against it
        def who(role: Role) -> frozenset[str]:
            return self.who(role, fact)

        return Scene(self._known, fact.occurred_at, self.zone, who, fact.event, taken=self.taken)

    def who(self, role: Role, fact: Fact) -> frozenset[str]:
        """Who has a role in the light of the entry at hand."""
        event = fact.event
        match role:
            case "same":
                return _agents(getattr(event, "agent", None))
            case "named":
                return frozenset(getattr(event, "named", ()))
            case "asked-for":
                return _agents(getattr(event, "asked_for", None))
            case "receiver":
                return _agents(self.first_holder())
            case "closer":
                return frozenset()
            case "holder":
                return _agents(self.holder())
            case "rival":
                return frozenset(self.rivals_of(self.holder()))

    def _seen_from(self, agent: str) -> Roles:
        """Who has a role as the holder of one claim sees it."""

        def who(role: Role) -> frozenset[str]:
            if role == "rival":
                return frozenset(claim.agent for claim in self.claims if claim.standing and claim.agent != agent)
            return frozenset((agent,)) if role in ("holder", "same") else frozenset()

        return who

    def holder(self) -> str | None:
        """Who holds the first-ranked claim that is live on the day of the entry at hand."""
        live = [claim for claim in self.claims if claim.live_on(self.today)]
        return min(live, key=lambda claim: claim.rank).agent if live else None

    def rivals_of(self, agent: str | None) -> list[str]:
        """Who else holds a claim that is live on the day of the entry at hand, in the order they were opened."""
        return list(
            dict.fromkeys(claim.agent for claim in self.claims if claim.agent != agent and claim.live_on(self.today))
        )

    def live(self, agent: str) -> Claim | None:
        """The agent's first-ranked claim that is live on the day of the entry at hand, if any."""
        first: Claim | None = None
        for claim in self._held.get(agent, ()):
            if claim.live_on(self.today) and (first is None or claim.rank < first.rank):
                first = claim
        return first

    def _all_live(self, agent: str) -> list[Claim]:
        return [claim for claim in self._held.get(agent, ()) if claim.live_on(self.today)]

    def _doubtful(self, agent: str) -> list[Claim]:
        """The agent's claims that are live on the day of the entry at hand only if doubtful entries renewed them."""
        return [claim for claim in self._held.get(agent, ()) if claim.doubtful_on(self.today)]

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
            case Ended(agent=agent):
                self._end(agent)
            case Lifted(agent=agent):
                if not self._lift(agent, fact, clause):
                    return
            case Voided():
                self._void(fact)
        self.lines.append(Line(fact, clause, effect))
        if not isinstance(effect, Nothing):
            self.taken[fact.order] = clause

    def _hold(self, claim: Claim) -> None:
        self.claims.append(claim)
        self._held.setdefault(claim.agent, []).append(claim)
        if claim.hold.watches:
            self._watching.append(claim)

    def _open(self, effect: Opened, fact: Fact, clause: str) -> Effect:
        agent, hold = effect.agent, effect.hold
        if agent in self.barred:
            return Nothing("barred", (agent,))
        if effect.again != "stays":
            for claim in self._doubtful(agent):
                if effect.again == "renewed":
                    claim.renew(self.today)
                else:
                    claim.settle()
        if (live := self.live(agent)) is not None:
            match effect.again:
                case "stays":
                    return Nothing("live-already", (agent,))
                case "renewed":
                    live.renew(self.today)
                    return Renewed(agent)
                case "opened":
                    for claim in self._all_live(agent):
                        claim.void = True
        number = self._opened
        since = fact if effect.since is None else effect.since
        day = self.today if since is fact else office_day(since.recorded_at, self.zone)
        self._hold(Claim(number, agent, since, day, hold, clause, fact, (1, (effect.ranks or fact).order, number)))
        self._opened += 1
        return effect

    def _renew(self, effect: Renewed) -> Effect:
        live = self._all_live(effect.agent)
        perhaps_live = self._doubtful(effect.agent) if effect.hold is None else []
        for claim in (*live, *perhaps_live):
            if effect.hold is None:
                claim.renew(self.today)
            else:
                claim.put_under(effect.hold, self.today)
                if effect.hold.watches and claim not in self._watching:
                    self._watching.append(claim)
        return effect if live else Nothing("no-live-claim", (effect.agent,))

    def _end(self, agent: str) -> None:
        for claim in self._held.get(agent, ()):
            claim.void = True
        self.helps = [help_ for help_ in self.helps if help_.holders != (agent,)]

    def _void(self, fact: Fact) -> None:
        for claim in self.claims:
            claim.void = True
        self.helps.clear()
        self.afresh = fact
        self._known = self._around[: self._met]

    def _lift(self, agent: str, fact: Fact, clause: str) -> bool:
        """Whether the agent has a live claim, which then ranks before all that were not lifted earlier."""
        claim = self.live(agent)
        if claim is not None and claim.rank[0] > 0:
            claim.rank = (0, self._lifted)
            claim.basis, claim.given = clause, fact
            self._lifted += 1
        return claim is not None

    def _pass(self, effect: Passed, fact: Fact, clause: str) -> Effect:
        giver, taker = effect.giver, effect.taker
        if taker in self.barred:
            return Nothing("barred", (taker,))
        for help_ in self.helps:
            if giver in help_.holders:
                help_.holders = tuple(dict.fromkeys(taker if one == giver else one for one in help_.holders))
        live = self._all_live(giver)
        for claim in live:
            claim.passed_to = taker
            self._hold(Claim(claim.number, taker, claim.opened, self.today, effect.hold, clause, fact, claim.rank))
        return effect if live else Nothing("no-live-claim", (giver,))


def _agents(agent: str | None) -> frozenset[str]:
    return frozenset() if agent is None else frozenset((agent,))
