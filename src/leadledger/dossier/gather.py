"""Gathering a dossier: from a deal or a customer to the facts that may bear on the decision, in a few look-ups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from uuid import UUID
from zoneinfo import ZoneInfo

from leadledger.dossier.closing import Closing
from leadledger.dossier.concerns import agents_of
from leadledger.dossier.dossier import Dossier, SetAside, Struck, Timeline
from leadledger.dossier.fact import Fact, only
from leadledger.dossier.history import History
from leadledger.dossier.links import Links
from leadledger.events import ComplaintFiled, ReferralMade, RulingMade, VisitReceived
from leadledger.values import office_day

_order = attrgetter("order")
_SURELY_ANOTHER_DAY = timedelta(days=2)  # whatever the clocks of a zone did in between

# Facts that count whenever they become known (rules 1.4); everything else only if entered before the closing and not
# happened on a later day.
WHENEVER = frozenset(
    {
        "EntryStruck",
        "CustomersLinked",
        "CustomersUnlinked",
        "ComplaintDecided",
        "RulingMade",
        "RulingDefied",
        "SettlementAgreed",
        "QuarrelReported",
    }
)


PartyOf = Callable[[Links, Iterable[str], date, Mapping[UUID, Fact]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rulebook asks of a dossier.

    The office's *zone*, the *party* that customers belong to (None: each stands alone), the event *types* its clauses
    read, those of them that its *register* clauses read (all that matters of a referrer), and those that are asked
    *of_agents* of the party, whatever customer they were with. Of the types *also_whenever* an entry counts whenever it
    becomes known, beside those of which that is true anywhere, and those of *closes* close deals.
    """

    zone: ZoneInfo
    party: PartyOf | None
    types: frozenset[str]
    register: frozenset[str]
    of_agents: frozenset[str] = frozenset()
    also_whenever: frozenset[str] = frozenset()
    closes: frozenset[str] = frozenset()


def gather(history: History, closing: Closing, scope: Scope) -> Dossier:
    """The dossier of a closing, as far as *history* is known.

    Raises:
        HistoryContradiction: entries about the deal or its party cannot both be true.
    """
    return _Gathering(history, closing, scope).dossier()


class _Gathering:
    def __init__(self, history: History, closing: Closing, scope: Scope) -> None:
        self.history = history
        self.closing = closing
        self.scope = scope
        self.struck: dict[Fact, Struck] = {}
        self.whenever = WHENEVER | scope.also_whenever if scope.also_whenever else WHENEVER

    def dossier(self) -> Dossier:
        party = self._party(self.closing.customers)
        self.history.refuse_contradictions(self.closing.deal, party)
        late: list[Fact] = []
        own = Timeline(party, self._timeline(party, late=late))
        referrers = self._referrers(own)
        timelines = (own, *referrers)
        matters = self._matters(own)
        links = tuple(fact for one in timelines for fact in self._counted(self.history.links.facts_about(one.party)))
        return Dossier(
            closing=self.closing,
            own=own,
            referrers=referrers,
            presence=self._presence(timelines),
            matters=matters,
            agents=self._agents(timelines) if self.scope.of_agents else (),
            links=tuple(dict.fromkeys(links)),
            set_aside=tuple(self._set_aside(fact) for fact in sorted(late, key=_order)),
            struck=tuple(sorted(self.struck.values(), key=lambda struck: struck.entry.order)),
            names=self.history.names,
        )

    def _party(self, customers: Iterable[str]) -> frozenset[str]:
        if self.scope.party is None:
            return frozenset(customers)
        return self.scope.party(self.history.links, customers, self.closing.day, self.history.struck)

    def _counted(
        self,
        facts: Iterable[Fact],
        before: int | None = None,
        types: frozenset[str] | None = None,
        late: list[Fact] | None = None,
    ) -> Iterable[Fact]:
        """Those that count for this closing; struck ones are noted with their strikings, *late* takes the others."""
        limit = self.closing.order if before is None else before
        types = self.scope.types if types is None else types
        zone, day, struck = self.scope.zone, self.closing.day, self.history.struck
        whenever, closing = self.whenever, self.closing.facts
        days_before = self.closing.closed_at - _SURELY_ANOTHER_DAY
        for fact in facts:
            event = fact.event
            kind, at = event.type, event.occurred_at
            if kind not in types:
                continue
            if kind not in whenever and not (fact.order < limit and (at < days_before or office_day(at, zone) <= day)):
                if late is not None and fact.id not in struck and fact not in closing:
                    late.append(fact)
                continue
            if struck and fact.id in struck:
                self.struck[fact] = Struck(fact, struck[fact.id])
                continue
            yield fact

    def _set_aside(self, fact: Fact) -> SetAside:
        return SetAside(fact, "entered-later" if fact.order > self.closing.order else "happened-later")

    def _timeline(
        self,
        party: Iterable[str],
        before: int | None = None,
        types: frozenset[str] | None = None,
        late: list[Fact] | None = None,
    ) -> tuple[Fact, ...]:
        """The entries about a party; *late*, where given, takes those that came too late for the deal it closes."""
        about = self.history.about
        members = list(party)
        if len(members) == 1:
            own = tuple(self._counted(about(members[0]), before, types, late))
        else:
            distinct = dict.fromkeys(fact for member in members for fact in about(member))
            own = tuple(sorted(self._counted(distinct, before, types, late), key=_order))
        closings = () if late is None else self.closing.facts
        more = [*self._counted(self.history.belonging_to((*own, *closings)), before, types, late)]
        return tuple(sorted((*own, *more), key=_order)) if more else own

    def _referrers(self, own: Timeline) -> tuple[Timeline, ...]:
        """The timelines of those who referred the party, and of who referred them, each up to its last referral."""
        needed: dict[frozenset[str], int] = {}
        found: dict[frozenset[str], Timeline] = {}
        waiting = [own]
        while waiting:
            timeline = waiting.pop()
            for fact in only(timeline.facts, ReferralMade):
                referrer = fact.event.referrer
                if referrer in timeline.party:
                    continue
                party = own.party if referrer in own.party else self._party((referrer,))
                if needed.get(party, -1) < fact.order:
                    needed[party] = fact.order
                    found[party] = Timeline(party, self._timeline(party, fact.order, self.scope.register))
                    waiting.append(found[party])
        return tuple(sorted(found.values(), key=lambda timeline: needed[timeline.party]))

    def _agents(self, timelines: Iterable[Timeline]) -> tuple[Fact, ...]:
        """What is filed under the agents of the parties' entries and the closer alone."""
        names = dict.fromkeys(name for one in timelines for fact in one.facts for name in agents_of(fact.event))
        if self.closing.closer is not None:
            names.setdefault(self.closing.closer)
        found = [fact for name in names for fact in self.history.of_agent(name, self.scope.of_agents)]
        return tuple(sorted(self._counted(dict.fromkeys(found), types=self.scope.of_agents), key=_order))

    def _presence(self, timelines: Iterable[Timeline]) -> dict[tuple[str, date], tuple[Fact, ...]]:
        """By agent and day: the comings and goings that can tell who was there at a visit that does not say."""
        asked: dict[tuple[str, date], list[Fact[VisitReceived]]] = {}
        for timeline in timelines:
            for visit in only(timeline.facts, VisitReceived):
                if visit.event.named and visit.event.present is None:
                    day = office_day(visit.event.occurred_at, self.scope.zone)
                    for agent in visit.event.named:
                        asked.setdefault((agent, day), []).append(visit)
        found = {key: self._seen(*key, visits) for key, visits in asked.items()}
        return {key: facts for key, facts in found.items() if facts}

    def _seen(self, agent: str, day: date, visits: Sequence[Fact[VisitReceived]]) -> tuple[Fact, ...]:
        """The agent's comings and goings of *day* that were entered before one of the visits and are not after it."""
        around = self.history.presence(agent, visits[0].occurred_at)
        if not around:
            return ()
        before = [
            fact
            for fact in around
            if office_day(fact.occurred_at, self.scope.zone) == day
            and any(fact.order < visit.order and fact.occurred_at <= visit.occurred_at for visit in visits)
        ]
        return tuple(self._counted(sorted(before, key=_order)))

    def _matters(self, own: Timeline) -> tuple[Fact, ...]:
        """What is filed under the deal, and under the complaints and rulings about it or the party."""
        history, deal = self.history, self.closing.deal
        found: dict[Fact, None] = {}
        if deal is not None:
            closing = self.closing.facts
            found.update(dict.fromkeys(f for f in self._counted(history.of_deal(deal)) if f not in closing))
        for complaint in only(own.facts, ComplaintFiled):
            found.update(dict.fromkeys(self._counted(history.decisions_on(complaint.event.complaint))))
        for ruling in only((*own.facts, *found), RulingMade):
            found.update(dict.fromkeys(self._counted(history.defiances_of(ruling.event.ruling))))
        return tuple(sorted(found, key=_order))
