"""Reading: the facts as one deal sees them, before anything is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from leadledger.dossier import Dossier, Fact, only
from leadledger.events import ComplaintDecided, ComplaintFiled, VisitReceived


@dataclass(frozen=True, slots=True)
class Reading:
    """A dossier as read for a decision.

    *zone* is the office's. *own* are the facts about the deal's party, in register order, visits reread where a clause
    took words out of them; *barred* the agents who have no claim and no help on the party, with the complaint that bars
    each. *upheld* are the undecided complaints that are read as upheld.
    """

    dossier: Dossier
    zone: ZoneInfo
    own: tuple[Fact, ...]
    upheld: frozenset[Fact] = frozenset()
    barred: dict[str, Fact] = field(default_factory=dict[str, Fact])

    @classmethod
    def of(cls, dossier: Dossier, zone: ZoneInfo, upheld: Iterable[Fact] = ()) -> Reading:
        """The dossier before any reading clause."""
        return cls(dossier, zone, dossier.own.facts, frozenset(upheld))

    def reread(self, rewrite: Callable[[VisitReceived], VisitReceived]) -> Reading:
        """The same, every visit as *rewrite* gives it back (the very same visit: nothing to take out)."""
        reread: dict[int, Fact] = {}
        for place, fact in enumerate(self.own):
            event = fact.event
            if isinstance(event, VisitReceived) and (rewritten := rewrite(event)) is not event:
                reread[place] = fact.reread(rewritten)
        if not reread:
            return self
        return replace(self, own=tuple(reread.get(place, fact) for place, fact in enumerate(self.own)))

    def without(self, dropped: Callable[[Fact], bool]) -> Reading:
        """The same without the facts for which *dropped* holds."""
        kept = tuple(fact for fact in self.own if not dropped(fact))
        return self if len(kept) == len(self.own) else replace(self, own=kept)

    def complaints(self) -> Iterable[tuple[Fact[ComplaintFiled], str | None]]:
        """Each complaint by the party and its outcome: ``upheld``, ``dismissed`` or None while undecided."""
        outcomes = {fact.event.complaint: fact.event.outcome for fact in only(self.dossier.matters, ComplaintDecided)}
        for fact in only(self.own, ComplaintFiled):
            outcome = outcomes.get(fact.event.complaint)
            yield fact, "upheld" if outcome is None and fact in self.upheld else outcome

    def open_complaints(self) -> Sequence[Fact[ComplaintFiled]]:
        """The complaints by the party that nobody has decided yet."""
        return [fact for fact, outcome in self.complaints() if outcome is None]
