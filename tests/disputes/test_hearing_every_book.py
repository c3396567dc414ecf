"""Every rulebook that comes with the library can be heard about, whatever decides."""

from __future__ import annotations

import pytest

from leadledger import decide
from leadledger.disputes.flip_sets import readings as flips_readings
from leadledger.disputes.flip_sets.result import Result
from leadledger.disputes.flip_sets.trial import Trial
from leadledger.disputes.hearings.hearing import HearingTerms, hearing
from leadledger.disputes.hearings.page import page
from leadledger.disputes.layout import as_markdown
from leadledger.dossier import History
from leadledger.errors import LeadledgerError
from leadledger.events import Event
from leadledger.ledger import Office
from leadledger.rulebook.library import rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.without import without
from leadledger.testing.checking.examples import short_examples
from leadledger.testing.checking.observing import DEAL


def changed(story: tuple[Event, ...], less: Rulebook, before: Result) -> Result | None:
    """What the deal comes to under the book that is left, where that is decided and something else."""
    try:
        after = Result.of(decide(story, DEAL, rulebook=less))
    except LeadledgerError:
        return None
    return None if after == before else after


@pytest.mark.parametrize("name", list(rulebooks))
def test_a_story_for_each_clause(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flips_readings, "STEPS", 1)
    book = rulebooks[name]
    told = short_examples(book, stories=60)
    assert told
    for clause, story in told.items():
        office = Office(History(story), book)
        trial = Trial(office, DEAL)
        assert trial.with_changes(()) == trial.result, clause
        found = hearing(office, DEAL, HearingTerms(gap_days=7, tries=30))
        assert all(len(found.readings) == one.owner.of == one.part.of for one in found.heard)
        named = {one.reading.clause.id: one.after for one in found.flips.readings if one.reading.clause is not None}
        assert named.get(clause) == changed(story, without(book, clause), trial.result)
        assert as_markdown(page(found)).startswith("# ")
