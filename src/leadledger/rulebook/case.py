"""The case: what award and sharing clauses may ask, answered in the field's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from leadledger.dossier import Closing, E, Fact, only
from leadledger.events import Event, VisitReceived
from leadledger.events.pattern import Pattern, Role
from leadledger.rulebook.answers import Award, Reason
from leadledger.rulebook.claim import Claim, Help
from leadledger.rulebook.conditions import Scene
from leadledger.rulebook.contest import winner
from leadledger.rulebook.reading import Reading
from leadledger.rulebook.register import Register
from leadledger.values import Window, office_day

WishKind = Literal["declined", "asked-for", "forgot", "named"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the customer wanted on the decisive visit; *holders* are those named who had a live claim then."""

    kind: WishKind
    fact: Fact[VisitReceived]
    visit: VisitReceived
    holders: tuple[str, ...]


class Case:
    """One deal before the clauses: its closing, the facts as read, and the register as it stands at the closing."""

    def __init__(self, reading: Reading, register: Register, wish_validity: Window | None) -> None:
        self.reading = reading
        self.register = register
        self.closing: Closing = reading.dossier.closing
        self._wish_validity = wish_validity
        self._wish: Wish | None = None
        self._wish_known = False
        self._good: list[Claim] | None = None
        self._entries: list[Fact] | None = None
        self._by_type: dict[type[Event], list[Fact]] = {}
        for fact in reading.own:
            self._by_type.setdefault(type(fact.event), []).append(fact)

    @property
    def closer(self) -> str | None:
        """Who signed the deal; nobody where it is only asked who would own the customer."""
        return self.closing.closer

    @property
    def afresh_order(self) -> int:
        """Facts before this one are out of account (an allocation started afresh)."""
        return self.register.afresh.order if self.register.afresh is not None else -1

    def is_barred(self, agent: str) -> bool:
        """Whether the agent has no claim and no help on this party."""
        return agent in self.reading.barred

    def good_claims(self, before: Fact | None = None) -> list[Claim]:
        """The claims that are good for this deal, in rank order, an agent once; those opened before a fact only."""
        if self._good is None:
            self._good = self._all_good()
        distinct: dict[str, Claim] = {}
        for claim in self._good:
            if before is None or claim.opened.order < before.order:
                distinct.setdefault(claim.agent, claim)
        return list(distinct.values())

    def _all_good(self) -> list[Claim]:
        claims = self.register.claims
        if any(claim.hold.tested_at == "rival" for claim in claims):
            best = winner(claims, self.closing.day)
            return [] if best is None else [best]
        return sorted(filter(self.is_good, claims), key=lambda claim: claim.rank)

    def doubtful_claims(self) -> list[Claim]:
        """The claims that are good for this deal only if entries that may or may not renew them do, in rank order."""
        doubtful = [claim for claim in self.register.claims if claim.doubtful_on(self._tested_on(claim))]
        return sorted(doubtful, key=lambda claim: claim.rank)

    def is_good(self, claim: Claim) -> bool:
        """Whether a claim is good for this deal: live on the day its hold is tested."""
        return claim.live_on(self._tested_on(claim))

    def _tested_on(self, claim: Claim) -> date:
        if claim.hold.tested_at == "decisive-visit" and (wish := self.wish()) is not None:
            return office_day(wish.fact.recorded_at, self.register.zone)
        return self.closing.day

    def wish(self) -> Wish | None:
        """The wish of the decisive visit: the latest live visit that expresses one (rules 3)."""
        if not self._wish_known:
            self._wish_known = True
            self._wish = next(filter(None, map(self._wish_of, reversed(self._own(VisitReceived)))), None)
        return self._wish

    def wish_to(self, kind: WishKind) -> Wish | Reason:
        """The wish of the decisive visit where it is of this kind; else the reason why there is none such."""
        wish = self.wish()
        if wish is None:
            return Reason("no-wish")
        return wish if wish.kind == kind else Reason.of(f"wish-is-{wish.kind}", wish.fact)

    def _wish_of(self, fact: Fact[VisitReceived]) -> Wish | None:
        visit = fact.event
        if fact.order < self.afresh_order:
            return None
        holders = self.register.holders_named(fact)
        kind: WishKind
        if visit.declined:
            kind = "declined"
        elif visit.asked_for is not None and not self._is_first_entry(fact):
            kind = "asked-for"
        elif visit.forgot:
            kind = "forgot"
        elif holders:
            kind = "named"
        else:
            return None
        good = self._wish_validity
        if good is not None and good.through(office_day(fact.recorded_at, self.register.zone)) < self.closing.day:
            return None
        return Wish(kind, fact, visit, holders)

    def _is_first_entry(self, fact: Fact) -> bool:
        first = self.register.first_entry
        return first is not None and first.order == fact.order

    def was_present(self, agent: str, visit: Fact[VisitReceived]) -> bool:
        """Whether the agent was on site at the visit."""
        return self.register.was_present(agent, visit)

    def helpers_of(self, agent: str) -> list[Help]:
        """The help given to an agent by others, in register order."""
        return [help_ for help_ in self.register.helps if agent in help_.holders and help_.helper != agent]

    def on_closing_day(self, fact: Fact) -> bool:
        """Whether it happened on the closing day, by the office's local date."""
        return office_day(fact.occurred_at, self.register.zone) == self.closing.day

    def all(self, event_type: type[E]) -> Sequence[Fact[E]]:
        """The facts of a type that are in account, in register order."""
        afresh = self.afresh_order
        return [fact for fact in self._own(event_type) if fact.order > afresh]

    def entries(self) -> Sequence[Fact]:
        """Every fact that is in account, whatever it is filed under, in register order."""
        if self._entries is None:
            afresh = self.afresh_order
            known = dict.fromkeys((*self.reading.own, *self.reading.dossier.around))
            self._entries = sorted((fact for fact in known if fact.order >= afresh), key=lambda fact: fact.order)
        return self._entries

    def like(self, pattern: Pattern, award: Award | None = None) -> Sequence[Fact]:
        """The facts in account that a pattern means in the light of the closing, in register order."""
        closing = self.closing.event
        return [
            one for one in self.entries() if pattern.matches(one.event, lambda role: self.who(role, award), closing)
        ]

    def earlier(self, pattern: Pattern, fact: Fact) -> Sequence[Fact]:
        """The facts in account before one that a pattern means in its light, in register order."""
        before = [one for one in self.entries() if one.order < fact.order]
        return [one for one in before if pattern.matches(one.event, self.who, fact.event)]

    def scene(self, award: Award | None = None) -> Scene:
        """Where conditions are asked: at the closing, by what is in account; *award* is what was given so far."""
        return Scene(
            self.entries(),
            self.closing.closed_at,
            self.register.zone,
            lambda role: self.who(role, award),
            at_hand=self.closing.event,
            closing=self.closing.event,
            taken=self.register.taken,
        )

    def scene_at(self, fact: Fact, agent: str) -> Scene:
        """Where conditions are asked at an entry: by what was entered before it; *agent* is the one it is about."""
        known = [one for one in self.entries() if one.order < fact.order]

        def who(role: Role) -> frozenset[str]:
            return _people(agent) if role == "same" else self.who(role)

        return Scene(known, fact.occurred_at, self.register.zone, who, fact.event, taken=self.register.taken)

    def who(self, role: Role, award: Award | None = None) -> frozenset[str]:
        """Who has a role at the closing: the holder is whom the award gives the customer, else who ranks first."""
        match role:
            case "holder":
                return _people(self._holder(award))
            case "rival":
                others = frozenset(claim.agent for claim in self.register.claims if claim.standing)
                return others - self.who("holder", award)
            case "closer" | "same":
                return _people(self.closer)
            case "receiver":
                return _people(self.register.first_holder())
            case "named" | "asked-for":
                wish = self.wish()
                if wish is None:
                    return frozenset()
                return frozenset(wish.visit.named) if role == "named" else _people(wish.visit.asked_for)

    def _holder(self, award: Award | None) -> str | None:
        if award is not None:
            return award.owner
        good = self.good_claims()
        return good[0].agent if good else None

    def matters(self, *types: type[E]) -> Sequence[Fact[E]]:
        """What of these types was reported, agreed or ruled about the deal or a member of its party."""
        filed = self.reading.dossier.matters
        found = dict.fromkeys(only(filed, *types)) if filed else {}
        for event_type in types:
            found.update(dict.fromkeys(self._own(event_type)))
        return sorted(found, key=lambda fact: fact.order)

    def _own(self, event_type: type[E]) -> Sequence[Fact[E]]:
        return cast("Sequence[Fact[E]]", self._by_type.get(event_type, ()))


def _people(agent: str | None) -> frozenset[str]:
    return frozenset() if agent is None else frozenset((agent,))
