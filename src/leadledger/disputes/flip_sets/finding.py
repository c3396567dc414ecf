"""Flips: the smallest set of facts, or the one reading of a clause, whose change would alter a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from leadledger.disputes.flip_sets.changes import Change, changes, compatible
from leadledger.disputes.flip_sets.readings import ClauseReading, left_out, set_otherwise
from leadledger.disputes.flip_sets.result import Result
from leadledger.disputes.flip_sets.search import smallest
from leadledger.disputes.flip_sets.trial import Trial
from leadledger.dossier.concerns import agents_of
from leadledger.ledger import Office
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.wire import as_written

TRIES = 5_000
"""How often a deal is decided to find sets of facts, unless it is said."""


@dataclass(frozen=True, slots=True)
class Flip:
    """Changes of entries that alter the decision together, and what it comes to then."""

    changes: tuple[Change, ...]
    after: Result

    def to_dict(self) -> dict[str, Any]:
        """The flip as commands print it."""
        made = [{"change": one.how, "entry": str(one.fact.id), "type": one.fact.type} for one in self.changes]
        return {"changes": made, "after": self.after.to_dict()}


@dataclass(frozen=True, slots=True)
class ReadingFlip:
    """A reading of one clause that alters the decision, and what it comes to then."""

    reading: ClauseReading
    after: Result

    def to_dict(self) -> dict[str, Any]:
        """The reading as commands print it."""
        one = self.reading
        if one.clause is not None:
            read: dict[str, Any] = {"reading": one.how, "id": one.clause.id, "cite": one.clause.cite}
        else:
            value, own = as_written(one.value), as_written(one.instead_of)
            read = {"reading": one.how, "path": one.path, "value": value, "instead_of": own}
        return {**read, "after": self.after.to_dict()}


@dataclass(frozen=True, slots=True)
class Flips:
    """What would alter the decision of a deal, as *answer* has it.

    *sets* are the smallest sets of entries found, *readings* the clauses of which one reading alone alters it. No set
    of fewer than *none_below* changes alters it, of the *possible* ones that the dossier allows; that is proven, and
    *every* says whether the sets named are all there are of their size. *decisions* is how often the deal was decided.
    """

    answer: Attribution
    before: Result
    sets: tuple[Flip, ...]
    readings: tuple[ReadingFlip, ...]
    possible: int
    none_below: int
    every: bool
    decisions: int

    @property
    def proven(self) -> bool:
        """Whether it is proven that there are no smaller sets: none at all, where none was found."""
        return all(len(one.changes) == self.none_below for one in self.sets) if self.sets else self.every

    def to_dict(self) -> dict[str, Any]:
        """The flips as commands print them."""
        return {
            "deal": self.answer.deal,
            "before": self.before.to_dict(),
            "size": len(self.sets[0].changes) if self.sets else None,
            "proven": self.proven,
            "every": self.every,
            "none_below": self.none_below,
            "possible": self.possible,
            "decisions": self.decisions,
            "sets": [one.to_dict() for one in self.sets],
            "readings": [one.to_dict() for one in self.readings],
        }


def flips(office: Office, deal: str, *, tries: int = TRIES, owner_only: bool = False, readings: bool = True) -> Flips:
    """The smallest sets of entries, and the readings of one clause, that would alter who owns the deal or the shares.

    An entry is struck, a striking taken back, a complaint decided the other way; a clause is left out, or one of its
    parameters read otherwise. Sets are tried by size, all of a size, as long as *tries* decisions allow; beyond that
    some that may well alter it are tried, and what is found then may not be the smallest. With *owner_only* only
    another owner counts; without *readings* only sets of entries are looked for.

    Raises:
        DealUnknown, DealNotClosed, HistoryContradiction: there is no decision to alter.

    >>> from leadledger.dossier import History
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li"), visit("c", "zhang"), subscription("d", "c", "li"))
    >>> found = flips(Office(History(story.events)), "d")
    >>> [[change.fact.event.agent for change in one.changes] for one in found.sets], found.proven
    ([['zhang']], True)
    """
    trial = Trial(office, deal)
    before = trial.result

    def alters(after: Result | None) -> Result | None:
        if after is None or (after.owner == before.owner if owner_only else after == before):
            return None
        return after

    possible = changes(trial.answer.dossier)
    searched = smallest(
        possible,
        lambda some: alters(trial.with_changes(some)),
        tries=tries,
        together=compatible,
        hints=_hints(possible, before),
    )
    return Flips(
        answer=trial.answer,
        before=before,
        sets=tuple(Flip(some, after) for some, after in searched.found),
        readings=tuple(_readings(trial, alters)) if readings else (),
        possible=len(possible),
        none_below=searched.none_below,
        every=searched.every,
        decisions=trial.decisions,
    )


def _readings(trial: Trial, alters: Callable[[Result | None], Result | None]) -> Iterator[ReadingFlip]:
    """The readings of one clause that alter it; of a parameter's values the nearest that does."""
    book = trial.answer.rulebook
    for tried in chain(([one] for one in left_out(book)), set_otherwise(book)):
        for reading, other in tried:
            after = alters(trial.under(other))
            if after is not None:
                yield ReadingFlip(reading, after)
                break


def _hints(possible: Sequence[Change], before: Result) -> list[list[Change]]:
    """Sets that may well alter it: all that names one of those awarded struck out, and everything struck out."""
    struck = [one for one in possible if one.how == "struck"]
    awarded = dict.fromkeys([*before.credit, *before.commission])
    named = [[one for one in struck if agent in agents_of(one.fact.event)] for agent in awarded]
    return [some for some in [*named, struck] if some]
