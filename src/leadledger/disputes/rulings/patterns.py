"""Fact patterns: what a case looks like to the clauses, whoever its people are and whenever it happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from leadledger.disputes.rulings.readings import without_rulings
from leadledger.rulebook.answers import Applies, Award, NeedsFinding, Reason
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.explain.words import AGENTS
from leadledger.rulebook.standing import case_of, standings

Shape = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the clauses say of a case, its people by their place: 1 for the first named, 2 for the next, and so on.

    Two are equal when *book* and *said* are; *people* are those of this case in the order of their places.
    """

    book: str
    said: Shape
    people: tuple[str, ...]

    @property
    def key(self) -> tuple[str, Shape]:
        """What equal patterns have in common."""
        return self.book, self.said


class _Places:
    """The place of each person, given when they are first named."""

    def __init__(self) -> None:
        self.people: dict[str, str] = {}

    def __call__(self, payee: str) -> str:
        return payee if payee.startswith("@") else self.people.setdefault(payee, str(len(self.people) + 1))


def pattern_of(answer: Attribution) -> Pattern:
    """The fact pattern of a case: claims in rank order, closer, what every clause answers and why, open complaints.

    Settlements and rulings are left out, and so are names, ids, days and amounts.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> one = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li")).decide("d")
    >>> other = given(visit("k", "wang"), visit("k", "zhang"), subscription("e", "k", "zhang")).decide("e")
    >>> pattern_of(one).key == pattern_of(other).key, pattern_of(other).people
    (True, ('wang', 'zhang'))
    """
    case, book, place = case_of(answer), without_rulings(answer.rulebook), _Places()
    claims = tuple((place(one.claim.agent), one.claim.basis, one.state) for one in standings(answer))
    closer = answer.dossier.closing.closer
    said: list[Shape] = [("claims", claims), ("closer", None if closer is None else place(closer))]
    for clause in book.award:
        part = clause.apply(case)
        if isinstance(part, Applies):
            said.append((clause.id, _reason(part.because, place), _award(part.award, place)))
            for sharing in book.sharing:
                more = sharing.apply(case, part.award) if sharing.follows(clause) else None
                if isinstance(more, Applies):
                    said.append((clause.id, sharing.id, _reason(more.because, place), _award(more.award, place)))
        else:
            missing = part.missing if isinstance(part, NeedsFinding) else part.because
            said.append((clause.id, _reason(missing, place)))
    said.append(("complaints open", _accused(answer, place)))
    return Pattern(book.name, tuple(said), tuple(place.people))


def _accused(answer: Attribution, place: _Places) -> Shape:
    """Those whom open complaints are about, of the people that the clauses speak of."""
    suspense = answer.rulebook.suspense
    if suspense is None:
        return ()
    accused = {fact.event.against for fact in suspense.apply(case_of(answer).reading)}
    return tuple(one for name, one in place.people.items() if name in accused)


def renamed(pattern: Pattern, award: Award) -> Shape:
    """An award with people by their places in a pattern; those not in it follow in the order of the award."""
    place = _Places()
    for person in pattern.people:
        place(person)
    return _award(award, place)


def _award(award: Award, place: _Places) -> Shape:
    return tuple(
        tuple(sorted((place(payee), str(share)) for payee, share in shares.items()))
        for shares in (award.credit, award.commission)
    )


def _reason(reason: Reason, place: _Places) -> Shape:
    """Its key, the people in it and the shares; ids, days and counts of one case are no part of a pattern."""
    told: list[Shape] = []
    for name, value in reason.facts.items():
        if name in AGENTS:
            many = cast("Iterable[object]", value) if isinstance(value, list | tuple) else (value,)
            told.append((name, tuple(place(str(one)) for one in many)))
        elif isinstance(value, Fraction | bool):
            told.append((name, str(value)))
        elif isinstance(value, Mapping):
            shares = cast("Mapping[str, object]", value)
            if all(isinstance(one, Fraction) for one in shares.values()):
                told.append((name, tuple((place(payee), str(share)) for payee, share in shares.items())))
    return reason.key, tuple(told)
