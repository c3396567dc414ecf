"""The kind ``finding``: somebody has to establish something first."""

from __future__ import annotations

from hypothesis import given

from leadledger.rulebook.answers import NeedsFinding
from leadledger.rulebook.clauses.finding import finding
from tests.lives import Entry
from tests.rulebook.kinds.meetings import Met, anyhow_book, meetings, story
from tests.strategies import examples, histories, office_of

MISSING = {"en": "whether the change was allowed"}
BOOK = anyhow_book("""
[[award]]
id = "open"
cite = "F"
rank = 1
use = "finding"
missing = { en = "whether the change was allowed" }
""")


@examples(40)
@given(life=histories(longest=9))
def test_whatever_happened_nobody_has_the_customer_before_it_is_established(life: list[Entry]) -> None:
    answer = office_of(life, BOOK).decide("d1")
    assert (answer.status, answer.owner, answer.clause) == ("needs-ruling", None, "F")
    assert list(answer.credit) == list(answer.commission) == ["@suspense"]
    assert answer.because[-1].reason.facts["missing"] == MISSING


@examples(20)
@given(told=meetings(7))
def test_what_is_missing_never_depends_on_the_story(told: list[Met]) -> None:
    answer = finding(story(told).case("d"), missing=MISSING)
    assert isinstance(answer, NeedsFinding)
    assert answer.missing.facts == {"missing": MISSING}
