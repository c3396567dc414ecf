"""Stories around the edges of a time: who met the customer, and how many days before the closing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from hypothesis import strategies as st

from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import Draft, Story, draft, given, subscription
from tests.small_books import small_book

AGENTS = ("zhang", "li", "wang")
CLOSER = "chen"
CLOSED = date(2026, 5, 31)
Kind = Literal["VisitReceived", "CallReceived"]

ANYHOW = """
[[award]]
id = "closer"
cite = "C"
rank = 9
use = "closer"
where = "anyhow"
"""


class Met(NamedTuple):
    """An agent met the customer so many days *before* the closing."""

    before: int
    at: str
    agent: str
    kind: Kind

    def told(self) -> Draft:
        return draft(self.kind, customer="c", agent=self.agent, on=days_before(self.before), at=self.at)


def days_before(days: int) -> date:
    """The day so many days before the closing; after it, where they are negative."""
    return CLOSED - timedelta(days=days)


def meetings(edge: int, *, most: int = 5) -> st.SearchStrategy[list[Met]]:
    """Visits and calls, no two alike, in the order entered, on days around the edge of a time before the closing."""
    days = st.one_of(st.sampled_from((edge - 1, edge, edge + 1)), st.integers(0, edge + edge // 2))
    kinds: st.SearchStrategy[Kind] = st.sampled_from(("VisitReceived", "VisitReceived", "CallReceived"))
    one = st.builds(Met, days, st.sampled_from(("00:00", "09:30")), st.sampled_from(AGENTS), kinds)
    return st.lists(one, max_size=most, unique=True).map(
        lambda told: sorted(told, key=lambda met: (-met.before, met.at))
    )


def visits(told: list[Met]) -> list[Met]:
    """Those of the meetings that were visits."""
    return [met for met in told if met.kind == "VisitReceived"]


def story(told: list[Met], *after: Draft, **closing: Any) -> Story:
    """The story of these meetings, of the closing by somebody else, and of what comes after."""
    closed = subscription("d", "c", **{"agent": CLOSER, "on": CLOSED, **closing})
    return given(*(met.told() for met in told), closed, *after)


def decided(told: list[Met], book: Rulebook, **closing: Any) -> Attribution:
    """What the deal of that story comes to under a book."""
    return story(told, **closing).decide("d", rulebook=book)


def anyhow_book(clauses: str = "") -> Rulebook:
    """A book in which the deal is the closer's, unless one of these clauses says otherwise."""
    return small_book(clauses, first=ANYHOW)
