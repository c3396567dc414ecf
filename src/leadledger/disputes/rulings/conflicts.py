"""Conflicts: rulings that treat equal fact patterns differently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leadledger.disputes.rulings.patterns import Pattern, pattern_of, renamed
from leadledger.dossier import Fact
from leadledger.events import RulingMade
from leadledger.rulebook.answers import Award
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.standing import case_of


@dataclass(frozen=True, slots=True)
class Ruled:
    """A deal that was ruled on: the ruling that counts for it, what it gives, and the deal's fact pattern."""

    deal: str
    ruling: Fact[RulingMade]
    award: Award
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rulings on deals of one fact pattern that differ by more than the names of the people."""

    first: Ruled
    second: Ruled


def ruled_deals(answers: Iterable[Attribution]) -> list[Ruled]:
    """Those of the deals that a standing ruling is about, each with the latest."""
    found: list[Ruled] = []
    for answer in answers:
        rulings = case_of(answer).matters(RulingMade)
        if rulings and answer.deal is not None:
            event = rulings[-1].event
            award = Award.of(event.credit, event.commission)
            found.append(Ruled(answer.deal, rulings[-1], award, pattern_of(answer)))
    return found


def conflicts(ruled: Iterable[Ruled]) -> list[Conflict]:
    """Each ruling beside the first earlier one of the same pattern that it differs from, in register order."""
    found: list[Conflict] = []
    seen: dict[object, list[Ruled]] = {}
    for one in sorted(ruled, key=lambda one: (one.ruling.recorded_at, one.deal)):
        earlier = seen.setdefault(one.pattern.key, [])
        gives = renamed(one.pattern, one.award)
        differing = (two for two in earlier if renamed(two.pattern, two.award) != gives)
        other = next((two for two in differing if two.ruling.id != one.ruling.id), None)
        if other is not None:
            found.append(Conflict(other, one))
        earlier.append(one)
    return found
