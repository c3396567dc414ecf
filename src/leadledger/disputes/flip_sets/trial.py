"""Trials: a deal decided again and again, each time with something taken otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from leadledger.disputes.flip_sets.changes import Change, entered_for, taken_otherwise
from leadledger.disputes.flip_sets.facts import bearing
from leadledger.disputes.flip_sets.result import Result
from leadledger.dossier import Fact, History
from leadledger.errors import KindFailed, LeadledgerError
from leadledger.ledger import Office
from leadledger.rulebook.rulebook import Rulebook


class Trial:
    """A deal of an office, with all that bears on it at hand; *decisions* counts how often it was decided again.

    Raises:
        LeadledgerError: the deal cannot be decided as it stands.
    """

    def __init__(self, office: Office, deal: str) -> None:
        self.deal = deal
        self.answer = office.decide(deal)
        self.result = Result.of(self.answer)
        self.decisions = 0
        self._asked_for = office.asked_for
        self._books: dict[UUID, Rulebook] = {}
        self._facts = bearing(office.history_of(deal), deal, office.of_agents())
        self._made: dict[Change, tuple[Fact | None, Fact | None]] = {}

    def with_changes(self, changes: Sequence[Change]) -> Result | None:
        """What the deal comes to with the changes made; None where it cannot be decided then.

        >>> from leadledger.disputes.flip_sets.changes import changes
        >>> from leadledger.dossier import History
        >>> from leadledger.testing.stories import given, subscription, visit
        >>> story = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li"))
        >>> trial = Trial(Office(History(story.events)), "d")
        >>> [trial.with_changes([one]).owner for one in changes(trial.answer.dossier)]
        ['li', 'zhang']
        """
        return self._decided(self._changed(changes), self._asked_for)

    def under(self, book: Rulebook) -> Result | None:
        """What the deal comes to under another book; None where it cannot be decided then."""
        return self._decided(self._facts, book)

    def _decided(self, facts: list[Fact], book: Rulebook | None) -> Result | None:
        self.decisions += 1
        try:
            return Result.of(Office(History.of_facts(facts), book, books=self._books).decide(self.deal))
        except KindFailed:
            raise
        except LeadledgerError:
            return None

    def _changed(self, changes: Sequence[Change]) -> list[Fact]:
        facts, entered = self._facts, list[Fact]()
        otherwise: dict[UUID, Fact | None] = {}
        for one in changes:
            stands, more = self._of(one)
            if stands is not one.fact:
                otherwise[one.fact.id] = stands
            if more is not None:
                entered.append(more)
        if otherwise:
            read = (otherwise.get(fact.id, fact) for fact in facts)
            facts = [fact for fact in read if fact is not None]
        return [*facts, *(replace(fact, order=fact.order + place) for place, fact in enumerate(entered))]

    def _of(self, one: Change) -> tuple[Fact | None, Fact | None]:
        """What stands in the place of the entry concerned, and what is entered besides."""
        made = self._made.get(one)
        if made is None:
            made = self._made[one] = taken_otherwise(one), entered_for(one, self._facts[-1])
        return made
