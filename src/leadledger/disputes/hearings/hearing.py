"""The hearing file: for each claimant of a deal the facts for and against, the gaps, and how strong the claim is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from leadledger.disputes.flip_sets.finding import Flips, flips
from leadledger.disputes.flip_sets.result import Part, Result
from leadledger.disputes.flip_sets.trial import Trial
from leadledger.disputes.hearings.claimants import DISPUTES, claimants, disputes
from leadledger.disputes.hearings.facts import Weighed, Weighing
from leadledger.disputes.hearings.gaps import CONTACTS, Gap, gaps
from leadledger.disputes.hearings.readings import StatedReading, stated_readings
from leadledger.dossier import History, SetAside
from leadledger.dossier.concerns import agents_of
from leadledger.events import DisputeOpened
from leadledger.events.conduct import Wants
from leadledger.ledger import Office
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.standing import Standing, standings

Strength = Literal["every", "some", "one", "none"]


@dataclass(frozen=True, slots=True)
class HearingTerms:
    """What a hearing file leaves to those who ask for it.

    *gap_days* is how many days without an entry are told as a gap, *tries* how often the deal is decided to find the
    smallest sets of entries that would alter it.
    """

    gap_days: int = 7
    tries: int = 2_000


@dataclass(frozen=True, slots=True)
class Holds:
    """Under how many of the stated readings something holds: *under* are their places, of so many."""

    under: tuple[int, ...]
    of: int

    @property
    def strength(self) -> Strength:
        """Under every reading, some of them, one or none."""
        if not self.under:
            return "none"
        if len(self.under) == self.of:
            return "every"
        return "one" if len(self.under) == 1 else "some"

    def to_dict(self) -> dict[str, Any]:
        """It as commands print it; readings are counted from 1."""
        return {"strength": self.strength, "under": [place + 1 for place in self.under], "of": self.of}


@dataclass(frozen=True, slots=True)
class Said:
    """What an agent said when they opened a dispute."""

    dispute: str
    says: str


@dataclass(frozen=True, slots=True)
class Heard:
    """One claimant: what they said in disputes, what they *have*, their claims, the facts for and against, and gaps.

    *late* are entries of theirs that do not count. *owner* says under which readings the customer is theirs, *part*
    under which they have any share, *wanted* under which they get at least what they asked for in a dispute (None
    where they asked for nothing).
    """

    agent: str
    says: tuple[Said, ...]
    has: Part
    claims: tuple[Standing, ...]
    facts: tuple[Weighed, ...]
    late: tuple[SetAside, ...]
    gaps: tuple[Gap, ...]
    owner: Holds
    part: Holds
    wanted: Holds | None

    def on(self, side: str) -> list[Weighed]:
        """The facts on one side."""
        return [one for one in self.facts if one.side == side]

    def to_dict(self) -> dict[str, Any]:
        """The claimant as commands print them."""
        return {
            "agent": self.agent,
            "says": [{"dispute": one.dispute, "says": one.says} for one in self.says],
            "owner": self.owner.to_dict(),
            "part": self.part.to_dict(),
            "wanted": None if self.wanted is None else self.wanted.to_dict(),
            "claims": [_claim(one) for one in self.claims],
            "for": [one.to_dict() for one in self.on("for")],
            "against": [one.to_dict() for one in self.on("against")],
            "not_counted": [{"entry": str(one.entry.id), "type": one.entry.type, "why": one.why} for one in self.late],
            "gaps": [one.to_dict() for one in self.gaps],
        }


@dataclass(frozen=True, slots=True)
class Hearing:
    """A deal prepared for a hearing: the answer, every stated reading, each claimant, and what would alter it."""

    answer: Attribution
    readings: tuple[StatedReading, ...]
    heard: tuple[Heard, ...]
    flips: Flips
    terms: HearingTerms

    def to_dict(self) -> dict[str, Any]:
        """The hearing as commands print it."""
        withdrawn = self.answer.withdrawn_at
        return {
            "deal": self.answer.deal,
            "withdrawn_at": None if withdrawn is None else withdrawn.isoformat(),
            "status": self.answer.status,
            **self.flips.before.to_dict(),
            "clause": self.answer.clause,
            "readings": [_reading(one) for one in self.readings],
            "claimants": [one.to_dict() for one in self.heard],
            "flips": self.flips.to_dict(),
        }


def hearing(office: Office, deal: str, terms: HearingTerms = HearingTerms()) -> Hearing:
    """The hearing file of a deal.

    Raises:
        DealUnknown, DealNotClosed, HistoryContradiction: there is no decision to hear anybody about.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))
    >>> found = hearing(Office(History(story.events)), "d")
    >>> [(one.agent, one.owner.strength, one.part.strength) for one in found.heard]
    [('li', 'one', 'one'), ('zhang', 'one', 'every')]
    """
    trial = Trial(office, deal)
    answer = trial.answer
    history = office.history_of(deal, beside=CONTACTS | DISPUTES)
    readings = stated_readings(answer)
    weighing = Weighing(trial)
    opened = disputes(answer, history)
    heard = [
        _heard(agent, trial, weighing, readings, history, terms.gap_days, [one for one in opened if one.by == agent])
        for agent in claimants(answer, history)
    ]
    return Hearing(answer, tuple(readings), tuple(heard), flips(office, deal, tries=terms.tries), terms)


def _heard(
    agent: str,
    trial: Trial,
    weighing: Weighing,
    readings: Sequence[StatedReading],
    history: History,
    gap_days: int,
    opened: Sequence[DisputeOpened],
) -> Heard:
    answer = trial.answer
    wants = next((one.wants for one in reversed(opened) if one.wants is not None), None)
    parts = [one.result.part(agent) for one in readings]

    def held(holds: Sequence[bool]) -> Holds:
        return Holds(tuple(place for place, one in enumerate(holds) if one), len(holds))

    return Heard(
        agent=agent,
        says=tuple(Said(one.dispute, one.says) for one in opened),
        has=trial.result.part(agent),
        claims=tuple(one for one in standings(answer) if one.claim.agent == agent),
        facts=tuple(weighing.of(agent)),
        late=tuple(one for one in answer.dossier.set_aside if agent in agents_of(one.entry.event)),
        gaps=tuple(gaps(agent, answer, history, shortest_days=gap_days)),
        owner=held([part.owns for part in parts]),
        part=held([part.any for part in parts]),
        wanted=None if wants is None else held([_satisfies(one.result, wants, agent) for one in readings]),
    )


def _satisfies(result: Result, wants: Wants, agent: str) -> bool:
    """Whether the agent gets at least what they asked for themselves."""
    asked = [(wants.credit, result.credit), (wants.commission, result.commission)]
    return all(got.get(agent, 0) >= want.get(agent, 0) for want, got in asked if want is not None)


def _claim(one: Standing) -> dict[str, Any]:
    claim = one.claim
    through = claim.through.isoformat() if claim.ends else None
    return {"opened_on": claim.opened_on.isoformat(), "good_through": through, "state": one.state, "basis": claim.basis}


def _reading(one: StatedReading) -> dict[str, Any]:
    return {
        "reading": one.kind,
        "id": None if one.clause is None else one.clause.id,
        "complaints": list(one.complaints),
        **one.result.to_dict(),
    }
