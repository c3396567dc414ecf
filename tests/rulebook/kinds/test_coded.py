"""The kind ``coded``: the closing carries somebody's code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Applies
from leadledger.rulebook.clauses.coded import coded
from leadledger.rulebook.document import rulebook_from
from leadledger.testing.stories import draft, subscription
from leadledger.testing.stories import given as told_as
from tests.declared_book import document
from tests.rulebook.kinds.meetings import CLOSED, CLOSER, Met, anyhow_book, decided, meetings, story, visits
from tests.strategies import examples

CODES = {"u1": "zhang", "u2": "li"}
BOOK = anyhow_book("""
[[award]]
id = "coded"
cite = "K"
rank = 1
use = "coded"
field = "unit"
codes = { u1 = "zhang", u2 = "li" }
""")
VISITS_BEFORE_CALLS = tuple(Pattern.parse({"type": name}) for name in ("VisitReceived", "CallReceived"))
codes = st.sampled_from(("u1", "u2", "u3"))


@examples(30)
@given(told=meetings(7), code=codes)
def test_whose_code_it_is_has_the_customer_whoever_met_them(told: list[Met], code: str) -> None:
    assert decided(told, BOOK, unit=code).owner == CODES.get(code, CLOSER)


@examples(50)
@given(told=meetings(7), code=codes)
def test_a_code_yields_exactly_where_the_strongest_latest_entry_names_its_agent(told: list[Met], code: str) -> None:
    case = story(told, unit=code).case("d")
    answer = coded(case, codes=CODES, field="unit", yields_to=VISITS_BEFORE_CALLS)
    strongest = visits(told) or told
    decisive = strongest[-1].agent if strongest else None
    assert isinstance(answer, Applies) is (code in CODES and decisive != CODES[code])
    if isinstance(answer, Applies):
        assert answer.award.owner == CODES[code]


def test_a_closing_that_has_no_such_field_carries_no_code() -> None:
    clause = {"id": "coded", "cite": "K", "rank": 1, "use": "coded", "codes": {"summer": "zhang"}}
    anyhow = {"id": "closer", "cite": "C", "rank": 9, "use": "closer", "where": "anyhow"}
    book = rulebook_from({**document(), "award": [clause, anyhow]}, source="codes")
    ordered = draft("app.OrderPlaced", deal="d", customer="c", code="summer", on=CLOSED)
    signed = subscription("d", "c", CLOSER, on=CLOSED)
    answers = [told_as(one, rulebook=book).decide("d") for one in (ordered, signed)]
    assert [(answer.owner, answer.clause) for answer in answers] == [("zhang", "K"), (CLOSER, "C")]
