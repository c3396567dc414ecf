"""Readings: by which clauses a case is decided, settlements and rulings aside, and by which it could be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from leadledger.rulebook.answers import Applies, Award
from leadledger.rulebook.attribution import Attribution, Decision
from leadledger.rulebook.case import Case
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.judge import decide, shared
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.standing import case_of

Ids = tuple[str, ...]
"""The clauses that shape an answer, by id: the one that awards, then those that share."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a case comes to if the clauses *by* shape the answer, instead of those that do."""

    by: Ids
    award: Award


def without_rulings(book: Rulebook) -> Rulebook:
    """The book as if nothing were settled or ruled: without the award clauses whose word is final."""
    ranks = (tuple(one for one in rank if not one.final) for rank in book.ranks)
    award = tuple(one for one in book.award if not one.final)
    return replace(book, award=award, ranks=tuple(rank for rank in ranks if rank))


def by_the_book(answer: Attribution) -> Decision:
    """What the clauses give, settlements, rulings and open complaints aside."""
    return decide(case_of(answer), without_rulings(answer.rulebook))


def decided_by(decision: Decision) -> Ids:
    """The clauses that shape a decision."""
    return tuple(one.clause.id for one in decision.because)


def readings(answer: Attribution) -> list[Reading]:
    """Every way in which a clause that applies could shape the answer, each once, in the order of the book.

    For each award clause that applies: with the sharing that follows it, without it, and with each sharing alone.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))
    >>> [(one.by, one.award.owner) for one in readings(story.decide("d"))]
    [(('declined',), 'li'), (('first-visit',), 'zhang')]
    """
    case, book = case_of(answer), without_rulings(answer.rulebook)
    found: dict[Ids, Reading] = {}
    for clause in book.award:
        said = clause.apply(case)
        if isinstance(said, Applies):
            for one in _of(clause, said, case, book):
                found.setdefault(one.by, one)
    return list(found.values())


def _of(clause: Clause, said: Applies, case: Case, book: Rulebook) -> Iterator[Reading]:
    full = shared(clause, said, case, book)
    if full.status == "final":
        yield Reading(decided_by(full), full.award)
    yield Reading((clause.id,), said.award)
    for sharing in book.sharing:
        part = sharing.apply(case, said.award) if sharing.follows(clause) else None
        if isinstance(part, Applies):
            yield Reading((clause.id, sharing.id), part.award)
